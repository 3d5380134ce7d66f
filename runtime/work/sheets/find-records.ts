import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Condition } from '../../../metadata/condition.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import type { Store, View, WireRecord } from '../../storage/store/record/store.ts';
import { type Column, recordMark } from './book/column.ts';
import { valueText } from './columns/cells.ts';
import type { Candidates } from './decide-record.ts';
import type { FoundSheet } from './read-head.ts';
import type { ReadRecord } from './read-record.ts';

/** Leaves a filter may have. */
const mostLeaves = 100;
const pageSize = 500;

/** Some records of the file. */
interface Chunk {
  readonly call: Call;
  readonly form: Form;
  /** Columns that name a record. */
  readonly key: readonly Column[];
  readonly found: readonly FoundSheet[];
  readonly records: readonly ReadRecord[];
}

/** The records a chunk of the file is about, by natural key: first what the caller manages, then what he uses. */
export async function findRecords(
  store: Store,
  { call, form, key, found, records }: Chunk,
): Promise<(record: ReadRecord) => Candidates> {
  const fields = fieldsOf(form, key, found);
  const named = records.filter(isNamed);
  const own = await lookUp(store, { call, form, key, fields, records: named, view: 'manage' });
  const missing = named.filter((record) => !own.has(keyText(record.key)));
  const foreign = form.sharing
    ? await lookUp(store, { call, form, key, fields, records: missing, view: 'use' })
    : new Map();
  return (record) => {
    if (!isNamed(record)) return { own: [], foreign: [] };
    const name = keyText(record.key);
    return { own: own.get(name) ?? [], foreign: foreign.get(name) ?? [] };
  };
}

function isNamed(record: ReadRecord): boolean {
  return record.key.some((text) => text !== '');
}

function keyText(key: readonly string[]): string {
  return JSON.stringify(key);
}

interface LookUp {
  readonly call: Call;
  readonly form: Form;
  readonly key: readonly Column[];
  readonly fields: readonly string[];
  readonly records: readonly ReadRecord[];
  readonly view: View;
}

async function lookUp(
  store: Store,
  { call, form, key, fields, records, view }: LookUp,
): Promise<ReadonlyMap<string, WireRecord[]>> {
  const byName = new Map<string, WireRecord[]>();
  const unkeyed = new Set(records.flatMap(({ id }) => id ?? []));
  const keyed = records.filter(({ id }) => id === undefined);
  const byId: Condition[] = unkeyed.size > 0 ? [{ fact: 'id', operator: 'in', value: [...unkeyed] }] : [];
  for (const filter of [...filtersOf(key, keyed), ...byId]) {
    let cursor: string | null | undefined;
    do {
      const query = { view, filter, fields, limit: pageSize, ...(cursor ? { cursor } : {}) };
      const page = await store.list(call, form, query);
      for (const record of page.items) {
        const name = unkeyed.has(record.id)
          ? keyText([recordMark(record.id)])
          : keyText(key.map((column) => valueText(record[column.member], column, call.language)));
        const same = byName.get(name);
        if (same) same.push(record);
        else byName.set(name, [record]);
      }
      cursor = page.next;
    } while (cursor);
  }
  return byName;
}

/** One `in` where the key is one field; else a record is an `all`, as many as a filter may hold. */
function* filtersOf(key: readonly Column[], records: readonly ReadRecord[]): Generator<Condition> {
  const [only, ...more] = key;
  if (!only || records.length === 0) return;
  if (more.length === 0) {
    yield {
      fact: only.member,
      operator: 'in',
      value: records.map(({ identity }) => comparable(identity[0] ?? null)),
    };
    return;
  }
  const atOnce = Math.max(1, Math.trunc(mostLeaves / key.length));
  for (let from = 0; from < records.length; from += atOnce) {
    yield {
      any: records.slice(from, from + atOnce).map(({ identity }) => ({
        all: key.map((column, index): Condition => {
          const value = comparable(identity[index] ?? null);
          return value === null
            ? { fact: column.member, operator: 'isEmpty' }
            : { fact: column.member, operator: 'equal', value };
        }),
      })),
    };
  }
}

/** References compare by number or id. */
function comparable(value: Json): Json {
  if (!isObject(value)) return value;
  const { id, number } = value as JsonObject;
  return number ?? id ?? null;
}

/** Answers the fields to read of a record to see whether anything changes. */
function fieldsOf(form: Form, key: readonly Column[], found: readonly FoundSheet[]): readonly string[] {
  const names = new Set<string>(key.map(({ member }) => member));
  for (const { sheet, columns } of found) {
    const [entries] = sheet.path;
    if (entries !== undefined) names.add(entries);
    else for (const column of columns) if (column && column.member !== '') names.add(column.member);
  }
  for (const name of ['org', 'enabled', ...(form.sharing ? ['sharing'] : [])]) names.add(name);
  names.delete('id');
  return [...names];
}
