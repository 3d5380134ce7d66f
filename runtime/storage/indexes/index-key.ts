import type { FoundIndex, IndexShape } from '../../database/schema.ts';
import { column, type LayoutColumn, type RecordLayout } from '../store/record/layout.ts';
import { learnedName } from '../tables/table-spec.ts';

/**
 * The columns of an index, as ids that no rename changes: `status`, `-amount,number`. It ends by the id of the record,
 * which is not said. Read backwards it is the same index, so the first of the order is always ascending. Behind a
 * semicolon stand the columns that it carries besides, in no order, so that rows need not be looked at:
 * `number;org,signedOn`.
 */
export type IndexKey = string;

export interface KeyPart {
  readonly id: string;
  readonly descending: boolean;
}

/** `lead`: columns of which one value each is asked for. */
export function keyOf(lead: readonly string[], order: readonly KeyPart[]): IndexKey {
  const turned = order[0]?.descending ?? false;
  const last = order.findIndex(({ id }) => id === 'id');
  const key = last < 0 ? order : order.slice(0, last);
  return [...lead, ...key.map(({ id, descending }) => (descending === turned ? id : `-${id}`))].join(',');
}

/** The same with more columns in it. */
export function carrying(key: IndexKey, ids: Iterable<string>): IndexKey {
  const { order, carried } = readKey(key);
  const more = new Set([...carried, ...ids]);
  for (const { id } of [...order, { id: 'id' }]) more.delete(id);
  return [key.split(';')[0], [...more].sort().join(',')].filter((part) => part !== '').join(';');
}

/** Reads a key: the order without the id at its end, and the columns carried behind that. */
export function readKey(key: IndexKey): {
  readonly order: readonly KeyPart[];
  readonly carried: readonly string[];
} {
  const [order = '', carried] = key.split(';');
  return {
    order: order.split(',').map((part) => ({ id: part.replace(/^-/, ''), descending: part.startsWith('-') })),
    carried: carried?.split(',') ?? [],
  };
}

function partsOf(key: IndexKey): readonly KeyPart[] {
  const { order, carried } = readKey(key);
  return [
    ...order,
    { id: 'id', descending: order.at(-1)?.descending ?? false },
    ...carried.map((id) => ({ id, descending: false })),
  ];
}

/** Bytes that a database takes of an index's columns; beyond, parts of them would be left out. */
const keyBytes = 3_072;

/** The index in the form's table; null: it has no such columns, or none that an index keeps whole. */
export function shapeOf(layout: RecordLayout, key: IndexKey): IndexShape | null {
  const parts = partsOf(key);
  const columns = parts.flatMap(({ id, descending }) => {
    const found = layout.byId.get(id);
    return found && keepsOrder(layout, found)
      ? [{ name: found.physical, column: found.column, descending }]
      : [];
  });
  const bytes = columns.reduce((sum, { column: { type, ...more } }) => {
    if (type === 'id') return sum + 256;
    return sum + (type === 'text' && 'length' in more ? Math.max(64, Number(more.length)) * 4 : 32);
  }, 0);
  if (columns.length < parts.length || bytes > keyBytes) return null;
  const names = columns.map(({ name, descending }) => (descending ? `-${name}` : name));
  return { name: learnedName(layout.tableName, names), columns };
}

/** Long texts, JSON and what is sealed have none; and what left the model is asked for by nobody. */
function keepsOrder({ form }: RecordLayout, { id, column: type }: LayoutColumn): boolean {
  const field = form.byId.get(id);
  if (field && (field.hidden || (field.inner ?? field).kind.secret)) return false;
  return type.type !== 'json' && (type.type !== 'text' || type.length <= 255);
}

/**
 * Whether an index that is there answers what this one would: the same columns first, in this or the other direction,
 * and somewhere behind the id what this one carries there.
 */
export function serves(found: FoundIndex, { columns }: IndexShape): boolean {
  const turned = found.columns[0]?.descending !== columns[0]?.descending;
  const ordered = columns.findIndex(({ name }) => name === 'id') + 1;
  const has = new Set(found.columns.map(({ name }) => name));
  return (
    columns
      .slice(0, ordered)
      .every(
        ({ name, descending }, at) =>
          found.columns[at]?.name === name.toLowerCase() &&
          (found.columns[at].descending !== descending) === turned,
      ) && columns.slice(ordered).every(({ name }) => has.has(name.toLowerCase()))
  );
}

/** The same in words: `status, amount ↓`, and in brackets what it carries: `number (org, signedOn)`. */
export function keyInWords(layout: RecordLayout, key: IndexKey): string {
  const { order, carried } = readKey(key);
  const name = (id: string) => layout.form.byId.get(id)?.name ?? column(layout, id).id;
  const ordered = order.map(({ id, descending }) => `${name(id)}${descending ? ' ↓' : ''}`).join(', ');
  return carried.length > 0 ? `${ordered} (${carried.map(name).join(', ')})` : ordered;
}
