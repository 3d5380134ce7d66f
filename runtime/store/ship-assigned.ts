import { assign } from '../../rules/sharing/assign.ts';
import type { Call } from '../call.ts';
import type { Connection } from '../database/database.ts';
import type { Statement } from './draft.ts';
import type { RecordLayout } from './layout.ts';
import { refuseSharing } from './sharing-refused.ts';
import { gatherWorld, sharedRecord } from './sharing-world.ts';
import type { Stored } from './stored.ts';

/** Gives a record of a package to organisations, top down, each from the nearest above it that holds it; refuses as for people. */
export async function shipAssigned(
  tx: Connection,
  call: Call,
  layout: RecordLayout,
  stored: Stored,
  orgs: readonly string[],
): Promise<readonly Statement[]> {
  if (orgs.length === 0) return [];
  const tree = call.served.orgs;
  const record = sharedRecord(layout, stored);
  const world = await gatherWorld(tx, call, layout, record);
  const holders = new Map(world.holders(record.id));
  const known = { ...world, holders: (id: string) => (id === record.id ? holders : world.holders(id)) };
  const statements: Statement[] = [];
  for (const org of orgs.toSorted((a, b) => tree.ancestors(a).length - tree.ancestors(b).length)) {
    const above = tree.ancestors(org).find((id) => id === record.org || holders.has(id));
    const by = record.sharing === 'hierarchical' && above !== undefined ? above : record.org;
    for (const report of assign({ by, records: [record], orgs: [org] }, known)) {
      if (report.outcome === 'refused') throw refuseSharing(call, report.refused);
      if (report.outcome !== 'assigned') continue;
      holders.set(org, by);
      statements.push({
        sql: 'INSERT INTO gj_assignment (form, record, org, by_org, by_user, at, revision) VALUES (?, ?, ?, ?, ?, ?, ?)',
        params: [
          layout.form.id,
          record.id,
          org,
          by,
          call.user.id,
          Date.parse(call.now.instant),
          stored.revision,
        ],
      });
    }
  }
  return statements;
}
