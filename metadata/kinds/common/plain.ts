import type { Json } from '../../common/json.ts';
import type { Kind } from '../../field.ts';
import { textOperators } from './operators.ts';
import { accepted, readString } from './reading.ts';

type Own = Pick<Kind, 'name' | 'column'> & Partial<Kind>;

/** Stored and answered alike: what knows that need not ask each value. */
export const asItIs = (value: Json): Json => value;

/** A kind that says nothing is a plain text in all three forms; each says only what is different. */
export function plain(own: Own): Kind {
  return {
    properties: {},
    requires: [],
    schema: () => ({ type: 'string' }),
    read: (value) => readString(value),
    write: asItIs,
    parse: (text) => accepted(text),
    format: (value) => (typeof value === 'string' ? value : JSON.stringify(value)),
    comparison: () => 'text',
    operators: () => textOperators,
    sortable: true,
    secret: false,
    derived: false,
    ...own,
  };
}
