import type { Connection, Dialect } from '../../../database/database.ts';

/** The last of so many counts of a series, the first time from 1; a transaction that fails gives them back. */
export async function advance(
  tx: Connection,
  dialect: Dialect,
  form: string,
  scope: string,
  by: number,
): Promise<number> {
  const { changes } = await tx.run('UPDATE gj_sequence SET value = value + ? WHERE form = ? AND scope = ?', [
    by,
    form,
    scope,
  ]);
  if (changes === 0) {
    const insert = dialect.upsert('gj_sequence', ['form', 'scope', 'value'], ['form', 'scope']);
    await tx.run(insert, [form, scope, by]);
  }
  const row = await tx.first<{ value: number }>(
    'SELECT value FROM gj_sequence WHERE form = ? AND scope = ?',
    [form, scope],
  );
  return Number(row?.value);
}
