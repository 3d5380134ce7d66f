import { gather } from '../../../../rules/sharing/gather.ts';
import type { OrgTree } from '../../../../rules/sharing/org-tree.ts';
import type { SharedRecord, World } from '../../../../rules/sharing/strategy.ts';
import type { Connection } from '../../../database/database.ts';
import { allHolders } from '../commit/assignments.ts';
import { byCount, padded } from '../record/insert.ts';
import type { RecordLayout } from '../record/layout.ts';
import type { Stored } from '../record/stored.ts';
import { namesakeSource } from './form-checks.ts';

/** A record as sharing sees it. */
export function sharedRecord(layout: RecordLayout, stored: Stored): SharedRecord {
  const number = layout.form.number ? stored[layout.form.number.id] : null;
  return {
    id: stored.id,
    org: stored.org,
    sharing: stored.sharing,
    number: typeof number === 'string' ? number : null,
  };
}

const copiesOf = byCount(
  (marks) => `SELECT record, org FROM gj_overlay WHERE form = ? AND record IN (${marks})`,
);

/** All that a change of some records' sharing depends on, as it is inside the transaction. */
export async function gatherWorld(
  tx: Connection,
  tree: OrgTree,
  layout: RecordLayout,
  records: readonly SharedRecord[],
): Promise<World> {
  const form = layout.form.id;
  const ids = records.map(({ id }) => id);
  const numbers = [...new Set(records.flatMap(({ number }) => number ?? []))];
  const found = numbers.length > 0 ? await namesakeSource(layout)?.read(tx, numbers) : undefined;
  const holders = new Map(await allHolders(tx, form, ids));
  for (const { holders: others } of found?.values() ?? [])
    for (const [id, orgs] of others) if (!holders.has(id)) holders.set(id, orgs);
  const rows =
    ids.length === 0
      ? []
      : await tx.all<{ record: string; org: string }>(copiesOf(ids.length), [form, ...padded(ids)]);
  const namesakes = [...(found?.values() ?? [])].flatMap((some) => some.records);
  return gather({ tree, holders, personalised: rows, namesakes });
}
