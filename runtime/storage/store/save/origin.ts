import type { Condition } from '../../../../metadata/condition.ts';
import type { Form } from '../../../../metadata/model.ts';
import { lockedActions, lockedBy } from '../../../../rules/behaviour/locks.ts';
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
  /** By the name under which pages ask whether to offer it. */
  readonly action: string;
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
  { call, form, stored, action, places = [] }: LockAsked,
): Promise<void> {
  if (call.rights === platformRights) return;
  const by = lockedBy(form, action);
  const preset = by.package && (await isPreset(reader, form, stored.id));
  if (!preset && !by.state) return;
  const rules = await parts.behaviours.of(form, call.served.model);
  const targets = createTargets(reader, call, parts.layouts);
  await targets.load(form, stored, rules.references);
  const facts = await factsAsked(parts, reader, call, rules, stored.org);
  const obstacle = await rules.obstacle(action, stored, { call: facts, target: targets.target, preset });
  if (obstacle?.from === 'state') {
    const params = { form: { ...form.label }, why: { ...obstacle.because } };
    throw recordLocked(
      params,
      places.map((path) => ({ path, code: 'record-locked', params })),
    );
  }
  if (obstacle?.from !== 'package') return;
  const { lock } = obstacle;
  throw presetLocked({ form: { ...form.label }, lock, action: { ...lockedActions[lock] } });
}
