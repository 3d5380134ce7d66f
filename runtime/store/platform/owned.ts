import type { Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import type { Connection } from '../../database/database.ts';
import { column } from '../record/layout.ts';
import type { Layouts } from '../record/layouts.ts';

/** Records hang on the platform's own forms beside all fields: each has a creator and an organisation. */
const system: Readonly<Record<string, readonly string[]>> = {
  organisation: ['org'],
  user: ['createdBy', 'modifiedBy'],
};

/** Forms whose records an organisation owns or a user wrote: what he did would be nobody's. */
export async function ownedForms(
  reader: Connection,
  call: Call,
  layouts: Layouts,
  form: Form,
  id: string,
): Promise<readonly Form[]> {
  const members = system[form.id] ?? [];
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
