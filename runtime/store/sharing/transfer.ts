import { transfer } from '../../../rules/sharing/change-sharing.ts';
import type { Draft, Statement } from '../commit/draft.ts';
import { actionParams } from '../record/refusals.ts';
import type { ActionCall, Unchanged } from '../save/action-call.ts';
import { requireMatch } from '../save/require-match.ts';
import type { Saved } from '../save/save.ts';
import { findToChange } from '../sight/find.ts';
import { planSharing } from './plan-sharing.ts';
import { orgOf } from './take-back.ts';

/** `{ "org": "A01" }`: another organisation becomes the record's creator, with all that goes with it. */
export async function transferRecord(asked: ActionCall): Promise<Draft<Saved> | Unchanged> {
  const { parts, reader, call, form, id, params, ifMatch } = asked;
  const layout = parts.layout(call, form);
  const before = await findToChange(reader, call, layout, id, 'transfer');
  await requireMatch(parts, reader, { call, form, stored: before, ifMatch });
  const to = orgOf(call, params['org'] ?? null);
  if (to === undefined || !call.rights.uses(to))
    throw actionParams({}, [{ path: '/org', code: 'org-unknown', params: { org: params['org'] ?? null } }]);
  if (to === before.org) return { unchanged: before };
  return planSharing(asked, {
    layout,
    before,
    change: { org: to },
    operation: 'transfer',
    judge: (record, world) => {
      const report = transfer(record, to, record.org, world);
      return report.ok ? null : report.refused;
    },
    statements: moved(form.id, id, to),
  });
}

/** Who became the creator holds it no longer through anybody, and has passed it on to all the others. */
function moved(form: string, record: string, to: string): readonly Statement[] {
  return [
    {
      sql: 'DELETE FROM gj_assignment WHERE form = ? AND record = ? AND org = ?',
      params: [form, record, to],
    },
    { sql: 'UPDATE gj_assignment SET by_org = ? WHERE form = ? AND record = ?', params: [to, form, record] },
  ];
}
