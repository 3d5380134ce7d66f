import { parameterForm } from '../../metadata/names.ts';
import type { HistoryRow } from '../../migrations/rows/tables.ts';
import { systemScope } from '../../rules/params/effective.ts';
import type { SetValue } from '../../rules/params/set-value.ts';
import type { SetValues } from '../../rules/params/set-values.ts';
import type { FormTable } from '../call/call.ts';
import { timeSlices } from '../common/time-slices.ts';
import type { Connection, Database } from '../database/database.ts';
import { historyColumns, readEvent } from '../storage/store/commit/history-row.ts';
import type { WriteEvent } from '../storage/store/commit/planned-write.ts';
import { setValueOf } from '../storage/store/platform/parameter-values.ts';

/**
 * The values of this node: read once, then kept by the writes it sees; nothing is read from the database for a read. An
 * answered value never changes: each commit makes the next.
 */
export interface Parameters {
  values(): SetValues;
  /** Takes over writes; events may come twice and late, the newest revision of each value holds. */
  follow(events: readonly WriteEvent[]): void;
  reload(database: Database, table: FormTable): Promise<void>;
  /** As they were when these records were so; null: when there was no such record. */
  rewound(records: ReadonlyMap<string, WriteEvent | null>): Parameters;
}

/** The newest of a record; without a value it is gone. */
interface NewestValue {
  readonly revision: number;
  readonly value: SetValue | null;
}

type ByScope = Map<string, readonly SetValue[]>;
type ByKey = Map<string, ByScope>;
type ByType = Map<string, ByKey>;

const atOnce = 500;

export function createParameters(): Parameters {
  return parametersFrom(new Map(), new Map(), new Map());
}

/** `before` is what was made of what was known; then these records were otherwise. */
function parametersFrom(
  known: ReadonlyMap<string, NewestValue>,
  before: ByType,
  records: ReadonlyMap<string, WriteEvent | null>,
): Parameters {
  const newest = new Map(known);
  let types = before;
  let last = 0;
  const changed = new Set<object>();
  for (const [record, event] of records)
    becomes(record, event ? knownOf(event) : { revision: 0, value: null }, changed);
  last = 0;
  for (const { revision } of newest.values()) last = Math.max(last, revision);
  let current = valuesOf(types, last);

  function take(events: readonly WriteEvent[]): void {
    const copies = new Set<object>();
    for (const event of events) {
      const { form, record, revision } = event;
      if (form !== parameterForm || (newest.get(record)?.revision ?? -1) >= revision) continue;
      becomes(record, knownOf(event), copies);
    }
    if (copies.size > 0) current = valuesOf(types, last);
  }

  function becomes(record: string, next: NewestValue, copies: Set<object>): void {
    const former = newest.get(record);
    newest.set(record, next);
    last = Math.max(last, next.revision);
    if (copies.size === 0) types = copied(types, copies);
    if (former?.value) put(former.value, record, null, copies);
    if (next.value) put(next.value, record, next.value, copies);
  }

  /** At the place of `place`: takes out the record, and puts in what it is now. */
  function put(place: SetValue, record: string, next: SetValue | null, copies: Set<object>): void {
    const byKey = within(types, place.type, copies);
    const byScope = within(byKey, place.key, copies);
    const scope = place.org ?? systemScope;
    const others = (byScope.get(scope) ?? []).filter(({ id }) => id !== record);
    const values = next ? [...others, next] : others;
    if (values.length > 0) byScope.set(scope, values);
    else byScope.delete(scope);
    if (byScope.size === 0) byKey.delete(place.key);
    if (byKey.size === 0) types.delete(place.type);
  }

  return {
    values: () => current,
    follow: take,
    async reload(database, table) {
      const pause = timeSlices();
      for await (const page of pages(database, database.dialect.quote(table.name))) {
        take(page);
        await pause();
      }
    },
    rewound: (records) => parametersFrom(newest, types, records),
  };
}

function knownOf({ operation, stored, revision, at, actor, reason }: WriteEvent): NewestValue {
  if (operation === 'delete' || !stored) return { revision, value: null };
  const written = { revision, at, by: { id: actor.id, name: actor.name }, reason };
  return { revision, value: { ...setValueOf(stored), written } };
}

function valuesOf(types: ByType, revision: number): SetValues {
  return Object.freeze({ revision, ofType: (type: string) => types.get(type) });
}

/** The inner map, made this moment's own before it is changed: whoever reads goes on with what was. */
function within<V>(outer: Map<string, Map<string, V>>, key: string, copies: Set<object>): Map<string, V> {
  const inner = outer.get(key);
  if (inner && copies.has(inner)) return inner;
  const own = copied(inner ?? new Map<string, V>(), copies);
  outer.set(key, own);
  return own;
}

function copied<V>(map: ReadonlyMap<string, V>, copies: Set<object>): Map<string, V> {
  const own = new Map(map);
  copies.add(own);
  return own;
}

/** Of every value the row of history that wrote it: who, when and why stand there. */
async function* pages(reader: Connection, table: string): AsyncGenerator<readonly WriteEvent[]> {
  const columns = historyColumns
    .split(', ')
    .map((name) => `h.${name}`)
    .join(', ');
  for (let after = ''; ; ) {
    const rows = await reader.all<HistoryRow>(
      `SELECT ${columns} FROM ${table} v JOIN gj_history h ON h.revision = v.revision WHERE v.id > ? ORDER BY v.id LIMIT ${atOnce}`,
      [after],
    );
    yield rows.map(readEvent);
    const last = rows.at(-1);
    if (!last || rows.length < atOnce) return;
    after = last.record;
  }
}
