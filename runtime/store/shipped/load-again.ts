import { isDeepStrictEqual } from 'node:util';
import type { Form } from '../../../metadata/model.ts';
import type { SharingStrategy } from '../../../metadata/source.ts';
import type { Call } from '../../call/call.ts';
import type { Refusal } from '../../refusal.ts';
import { planAction } from '../act/act.ts';
import { decided } from '../commit/decided.ts';
import { readStored } from '../record/records.ts';
import type { LoadedContent, Shipment, ShipmentContent, ShipmentOutcome } from '../record/shipment.ts';
import type { Stored } from '../record/stored.ts';
import { planChange } from '../write/plan-write.ts';
import { assignShipment, judgeAssigned } from './assign-shipment.ts';
import { sidesOf } from './left-as-shipped.ts';
import { shipmentChange, shipmentOrg } from './shipment-body.ts';
import { attempt, type ShipmentWork, sharingOf, writeIn } from './shipment-work.ts';

/** A record that is here, and of which its package says something else now: what was left as shipped follows. */
export async function loadAgain(
  work: ShipmentWork,
  form: Form,
  { content, package: owner }: Shipment,
  { record, loaded: was }: Required<Shipment>['known'],
): Promise<ShipmentOutcome> {
  const { parts, tx } = work;
  const layout = parts.layout(work.call, form);
  const now = await readStored(tx, layout, record);
  if (!now) {
    await tx.run('UPDATE gj_origin SET deleted = 1 WHERE form = ? AND record = ?', [form.id, record]);
    return { outcome: 'gone', refusals: [] };
  }
  const call = { ...work.call, org: now.org, reason: owner };
  const refusals: Refusal[] = [];
  const before = work.events.length;
  let loaded: LoadedContent = { ...was, set: content.set };
  const act = async (action: string, params: { readonly sharing?: SharingStrategy } = {}) =>
    writeIn(
      work,
      await planAction(action, { parts, reader: tx, call, form, id: record, params, ifMatch: undefined }),
    );

  await attempt(refusals, async () => {
    const stored = await changeValues(work, call, form, { was, content, now });
    loaded = { ...loaded, values: content.values, stored };
  });
  await attempt(refusals, async () => {
    const sharing = sharingOf(form, content);
    if (content.sharing !== was.sharing && now.sharing === was.stored['sharing'])
      await act('change-sharing', { sharing });
    loaded = { ...loaded, sharing: content.sharing, stored: { ...loaded.stored, sharing } };
  });
  await attempt(refusals, async () => {
    const { enabled } = content;
    if (enabled !== was.enabled && now.enabled === was.enabled) await act(enabled ? 'enable' : 'disable');
    loaded = { ...loaded, enabled };
  });
  await attempt(refusals, async () => {
    // Whom it was taken from stays without it.
    const more = content.assigned.filter((org) => !was.assigned.includes(org));
    const latest = more.length > 0 ? await readStored(tx, layout, record) : undefined;
    if (latest) {
      const orgs = more.map((number) => shipmentOrg(call.served.orgs, number));
      await assignShipment(work, call, layout, latest, await judgeAssigned(tx, call, layout, latest, orgs));
    }
    loaded = { ...loaded, assigned: content.assigned };
  });
  if (!isDeepStrictEqual(loaded, was))
    await tx.run('UPDATE gj_origin SET shipped = ? WHERE form = ? AND record = ?', [
      JSON.stringify(loaded),
      form.id,
      record,
    ]);
  const outcome = work.events.length > before ? 'changed' : 'kept';
  return { outcome, known: { record, loaded }, refusals };
}

interface ThreeSides {
  /** As it was shipped before. */
  readonly was: LoadedContent;
  /** As it is shipped today. */
  readonly content: ShipmentContent;
  /** As it stands here. */
  readonly now: Stored;
}

/** Brings over what was left as shipped; answers how the record would be had all of it been. */
async function changeValues(
  work: ShipmentWork,
  call: Call,
  form: Form,
  { was, content, now }: ThreeSides,
): Promise<LoadedContent['stored']> {
  const { parts, tx } = work;
  const { ours, theirs } = sidesOf(form, was, content, now);
  const plan = (fields: readonly string[]) => {
    const body = shipmentChange(form, content.values, fields, now, call.served);
    return planChange(parts, tx, { call, form, id: now.id, body, manner: 'merge', ifMatch: undefined });
  };
  const stored = { ...was.stored };
  if (theirs.length > 0) {
    const whole = await attempt([], async () => {
      const draft = await plan([...ours, ...theirs]);
      return 'unchanged' in draft ? draft.unchanged : (await decided(tx, draft, work.revision)).result.stored;
    });
    for (const id of theirs) stored[id] = whole?.[id] ?? stored[id] ?? null;
  }
  const written = ours.length > 0 ? await writeIn(work, await plan(ours)) : now;
  for (const id of ours) stored[id] = written[id] ?? null;
  return stored;
}
