import type { Form } from '../../../metadata/model.ts';
import { assign } from '../../../rules/sharing/assignment.ts';
import type { Call } from '../../call/call.ts';
import type { Cell } from '../../database/database.ts';
import { assignmentCells, assignmentInsert } from '../commit/assignments.ts';
import type { WriteEvent } from '../commit/draft.ts';
import { type Passed, sharingEvent } from '../commit/sharing-note.ts';
import type { PairsAsked, PairsReport } from '../record/sharing-report.ts';
import type { StoreParts } from '../save/parts.ts';
import { sharedRecord } from '../save/sharing-world.ts';
import { type Pairs, type PairsDone, writePairs } from './sharing-pairs.ts';

/** The organisation of the call passes records on; saying it twice is no mistake, and each pair stands for itself. */
export function assignRecords(
  parts: StoreParts,
  call: Call,
  form: Form,
  asked: PairsAsked,
): Promise<PairsReport> {
  return writePairs(parts, call, form, asked, decide);
}

function decide(pairs: Pairs, first: number): PairsDone {
  const { call, form, layout, records, orgs, world } = pairs;
  const shared = records.map((stored) => sharedRecord(layout, stored));
  const reports = assign({ by: call.org, records: shared, orgs }, world);
  const cells: Cell[] = [];
  const events: WriteEvent[] = [];
  for (const stored of records) {
    const given = reports.flatMap((report): Passed[] =>
      report.outcome === 'assigned' && report.record === stored.id
        ? [{ org: report.org, by: report.by }]
        : [],
    );
    if (given.length === 0) continue;
    const revision = first + events.length;
    for (const passed of given) cells.push(...assignmentCells(call, form.id, stored.id, passed, revision));
    events.push(sharingEvent(call, form.id, stored, { operation: 'assign', revision, note: { given } }));
  }
  const inserts = cells.length > 0 ? [{ into: assignmentInsert, cells }] : [];
  return { reports, effects: { statements: [], inserts, events } };
}
