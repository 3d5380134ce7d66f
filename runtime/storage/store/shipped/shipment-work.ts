import { append } from '../../../../metadata/common/append.ts';
import { everybodys, type SharingStrategy } from '../../../../metadata/common/sharing-strategies.ts';
import type { Answers } from '../../../../metadata/merge/question.ts';
import type { Form } from '../../../../metadata/model.ts';
import { assign } from '../../../../rules/sharing/assignment.ts';
import { withHolders } from '../../../../rules/sharing/gather.ts';
import { usualAssigner } from '../../../../rules/sharing/spread.ts';
import type { Call } from '../../../call/call.ts';
import { Refusal } from '../../../common/refusal.ts';
import type { Connection } from '../../../database/database.ts';
import { assignmentCells, assignmentInsert } from '../commit/assignments.ts';
import { carryOutEffects, decided } from '../commit/group.ts';
import type { PlannedWrite, Statement, WriteEvent } from '../commit/planned-write.ts';
import { type Passed, sharingEvent } from '../commit/sharing-note.ts';
import { insertAll } from '../record/insert.ts';
import type { RecordLayout } from '../record/layout.ts';
import { refuseSharing } from '../record/refusals.ts';
import type { ShipmentContent } from '../record/shipment.ts';
import type { Stored } from '../record/stored.ts';
import type { StoreParts, Unchanged } from '../save/parts.ts';
import type { Saved } from '../save/save.ts';
import { gatherWorld, sharedRecord } from '../save/sharing-world.ts';
import type { Removed } from '../write/remove.ts';

/** A transaction in which several records of packages are written one after another. */
export interface ShipmentWork {
  readonly parts: StoreParts;
  readonly tx: Connection;
  readonly call: Call;
  /** Decisions about records of packages that were made before, by id of the question. */
  readonly answers: Answers;
  readonly events: WriteEvent[];
  /** The next one that is free. */
  revision: number;
}

/** One write and what goes along with it; nothing of it is done when `along` refuses. */
export async function writeIn(
  work: ShipmentWork,
  planned: PlannedWrite<Saved | Removed> | Unchanged,
  along: (stored: Stored) => Promise<readonly Statement[]> = async () => [],
): Promise<Stored> {
  if ('unchanged' in planned) return planned.unchanged;
  const effects = await decided(work.tx, planned, work.revision);
  const { stored } = effects.result;
  const more = await along(stored);
  await carryOutEffects(work.tx, { ...effects, statements: [...effects.statements, ...more] });
  work.revision += 1;
  append(work.events, effects.events);
  return stored;
}

/** Takes a step and notes its refusal, so that the transaction goes on. */
export async function attempt<T>(refusals: Refusal[], step: () => Promise<T>): Promise<T | undefined> {
  try {
    return await step();
  } catch (failure) {
    if (!(failure instanceof Refusal)) throw failure;
    refusals.push(failure);
    return undefined;
  }
}

/** Answers the way of sharing for a record of a package: global unless it says otherwise or its form forbids. */
export function sharingOf(form: Form, { sharing }: ShipmentContent): SharingStrategy {
  const { allowed = [], default: usual = everybodys } = form.sharing ?? {};
  return sharing ?? (allowed.includes(everybodys) ? everybodys : usual);
}

/**
 * Judges who gets a record of a package, top down, each from the nearest above it that holds it; refuses as for people.
 */
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
