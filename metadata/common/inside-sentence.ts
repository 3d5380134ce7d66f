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
