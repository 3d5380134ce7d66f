import { toRef } from '../../../../rules/condition/value.ts';
import type { Call } from '../../../call/call.ts';
import type { Cell, Connection } from '../../../database/database.ts';
import { padded } from '../record/insert.ts';
import { column, type RecordLayout } from '../record/layout.ts';
import { readEntries } from '../record/records.ts';
import type { Stored } from '../record/stored.ts';
import { renderUsable } from '../sight/limits.ts';
import { recordAlias } from './where.ts';

const atOnce = 256;

/**
 * Records that callers named by id or number, whole, by the name that was given: those the organisation of the call
 * uses.
 */
export async function findNamed(
  reader: Connection,
  call: Call,
  layout: RecordLayout,
  names: readonly string[],
): Promise<ReadonlyMap<string, Stored>> {
  const { form } = layout;
  const refs = names.map((name) => ({ name, ...toRef(name) }));
  const found = new Map<string, Stored>();
  const ask = async (key: string, values: readonly string[], note: (stored: Stored) => void) => {
    for (let from = 0; from < values.length; from += atOnce) {
      const params: Cell[] = [...padded(values.slice(from, from + atOnce))];
      const marks = params.map(() => '?').join(', ');
      const seen = renderUsable(call, layout, recordAlias, params);
      const own = column(layout, 'id').name;
      const inner = `SELECT ${recordAlias}.${own} FROM ${layout.table} ${recordAlias} WHERE ${recordAlias}.${key} IN (${marks})${seen}`;
      const sql = `SELECT ${layout.list} FROM ${layout.table} WHERE ${own} IN (${inner})`;
      for (const row of await reader.all(sql, params)) note(layout.decode(row));
    }
  };
  const ids = refs.flatMap(({ id }) => id ?? []);
  const numbers = refs.flatMap(({ id, number }) => (id === undefined ? (number ?? []) : []));
  const byId = new Map<string, Stored>();
  const byNumber = new Map<string, Stored>();
  await ask(column(layout, 'id').name, [...new Set(ids)], (stored) => byId.set(stored.id, stored));
  const number = layout.byId.get(form.number?.id ?? '');
  if (number)
    await ask(number.name, [...new Set(numbers)], (stored) => {
      const text = String(stored[number.id]);
      if (!byNumber.get(text)?.enabled) byNumber.set(text, stored);
    });
  for (const ref of refs) {
    const stored = ref.id === undefined ? byNumber.get(ref.number ?? '') : byId.get(ref.id);
    if (stored) found.set(ref.name, stored);
  }
  const records = [...new Set(found.values())];
  if (layout.entries.length > 0) await readEntries(reader, layout, records);
  return found;
}
