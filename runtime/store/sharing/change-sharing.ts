import type { SharingStrategy } from '../../../metadata/source.ts';
import { changeSharing as verdictOf } from '../../../rules/sharing/change-sharing.ts';
import { strategies } from '../../../rules/sharing/index.ts';
import type { Draft } from '../commit/draft.ts';
import { actionParams } from '../record/refusals.ts';
import type { ActionCall, Unchanged } from '../save/action-call.ts';
import { requireUnlocked } from '../save/origin.ts';
import { requireMatch } from '../save/require-match.ts';
import type { Saved } from '../save/save.ts';
import { findToChange } from '../sight/find.ts';
import { planSharing } from './plan-sharing.ts';

/** `{ "sharing": "global" }`: who may use the record from now on; with `"withdraw": true` it is withdrawn from all who hold it first. */
export async function changeSharing(asked: ActionCall): Promise<Draft<Saved> | Unchanged> {
  const { parts, reader, call, form, id, params, ifMatch } = asked;
  const layout = parts.layout(call, form);
  const before = await findToChange(reader, call, layout, id, 'share');
  await requireMatch(parts, reader, { call, form, stored: before, ifMatch });
  const to = params['sharing'];
  if (!isStrategy(to))
    throw actionParams({}, [{ path: '/sharing', code: 'sharing-unknown', params: { sharing: to ?? null } }]);
  if (to === before.sharing) return { unchanged: before };
  await requireUnlocked(parts, reader, { call, form, stored: before, lock: 'sharing' });
  return planSharing(asked, {
    layout,
    before,
    change: { sharing: to },
    operation: 'change-sharing',
    judge: (record, world) => verdictOf(record, to, record.org, form.sharing?.allowed ?? [], world),
  });
}

function isStrategy(value: unknown): value is SharingStrategy {
  return strategies.some((strategy) => strategy.name === value);
}
