import type { Form } from '../../../metadata/model.ts';
import { withdraw } from '../../../rules/sharing/assignment.ts';
import type { Call } from '../../call/call.ts';
import { withdrawals } from '../commit/assignments.ts';
import type { Statement, WriteEvent } from '../commit/draft.ts';
import { type Passed, sharingEvent } from '../commit/sharing-note.ts';
import type { PairsReport, WithdrawAsked } from '../record/sharing-report.ts';
import type { StoreParts } from '../save/parts.ts';
import { sharedRecord } from '../save/sharing-world.ts';
import { writePairs } from './sharing-pairs.ts';

/** The organisation of the call takes back what it created, or what went through it. What was made with it before stays. */
export function withdrawRecords(
  parts: StoreParts,
  call: Call,
  form: Form,
  { cascade = false, ...asked }: WithdrawAsked,
): Promise<PairsReport> {
  return writePairs(parts, call, form, asked, ({ layout, records, orgs, world }, first) => {
    const shared = records.map((stored) => sharedRecord(layout, stored));
    const reports = withdraw({ by: call.org, records: shared, orgs, cascade }, world);
    const statements: Statement[] = [];
    const events: WriteEvent[] = [];
    for (const stored of records) {
      const taken = reports.flatMap((report): Passed[] =>
        report.outcome === 'withdrawn' && report.record === stored.id
          ? [{ org: report.org, by: report.by }]
          : [],
      );
      if (taken.length === 0) continue;
      const revision = first + events.length;
      const from = taken.map(({ org }) => org);
      statements.push(...withdrawals(form.id, stored.id, from));
      events.push(sharingEvent(call, form.id, stored, { operation: 'withdraw', revision, note: { taken } }));
    }
    return { reports, effects: { statements, inserts: [], events } };
  });
}
