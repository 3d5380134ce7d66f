import { assign } from '../../../rules/sharing/assignment.ts';
import { withHolders } from '../../../rules/sharing/gather.ts';
import { usualAssigner } from '../../../rules/sharing/spread.ts';
import type { Call } from '../../call/call.ts';
import type { Connection } from '../../database/database.ts';
import { assignmentCells, assignmentInsert } from '../commit/assignments.ts';
import { type Passed, sharingEvent } from '../commit/sharing-note.ts';
import { insertAll } from '../record/insert.ts';
import type { RecordLayout } from '../record/layout.ts';
import { refuseSharing } from '../record/sharing-refused.ts';
import type { Stored } from '../record/stored.ts';
import { gatherWorld, sharedRecord } from '../save/sharing-world.ts';
import type { ShipmentWork } from './shipment-work.ts';

/** Who gets a record of a package, top down, each from the nearest above it that holds it; refuses as for people. */
export async function judgeAssigned(
  tx: Connection,
  call: Call,
  layout: RecordLayout,
  stored: Stored,
  orgs: readonly string[],
): Promise<readonly Passed[]> {
  if (orgs.length === 0) return [];
  const tree = call.served.orgs;
  const record = sharedRecord(layout, stored);
  const world = await gatherWorld(tx, tree, layout, [record]);
  const holders = new Map(world.holders(record.id));
  const known = withHolders(world, record.id, holders);
  const passed: Passed[] = [];
  for (const org of orgs.toSorted((a, b) => tree.ancestors(a).length - tree.ancestors(b).length)) {
    const by = usualAssigner(record, org, known);
    for (const report of assign({ by, records: [record], orgs: [org] }, known)) {
      if (report.outcome === 'refused') throw refuseSharing(call, report.refused);
      if (report.outcome !== 'assigned') continue;
      holders.set(org, by);
      passed.push({ org, by });
    }
  }
  return passed;
}

/** Writes what was judged, with its row of history. */
export async function assignShipment(
  work: ShipmentWork,
  call: Call,
  { form }: RecordLayout,
  stored: Stored,
  given: readonly Passed[],
): Promise<void> {
  if (given.length === 0) return;
  const { revision } = work;
  work.revision += 1;
  const cells = given.flatMap((passed) => assignmentCells(call, form.id, stored.id, passed, revision));
  await insertAll(work.tx, assignmentInsert, cells);
  work.events.push(sharingEvent(call, form.id, stored, { operation: 'assign', revision, note: { given } }));
}
