import type { Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import type { Connection } from '../../database/database.ts';
import { column } from '../record/layout.ts';
import type { Layouts } from '../record/layouts.ts';

/** Forms whose records name this one in a system member (who made it, whose it is), beside all fields. */
export async function formsHangingOn(
  reader: Connection,
  call: Call,
  layouts: Layouts,
  members: readonly string[],
  id: string,
): Promise<readonly Form[]> {
  const found: Form[] = [];
  for (const other of members.length === 0 ? [] : call.served.model.formsById.values()) {
    const layout = layouts.of(call.served, other);
    const own = column(layout, 'id').name;
    const lines = members.map((member) => `${column(layout, member).name} = ?`).join(' OR ');
    const sql = `SELECT ${own} AS id FROM ${layout.table} WHERE (${lines}) AND ${own} <> ? LIMIT 1`;
    if ((await reader.all(sql, [...members.map(() => id), id])).length > 0) found.push(other);
  }
  return found;
}
