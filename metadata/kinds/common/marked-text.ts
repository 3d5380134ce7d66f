/**
 * A text as it is stored whose words stand as they are, so that they are searched and compared as words, and what else is
 * said of them behind, in letters that nobody types.
 */
const first = 0x10_00_00;
const end = String.fromCodePoint(first);
const marksIn = new RegExp(`[${end}-${String.fromCodePoint(first + 0x7f)}]`, 'u');

/** Whether a text has letters that marks are written in. */
export function holdsMarks(text: string): boolean {
  return marksIn.test(text);
}

/** The words of a stored text, without what stands behind them. */
export function wordsOf(stored: string): string {
  const at = stored.indexOf(end);
  return at < 0 ? stored : stored.slice(0, at);
}

/** What stands behind the words, in letters of ASCII; null: nothing does. */
export function marksOf(stored: string): string | null {
  const at = stored.indexOf(end);
  if (at < 0) return null;
  const marks = [...stored.slice(at + end.length)].filter(holdsMarks);
  return marks.map((letter) => String.fromCharCode((letter.codePointAt(0) ?? first) - first)).join('');
}

/** What the marks say of the words: the first of them itself, any other a part of the words, by its begin and length. */
export function partByMark(stored: string, at: number): string | null {
  const said = marksOf(stored)?.split(';')[at];
  if (said === undefined || at === 0) return said ?? null;
  const [from = 0, length = 0] = said.split(',').map(Number);
  return wordsOf(stored).slice(from, from + length);
}

export function marked(words: string, marks: string): string {
  const letters = [...marks].map((letter) => String.fromCodePoint(first + letter.charCodeAt(0)));
  return `${words}${end}${letters.join('')}`;
}
