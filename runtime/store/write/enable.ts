import type { Draft } from '../commit/draft.ts';
import { stamp } from '../record/new-record.ts';
import { rootStays } from '../record/refusals.ts';
import { copyRow } from '../record/rows.ts';
import type { ActionCall, Unchanged } from '../save/action-call.ts';
import { requireUnlocked } from '../save/origin.ts';
import { requireMatch } from '../save/require-match.ts';
import type { Saved } from '../save/save.ts';
import { findToChange } from '../sight/find.ts';
import { planUntouched } from './plan-write.ts';

/** Switches a record on or off; one that is so already stays untouched. */
export async function enable(asked: ActionCall, enabled: boolean): Promise<Draft<Saved> | Unchanged> {
  const { parts, reader, call, form, id, ifMatch } = asked;
  const action = enabled ? 'enable' : 'disable';
  const before = await findToChange(reader, call, parts.layout(call, form), id, action);
  await requireMatch(parts, reader, { call, form, stored: before, ifMatch });
  if (before.enabled === enabled) return { unchanged: before };
  // Everybody's numbers, roles and settings hang on it: without it nothing can be made any more.
  if (!enabled && id === call.served.orgs.root && form.id === 'organisation') throw rootStays();
  if (!enabled) await requireUnlocked(parts, reader, { call, form, stored: before, lock: 'disable' });
  const next = copyRow(before, form);
  next.enabled = enabled;
  stamp(call, next);
  return planUntouched(parts, reader, { call, form, before, next, operation: action });
}
