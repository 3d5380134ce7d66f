import type { Call } from '../../../call/call.ts';
import type { Vault } from '../../../common/vault.ts';
import type { Database } from '../../../database/database.ts';

/** Reads a secret field of a record; null: it says nothing. Answers never tell it, so it is read from its row. */
export async function secretOf(
  { database, vault }: { readonly database: Database; readonly vault: Vault },
  { served }: Call,
  of: { readonly form: string; readonly field: string; readonly id: string },
): Promise<string | null> {
  const form = served.model.formsById.get(of.form);
  const table = form && served.table(form);
  const column = table?.columns.get(of.field);
  if (!table || !column) return null;
  const { quote } = database.dialect;
  const row = await database.first<{ sealed: string | null }>(
    `SELECT ${quote(column)} AS sealed FROM ${quote(table.name)} WHERE id = ?`,
    [of.id],
  );
  return row?.sealed ? vault.open(row.sealed) : null;
}
