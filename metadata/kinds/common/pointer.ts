import type { Result } from '../../common/issue.ts';
import { isObject, type Json, type JsonSchema } from '../../common/json.ts';
import type { Language } from '../../common/label.ts';
import { withheldIn, withheldLabels } from '../../withheld.ts';
import { accepted, readLine, refused } from './reading.ts';

/** The pattern of an id, wherever one stands in a text. */
export const idPattern = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const whole = new RegExp(`^${idPattern}$`);

/**
 * @example
 * isId('01a1f807-e22b-76be-803c-9001ffac1fe0') //=> true
 * isId('A01') //=> false
 */
export function isId(text: string): boolean {
  return whole.test(text);
}

/** A record that was named by its number; the store looks its id up before anything is kept. */
type ByNumber = { readonly number: string };

export const pointerSchema: JsonSchema = {
  description: 'A record: its number, or an object with its id or number.',
  anyOf: [
    { type: 'string', minLength: 1 },
    {
      type: 'object',
      properties: {
        id: { type: 'string', format: 'uuid' },
        number: { type: ['string', 'null'] },
        name: { type: ['string', 'null'], description: 'Answered, never read.' },
        withheld: { type: 'string', description: 'Answered, never read.' },
      },
      anyOf: [{ required: ['id'] }, { required: ['number'] }],
    },
  ],
};

export const formProperty: JsonSchema = {
  type: 'string',
  minLength: 1,
  maxLength: 64,
  description: 'Id of the form that is pointed at.',
};

/** An id reads as itself, which is the stored form; a number as `{ number }`, which is not yet. */
export function readPointer(value: Json): Result<string | ByNumber> {
  if (typeof value === 'string') return byNumber(value);
  if (!isObject(value)) return refused('not-reference');
  const id = value['id'];
  if (typeof id === 'string') {
    return isId(id.toLowerCase()) ? accepted(id.toLowerCase()) : refused('not-id', {}, '/id');
  }
  const number = value['number'];
  return typeof number === 'string' ? byNumber(number) : refused('not-reference');
}

export function writePointer(value: Json): Json {
  return typeof value === 'string' ? { id: value } : value;
}

/**
 * The number where the answer carries one, else the name, else the id in braces; of a record that is withheld its number
 * and id, as nobody who does not see it finds it by what it is called.
 */
export function pointerText(value: Json, language: Language): string {
  if (typeof value === 'string') return value;
  if (!isObject(value)) return '';
  const number = value['number'];
  const withheld = withheldIn(value);
  if (withheld !== undefined) {
    const words = [number, withheldLabels[withheld][language], `{${String(value['id'] ?? '')}}`];
    return words.filter((word) => typeof word === 'string' && word !== '').join(' ');
  }
  if (typeof number === 'string' && number !== '' && !number.startsWith('{')) return number;
  const name = value['name'];
  const isNumbered = typeof number === 'string' && number !== '';
  return !isNumbered && isSayable(name) ? name : `{${String(value['id'] ?? '')}}`;
}

/** Whether a name that stands for its record is read as that name again. */
function isSayable(name: Json | undefined): name is string {
  if (typeof name !== 'string' || name.trim() !== name || /[{}]/.test(name) || isId(name.toLowerCase()))
    return false;
  const line = readLine(name, 255);
  return name !== '' && line.ok && line.value === name;
}

export function parsePointer(text: string): Result<Json> {
  const word = text.trim();
  const [, said = '', id] = /^(.*)\{([^{}]*)\}$/.exec(word) ?? [];
  if (id !== undefined && isId(id.toLowerCase())) {
    const own = { id: id.toLowerCase() };
    const withheld = saidOf(said.trim());
    if (withheld) return accepted({ ...own, ...withheld });
    if (said === '') return accepted(own);
  }
  return word === '' ? refused('not-reference') : accepted({ number: word });
}

/** Reads the text before the id of a record that is withheld: its number, if one is given, and why it is withheld. */
function saidOf(text: string): { readonly number: string | null; readonly withheld: string } | undefined {
  for (const [withheld, words] of Object.entries(withheldLabels)) {
    const word = Object.values(words).find((one) => text === one || text.endsWith(` ${one}`));
    if (word !== undefined) return { number: text.slice(0, -word.length).trim() || null, withheld };
  }
  return undefined;
}

function byNumber(number: string): Result<ByNumber> {
  if (number === '') return refused('not-reference');
  const line = readLine(number, 255);
  return line.ok ? accepted({ number: line.value }) : line;
}
