import type { ActionCall, Unchanged } from './action-call.ts';
import type { Draft } from './draft.ts';
import { findToChange } from './find.ts';
import { stamp } from './new-record.ts';
import { requireUnlocked } from './origin.ts';
import { requireMatch } from './require-match.ts';
import { copyRow } from './rows.ts';
import type { Saved } from './save.ts';
import { keep } from './think.ts';

/** Switches a record on or off; one that is so already stays untouched. */
export async function enable(asked: ActionCall, enabled: boolean): Promise<Draft<Saved> | Unchanged> {
  const { parts, reader, call, form, id, ifMatch } = asked;
  const action = enabled ? 'enable' : 'disable';
  const before = await findToChange(reader, call, parts.layout(call, form), id, action);
  await requireMatch(parts, reader, call, form, before, ifMatch);
  if (before.enabled === enabled) return { unchanged: before };
  if (!enabled) await requireUnlocked(parts, reader, call, form, before, 'disable');
  const next = copyRow(before, form);
  next.enabled = enabled;
  stamp(call, next);
  return keep(parts, reader, { call, form, before, next, operation: action });
}
