import { codeOf } from './code-of.ts';

/**
 * Words that had several meanings, or one that nobody guesses, and what says it now; `docs/words.md` has those that
 * stay. A word may still be right in rooms of its own.
 */
const goneWords: readonly (readonly [word: string, instead: string, elsewhere?: RegExp])[] = [
  ['deed', 'action'],
  ['kept(?=[A-Z])', 'what it is: stored, saved, compiled, archived, or what is made of it'],
  ['told', 'the thing it is: an answer, a row, an event, what is stated'],
  ['untold', 'as told'],
  ['carryOut$', 'what is carried out: a publish, steps of tables, effects of a write'],
  ['anew', 'again, or what is new'],
  ['ships$', 'shipment, or what is done with it: load, assign'],
  ['standing', 'a place, a verdict, open tokens'],
  [
    'draft',
    'a planned write, or what is edited; a state of change sets',
    /chang|basket|limits|states|refusals|special-forms|narrowed|standard-params|become-records|former-values/,
  ],
  ['teller', 'as told'],
  [
    'holder',
    'who holds a record is; of a record or its rows it is a part, of a lease a node',
    /shar|assign|hold|held|spread|reach|gather|strateg|consequences|users-of|verdict|laws|world|match|store\/s|find-harms|migrations\/|foreign-references|write\/remove/,
  ],
];

const identifier = /(?<![\w$])[A-Za-z_$][\w$]*/g;

/** Identifiers of a source that have a word in them which went: `deed`, `lastDeed`, `deedsOf`. */
export function goneIn(text: string, path = ''): readonly string[] {
  const gone = goneWords.filter(([, , elsewhere]) => !elsewhere?.test(path));
  const words = gone.map(([word]) => word).join('|');
  const capital = gone.map(([word]) => word.replace(/^./, (first) => first.toUpperCase())).join('|');
  const pattern = new RegExp(`^(?:${words})s?(?![a-z])|(?:${capital})s?(?![a-z])`);
  return [...new Set(codeOf(text).match(identifier))].filter((name) => pattern.test(name));
}
