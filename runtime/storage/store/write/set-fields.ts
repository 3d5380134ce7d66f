import type { JsonObject } from '../../../../metadata/common/json.ts';
import type { ActionSource } from '../../../../metadata/source.ts';
import { alsoNeeded } from '../../../call/rights.ts';
import { readInput } from '../body/input.ts';
import type { PlannedWrite } from '../commit/planned-write.ts';
import { notOffered } from '../record/not-offered.ts';
import { copyRow, stamp } from '../record/stored.ts';
import { requireUnlocked } from '../save/origin.ts';
import type { ActionCall, Unchanged } from '../save/parts.ts';
import { requireMatch } from '../save/require-match.ts';
import type { Saved } from '../save/save.ts';
import { factsAsked } from '../save/setting.ts';
import { findToChange } from '../sight/find.ts';
import { createTargets } from '../sql/targets.ts';
import { finish, planUntouched } from './plan-write.ts';

/**
 * `params.fields` says which fields become what, by ids; the caller needs the right to the action, not to the fields.
 */
export function setFields(asked: ActionCall, action: ActionSource): Promise<PlannedWrite<Saved> | Unchanged> {
  return becoming(asked, action, (action.params?.['fields'] ?? {}) as JsonObject);
}

/**
 * The record with these values, by ids, where the action is offered for it as it is. They may stand in fields that are
 * readonly: what an action says is the form's own to say, and nobody types it.
 */
export async function becoming(
  asked: ActionCall,
  action: ActionSource,
  values: JsonObject,
): Promise<PlannedWrite<Saved> | Unchanged> {
  const { parts, reader, call, form, id, ifMatch } = asked;
  const layout = parts.layout(call, form);
  const also = alsoNeeded(parts.alsoNeeded, form, action.name);
  if (also !== null) await findToChange(reader, call, layout, id, also);
  const before = await findToChange(reader, call, layout, id, action.name);
  await requireMatch(parts, reader, { call, form, stored: before, ifMatch });
  const rules = await parts.behaviours.of(form, call.served.model);
  const targets = createTargets(reader, call, parts.layouts);
  await targets.load(form, before, rules.references);
  const facts = await factsAsked(parts, reader, call, rules, before.org);
  const offers = (name: string) => rules.offers(name, before, { call: facts, target: targets.target });
  if (!(await offers(action.name))) throw await notOffered({ call, form, stored: before, action, offers });
  const next = copyRow(before, form);
  stamp(call, next);
  const rights = { ...call.rights, readable: () => true, writable: () => true };
  const body = Object.fromEntries(
    Object.entries(values).map(([field, value]) => [form.byId.get(field)?.name ?? field, value]),
  );
  const input = readInput(parts, { call: { ...call, rights }, form, body, next, manner: 'merge' });
  return finish(parts, reader, { call, form, before, next, operation: action.name }, { ...input, sent: {} });
}

/** Switches a record on or off; one that is so already stays untouched. */
export async function enable(asked: ActionCall, enabled: boolean): Promise<PlannedWrite<Saved> | Unchanged> {
  const { parts, reader, call, form, id, ifMatch } = asked;
  const action = enabled ? 'enable' : 'disable';
  const before = await findToChange(reader, call, parts.layout(call, form), id, action);
  await requireMatch(parts, reader, { call, form, stored: before, ifMatch });
  if (before.enabled === enabled) return { unchanged: before };
  await requireUnlocked(parts, reader, { call, form, stored: before, action });
  const next = copyRow(before, form);
  next.enabled = enabled;
  stamp(call, next);
  return planUntouched(parts, reader, { call, form, before, next, operation: action });
}
