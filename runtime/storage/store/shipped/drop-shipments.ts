import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../../../../metadata/common/json.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { Call } from '../../../call/call.ts';
import { Refusal } from '../../../common/refusal.ts';
import type { Connection } from '../../../database/database.ts';
import { holdersOf } from '../commit/assignments.ts';
import { writeAs } from '../commit/marked.ts';
import { plannedAlone } from '../commit/planned-write.ts';
import { readStored } from '../record/records.ts';
import type { LoadedContent } from '../record/shipment.ts';
import type { Stored } from '../record/stored.ts';
import type { StoreParts } from '../save/parts.ts';
import { planRemove } from '../write/remove.ts';
import { isLeftAlone } from './merge-values.ts';
import { shipmentOrg } from './shipment-body.ts';
import { type ShipmentWork, writeIn } from './shipment-work.ts';

/** A record that its package brings no more. */
export interface DroppedShipment {
  /** Id of the form. */
  readonly form: string;
  readonly package: string;
  readonly record: string;
  readonly loaded: LoadedContent;
}

/**
 * `taken`: it went along; `kept`: somebody changed it, or something hangs on it; `gone`: somebody took it away before.
 */
export interface DropOutcome {
  readonly outcome: 'taken' | 'kept' | 'gone';
  readonly why?: 'changed' | 'used';
}

/** Takes away what nobody touched or uses; what is kept is marked only where `marks` says so. */
export function dropShipments(
  parts: StoreParts,
  call: Call,
  dropped: readonly DroppedShipment[],
  marks: boolean,
): Promise<readonly DropOutcome[]> {
  const planned = plannedAlone(call.served.revision, 'packages', async (tx, first) => {
    const work: ShipmentWork = { parts, tx, call, answers: {}, events: [], revision: first };
    const result: DropOutcome[] = [];
    for (const one of dropped) {
      const form = call.served.model.formsById.get(one.form);
      if (!form) throw new Error(`no form ${one.form}`);
      // Of its removal, where it goes: the next one is nobody's yet.
      const { revision } = work;
      const outcome = await dropOne(work, form, one);
      result.push(outcome);
      if (outcome.outcome === 'taken' || (outcome.outcome === 'kept' && marks))
        await mark(tx, one, outcome.outcome, revision);
    }
    return { statements: [], inserts: [], events: work.events, result };
  });
  return writeAs(parts, call, { ...planned, size: dropped.length });
}

async function dropOne(work: ShipmentWork, form: Form, one: DroppedShipment): Promise<DropOutcome> {
  const { parts, tx } = work;
  const { record, loaded } = one;
  const now = await readStored(tx, parts.layout(work.call, form), record);
  if (!now) return { outcome: 'gone' };
  const call: Call = { ...work.call, org: now.org, reason: one.package };
  if (!(await isAsItCame(tx, call, form, loaded, now))) return { outcome: 'kept', why: 'changed' };
  try {
    await writeIn(work, await planRemove(parts, tx, { call, form, id: record, ifMatch: undefined }));
    return { outcome: 'taken' };
  } catch (failure) {
    if (!(failure instanceof Refusal)) throw failure;
    return { outcome: 'kept', why: 'used' };
  }
}

/** In all its fields, in who owns it and whom it is shared with, and with no copy of anybody's own. */
async function isAsItCame(
  tx: Connection,
  { served }: Call,
  form: Form,
  loaded: LoadedContent,
  now: Stored,
): Promise<boolean> {
  // A damaged note of what came says nothing: then nothing is known to be untouched.
  if (!isObject(loaded.stored)) return false;
  const { stored, enabled, assigned } = loaded;
  const fields = form.fields.filter(({ kind, inner }) => !kind.derived && !inner);
  if (!fields.every((field) => isLeftAlone(field, stored, now))) return false;
  if (now.enabled !== enabled || !isDeepStrictEqual(now.sharing, stored['sharing'] ?? now.sharing))
    return false;
  if (stored['org'] !== undefined && stored['org'] !== now.org) return false;
  const copies = await tx.all('SELECT org FROM gj_overlay WHERE form = ? AND record = ? LIMIT 1', [
    form.id,
    now.id,
  ]);
  if (copies.length > 0) return false;
  const given = new Set(assigned.map((number) => shipmentOrg(served.orgs, number)));
  return [...(await holdersOf(tx, form.id, now.id)).keys()].every((org) => given.has(org));
}

async function mark(
  tx: Connection,
  { form, record }: DroppedShipment,
  state: 'kept' | 'taken',
  revision: number,
): Promise<void> {
  await tx.run('DELETE FROM gj_dropped WHERE form = ? AND record = ?', [form, record]);
  await tx.run('INSERT INTO gj_dropped (form, record, state, revision) VALUES (?, ?, ?, ?)', [
    ...[form, record],
    state,
    revision,
  ]);
}
