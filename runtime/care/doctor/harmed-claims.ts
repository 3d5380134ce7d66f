import type { Form } from '../../../metadata/model.ts';
import type { Cell, Connection, Database } from '../../database/database.ts';
import { claimsToCome } from '../../model/publish/records/claims-to-come.ts';
import { insertAll } from '../../storage/store/record/insert.ts';
import type { RecordLayout } from '../../storage/store/record/layout.ts';
import { claimInsert } from '../../storage/store/save/unique.ts';
import type { Harm } from './harm.ts';
import type { ServedNow } from './served-now.ts';

interface Claiming {
  readonly database: Database;
  readonly served: ServedNow;
  readonly layout: RecordLayout;
  readonly at: number;
}

/** Compares the claims that are written down under a form's unique rules with those of every record. */
export async function harmedClaims({ database, served, layout, at }: Claiming): Promise<readonly Harm[]> {
  const { form } = layout;
  const rows = await database.all<{ hash: string; record: string }>(
    'SELECT hash, record FROM gj_claim WHERE form = ?',
    [form.id],
  );
  if (form.unique.length === 0 && rows.length === 0) return [];
  const written = new Map(rows.map(({ hash, record }) => [hash, record]));
  let wrong = 0;
  for await (const [hash, , , record] of claims(database, database, served, layout, at)) {
    if (written.get(String(hash)) !== record) wrong += 1;
    written.delete(String(hash));
  }
  if (wrong + written.size === 0) return [];
  return [
    {
      code: 'doctor-claims-wrong',
      place: `${form.name}: ${wrong + written.size}`,
      repair: (tx) => claimAll(database, tx, served, layout, at),
    },
  ];
}

/** Writes the claims again: where two claim the same, the first has it; the other is told again. */
async function claimAll(
  database: Database,
  tx: Connection,
  served: ServedNow,
  layout: RecordLayout,
  at: number,
): Promise<void> {
  await tx.run('DELETE FROM gj_claim WHERE form = ?', [layout.form.id]);
  const taken = new Set<string>();
  for await (const cells of claims(database, tx, served, layout, at)) {
    const hash = String(cells[0]);
    if (taken.has(hash)) continue;
    taken.add(hash);
    await insertAll(tx, claimInsert, cells);
  }
}

/** Hash, form, rule and record of every claim. */
async function* claims(
  { dialect }: Database,
  reader: Connection,
  served: ServedNow,
  layout: RecordLayout,
  at: number,
): AsyncGenerator<readonly Cell[]> {
  const form: Form = layout.form;
  const rules = new Set(form.unique.map(({ name }) => name));
  const question = {
    reader,
    dialect,
    form,
    model: served.model,
    layout,
    served,
    rules,
    zone: served.zone,
    at,
  };
  for await (const some of claimsToCome(question))
    for (const { record, claims: own } of some)
      for (const { hash, rule } of own) yield [hash, form.id, rule.name, record.id];
}
