import type { Org } from '../../../../rules/sharing/org-tree.ts';
import type { Connection } from '../../../database/database.ts';
import { column, type RecordLayout } from './layout.ts';
import type { Stored } from './stored.ts';

/** The organisations as they are inside the transaction, with what is being written. */
export async function readOrgs(
  tx: Connection,
  layout: RecordLayout,
  written: Stored,
): Promise<readonly Org[]> {
  const names = ['id', 'number', 'name', 'parent', 'enabled'];
  const columns = names.map((name) => `${column(layout, name).name} AS ${name}`).join(', ');
  const rows = await tx.all(`SELECT ${columns} FROM ${layout.table}`);
  const others = rows.filter((row) => row['id'] !== written.id);
  return [...others, written].map((row) => orgOf(row));
}

/** An organisation as its record says it. */
export function orgOf(values: Readonly<Record<string, unknown>>): Org {
  const text = (name: string) => String(values[name] ?? '');
  return {
    id: text('id'),
    number: text('number'),
    name: text('name'),
    parent: text('parent') || null,
    enabled: values['enabled'] !== false && values['enabled'] !== 0,
  };
}
