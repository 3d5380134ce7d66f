import { codeOf } from './code-of.ts';

/** Words that had several meanings, or one that nobody guesses, and what says it now; `docs/words.md` has those that stay. */
const goneWords: readonly (readonly [word: string, instead: string])[] = [
  ['deed', 'action'],
  ['told', 'the thing it is: an answer, a row, an event, what is stated'],
  ['untold', 'as told'],
  ['carryOut$', 'what is carried out: a publish, steps of tables, effects of a write'],
  ['anew', 'again, or what is new'],
  ['ships$', 'shipment, or what is done with it: load, assign'],
  ['standing', 'a place, a verdict, open tokens'],
  ['teller', 'as told'],
];

const identifier = /(?<![\w$])[A-Za-z_$][\w$]*/g;

/** Identifiers of a source that have a word in them which went: `deed`, `lastDeed`, `deedsOf`. */
export function goneIn(text: string): readonly string[] {
  const words = goneWords.map(([word]) => word).join('|');
  const capital = goneWords.map(([word]) => word.replace(/^./, (first) => first.toUpperCase())).join('|');
  const gone = new RegExp(`^(?:${words})s?(?![a-z])|(?:${capital})s?(?![a-z])`);
  return [...new Set(codeOf(text).match(identifier))].filter((name) => gone.test(name));
}
