import type { Form } from '../../../../metadata/model.ts';
import type { Call } from '../../../call/call.ts';
import { alsoNeeded } from '../../../call/rights.ts';
import { notOffered } from '../record/not-offered.ts';
import { noSuchAction } from '../record/refusals.ts';
import type { Stored } from '../record/stored.ts';
import type { ToAct } from '../record/transaction-scope.ts';
import type { StoreParts } from '../save/parts.ts';
import { requireMatch } from '../save/require-match.ts';
import { factsAsked } from '../save/setting.ts';
import { findToChange } from '../sight/find.ts';
import { createTargets } from '../sql/targets.ts';

/** The record, where the caller may do this to it, has seen it as it is, and the form offers it for what it says. */
export async function toAct(
  parts: StoreParts,
  call: Call,
  form: Form,
  id: string,
  { action, ifMatch, anyTime }: ToAct,
): Promise<Stored> {
  const reader = parts.database;
  const declared = form.actions.find(({ name }) => name === action);
  if (!declared) throw noSuchAction(form, action);
  const layout = parts.layout(call, form);
  const also = alsoNeeded(parts.alsoNeeded, form, action);
  if (also !== null) await findToChange(reader, call, layout, id, also);
  const stored = await findToChange(reader, call, layout, id, action);
  await requireMatch(parts, reader, { call, form, stored, ifMatch });
  if (anyTime) return stored;
  const rules = await parts.behaviours.of(form, call.served.model);
  const targets = createTargets(reader, call, parts.layouts);
  await targets.load(form, stored, rules.references);
  const facts = await factsAsked(parts, reader, call, rules, stored.org);
  const offers = (name: string) => rules.offers(name, stored, { call: facts, target: targets.target });
  if (!(await offers(action))) throw await notOffered({ call, form, stored, action: declared, offers });
  return stored;
}
