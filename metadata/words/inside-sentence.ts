/** Names of their own, which English writes large wherever they are. */
const proper: ReadonlySet<string> = new Set([
  ...['Apollo', 'Chinese', 'English', 'Excel', 'Guiju', 'Kingdee', 'Leqi', 'Sunday', 'Monday'],
]);

/** `Pending`, `Red-letter`; not `SMS`, `QR` or `E`. */
const word = /^\p{Lu}[\p{Ll}’'-]+(?![\p{Lu}\d])/u;

/**
 * A label as English has it inside a sentence: its first letter is small, unless the word is a name or an abbreviation.
 *
 * @example
 * insideSentence('Pending invoice') //=> 'pending invoice'
 * insideSentence('QR code') //=> 'QR code'
 * insideSentence('Leqi summary') //=> 'Leqi summary'
 */
export function insideSentence(label: string): string {
  const [first] = word.exec(label) ?? [];
  if (first === undefined || proper.has(first)) return label;
  // `Hilton Rooms` is how somebody calls his own: what goes on large is a name.
  const [, second = ''] = label.split(' ');
  return /^\p{Lu}\p{Ll}/u.test(second) ? label : `${first.slice(0, 1).toLowerCase()}${label.slice(1)}`;
}

/**
 * Words that begin a line, as English writes them.
 *
 * @example
 * atBeginning('field “Room” is added') //=> 'Field “Room” is added'
 */
export function atBeginning(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

/** Words that end as if there were several, and name one, or nothing that is counted. */
const uncounted = /(?:ss|us|is|series|species|news|goods|contents)$/i;

/**
 * One of what an English label names several of; undefined: it does not say that it names several.
 *
 * @example
 * singular('Lines') //=> 'Line'
 * singular('Categories') //=> 'Category'
 * singular('Additional information') //=> undefined
 */
export function singular(label: string): string | undefined {
  if (!/[a-z]s$/i.test(label) || uncounted.test(label)) return undefined;
  if (/[^aeiou]ies$/i.test(label)) return `${label.slice(0, -3)}y`;
  return label.slice(0, /(?:x|ch|sh|ss)es$/i.test(label) ? -2 : -1);
}
