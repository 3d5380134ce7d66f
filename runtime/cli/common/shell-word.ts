/**
 * A word as it is typed into a shell: quoted where it has blanks or other signs that a shell reads otherwise.
 *
 * @example
 * shellWord('./my-package') //=> './my-package'
 * shellWord('My Pkg') //=> '"My Pkg"'
 */
export function shellWord(word: string): string {
  return /^[\p{L}\p{N}_@%+=:,./\\~-]+$/u.test(word) ? word : `"${word.replaceAll(/["$`]/g, '\\$&')}"`;
}
