import type { Model } from '../../../../metadata/model.ts';
import type { OrgTree } from '../../../../rules/sharing/org-tree.ts';
import { refusal } from '../../../common/refusal.ts';
import type { Cell, Connection, Dialect } from '../../../database/database.ts';
import { insertAll } from '../../../storage/store/record/insert.ts';
import { recordLayout } from '../../../storage/store/record/layout.ts';
import { claimInsert } from '../../../storage/store/save/unique.ts';
import { formTables } from '../../../storage/tables/form-tables.ts';
import { readPhysical } from '../../../storage/tables/state.ts';
import type { ClaimChange } from './claim-changes.ts';
import { claimsToCome } from './claims-to-come.ts';
import { nameRecord } from './found-records.ts';

export interface ClaimAgainOptions {
  readonly model: Model;
  readonly orgs: OrgTree;
  readonly revision: number;
  readonly zone: string;
  readonly at: number;
}

/** A record was written after the plan had looked, and what it says is taken under a rule to come. */
const clashed = refusal('publish-unique-clash', 409);

/**
 * Writes what all records claim under rules that are new or changed, in the place of what they claimed before.
 * Inside the transaction that switches: nobody writes meanwhile, so nothing is overlooked.
 */
export async function claimAgain(
  tx: Connection,
  dialect: Dialect,
  changes: readonly ClaimChange[],
  { model, orgs, revision, zone, at }: ClaimAgainOptions,
): Promise<void> {
  if (changes.length === 0) return;
  const table = formTables(model, await readPhysical(tx));
  const served = { model, revision, orgs, table };
  for (const { form: id, added, gone } of changes) {
    const form = model.formsById.get(id);
    for (const rule of [...added, ...gone])
      await tx.run('DELETE FROM gj_claim WHERE form = ? AND rule = ?', [id, rule]);
    if (!form || added.length === 0) continue;
    const owners = new Map<string, string>();
    const layout = recordLayout(form, table(form), dialect);
    const common = { reader: tx, dialect, form, model, layout, served };
    const question = { ...common, rules: new Set(added), zone, at };
    for await (const some of claimsToCome(question)) {
      const cells: Cell[] = [];
      for (const { record, claims } of some)
        for (const { hash, rule } of claims) {
          const owner = owners.get(hash);
          const { number } = nameRecord(form, record, orgs);
          if (owner !== undefined)
            throw clashed({ form: { ...form.label }, rule: rule.name, record: number, other: owner });
          owners.set(hash, number);
          cells.push(hash, id, rule.name, record.id);
        }
      if (cells.length > 0) await insertAll(tx, claimInsert, cells);
    }
  }
}
