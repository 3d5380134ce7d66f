import type { ListedRecord } from '../model/record-list.ts';

/** The selection after a record was picked or dropped; from the anchor on, all between become as the record does. */
export function nextPicked(
  picked: ReadonlyMap<string, ListedRecord>,
  records: readonly ListedRecord[],
  record: ListedRecord,
  anchor: string | null,
): ReadonlyMap<string, ListedRecord> {
  const next = new Map(picked);
  const wanted = !picked.has(record.id);
  for (const one of between(records, record, anchor)) {
    if (wanted) next.set(one.id, one);
    else next.delete(one.id);
  }
  return next;
}

function between(
  records: readonly ListedRecord[],
  record: ListedRecord,
  anchor: string | null,
): readonly ListedRecord[] {
  const from = anchor === null ? -1 : records.findIndex(({ id }) => id === anchor);
  const to = records.findIndex(({ id }) => id === record.id);
  return from < 0 || to < 0 ? [record] : records.slice(Math.min(from, to), Math.max(from, to) + 1);
}
