import type { Call } from '../../call/call.ts';
import type { Connection } from '../../database/database.ts';
import { manages, requireUse, scopeOf } from '../record/access.ts';
import type { RecordLayout } from '../record/layout.ts';
import { recordUnknown } from '../record/refusals.ts';
import type { View, WireRecord } from '../record/store.ts';
import type { Stored } from '../record/stored.ts';
import { mayUse } from '../sight/find.ts';
import type { AnswerRows } from './answer-rows.ts';

const texts = new WeakMap<AnswerRows, string>();

interface OneAsked {
  readonly layout: RecordLayout;
  readonly rows: AnswerRows;
  readonly id: string;
  readonly view: View;
}

/** One record for somebody who reads it, straight from its row; one that may not be seen does not exist. */
export async function readAsAnswered(
  reader: Connection,
  call: Call,
  { layout, rows, id, view }: OneAsked,
): Promise<WireRecord> {
  const { form } = layout;
  if (view === 'use') requireUse(call, form, 'read');
  else scopeOf(call, form, 'read');
  let sql = texts.get(rows);
  if (sql === undefined) {
    sql = `SELECT ${rows.list('')} FROM ${layout.table} WHERE ${layout.byId.get('id')?.name} = ?`;
    texts.set(rows, sql);
  }
  const row = await reader.first(sql, [id]);
  if (!row) throw recordUnknown({ id });
  // What sharing asks of a record is answered under its own names: id, org, sharing.
  const record = row as unknown as Stored;
  const may = view === 'use' ? mayUse(reader, call, form, record) : manages(call, form, 'read', record.org);
  if (!(typeof may === 'boolean' ? may : await may)) throw recordUnknown({ id });
  return rows.one(reader, call, row);
}
