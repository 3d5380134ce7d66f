import type { Condition } from '../../../../metadata/condition.ts';
import type { Form } from '../../../../metadata/model.ts';
import { type Lock, lockedActions } from '../../../../rules/behaviour/locks.ts';
import type { Call } from '../../../call/call.ts';
import { platformRights } from '../../../call/system-call.ts';
import type { Connection } from '../../../database/database.ts';
import { presetLocked, recordLocked } from '../record/refusals.ts';
import type { Stored } from '../record/stored.ts';
import { createTargets } from '../sql/targets.ts';
import type { StoreParts } from './parts.ts';
import { factsAsked } from './setting.ts';

/** Whether a package brought the record. */
export async function isPreset(reader: Connection, form: Form, id: string): Promise<boolean> {
  const rows = await reader.all('SELECT package FROM gj_origin WHERE form = ? AND record = ?', [form.id, id]);
  return rows.length > 0;
}

/** Fields by which a form tells the package's records that it locks from all others: `systemDefault`. */
export function presetFacts({ preset, byId }: Form): readonly string[] {
  return preset?.where ? [...factsIn(preset.where)].filter((fact) => byId.has(fact)) : [];
}

function* factsIn(condition: Condition): Generator<string> {
  if ('fact' in condition) yield condition.fact;
  else if ('not' in condition) yield* factsIn(condition.not);
  else if ('some' in condition) yield* factsIn(condition.where);
  else for (const part of 'all' in condition ? condition.all : condition.any) yield* factsIn(part);
}

interface LockAsked {
  readonly call: Call;
  readonly form: Form;
  readonly stored: Stored;
  readonly lock: Lock;
  /** The places at which somebody meant to change it. */
  readonly places?: readonly string[];
}

/**
 * Refuses what the form locks of its records, and of those that came with a package; a later version of the package may
 * do it.
 */
export async function requireUnlocked(
  parts: StoreParts,
  reader: Connection,
  { call, form, stored, lock, places = [] }: LockAsked,
): Promise<void> {
  if (call.rights === platformRights) return;
  const ofPackage =
    form.preset?.locked?.some((one) => one === lock) === true && (await isPreset(reader, form, stored.id));
  if (!ofPackage && !form.locks.some(({ action }) => action === lock)) return;
  const rules = await parts.behaviours.of(form, call.served.model);
  const targets = createTargets(reader, call, parts.layouts);
  await targets.load(form, stored, rules.references);
  const facts = await factsAsked(parts, reader, call, rules, stored.org);
  const context = { call: facts, target: targets.target, preset: ofPackage };
  const because = await rules.lockedBecause(lock, stored, context);
  if (because) {
    const params = { form: { ...form.label }, why: { ...because } };
    throw recordLocked(
      params,
      places.map((path) => ({ path, code: 'record-locked', params })),
    );
  }
  const locks = await rules.locks(stored, context);
  if (locks.has(lock))
    throw presetLocked({ form: { ...form.label }, lock, action: { ...lockedActions[lock] } });
}
