import { isDeepStrictEqual } from 'node:util';
import type { Form } from '../../../metadata/model.ts';
import type { SharingStrategy } from '../../../metadata/source.ts';
import type { Call } from '../../call/call.ts';
import type { Refusal } from '../../refusal.ts';
import { planAction } from '../act/act.ts';
import { decided } from '../commit/decided.ts';
import { readStored } from '../record/records.ts';
import type { Shipment, Shipped, Shipping, Ships } from '../record/shipment.ts';
import type { Stored } from '../record/stored.ts';
import { planChange } from '../write/plan-write.ts';
import { sidesOf } from './left-as-shipped.ts';
import { judgeAssigned, shipAssigned } from './ship-assigned.ts';
import { shipChange, shipOrg } from './ship-body.ts';
import { attempt, type ShipWork, sharingOf, writeIn } from './ship-work.ts';

/** A record that is here, and of which its package says something else now: what was left as shipped follows. */
export async function shipLater(
  work: ShipWork,
  form: Form,
  { ships, package: owner }: Shipment,
  { record, shipped: was }: Required<Shipment>['known'],
): Promise<Shipping> {
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
  let shipped: Shipped = { ...was, set: ships.set };
  const act = async (action: string, params: { readonly sharing?: SharingStrategy } = {}) =>
    writeIn(
      work,
      await planAction(action, { parts, reader: tx, call, form, id: record, params, ifMatch: undefined }),
    );

  await attempt(refusals, async () => {
    const stored = await shipValues(work, call, form, was, ships, now);
    shipped = { ...shipped, values: ships.values, stored };
  });
  await attempt(refusals, async () => {
    const sharing = sharingOf(form, ships);
    if (ships.sharing !== was.sharing && now.sharing === was.stored['sharing'])
      await act('change-sharing', { sharing });
    shipped = { ...shipped, sharing: ships.sharing, stored: { ...shipped.stored, sharing } };
  });
  await attempt(refusals, async () => {
    const { enabled } = ships;
    if (enabled !== was.enabled && now.enabled === was.enabled) await act(enabled ? 'enable' : 'disable');
    shipped = { ...shipped, enabled };
  });
  await attempt(refusals, async () => {
    // Whom it was taken from stays without it.
    const more = ships.assigned.filter((org) => !was.assigned.includes(org));
    const latest = more.length > 0 ? await readStored(tx, layout, record) : undefined;
    if (latest) {
      const orgs = more.map((number) => shipOrg(call.served.orgs, number));
      await shipAssigned(work, call, layout, latest, await judgeAssigned(tx, call, layout, latest, orgs));
    }
    shipped = { ...shipped, assigned: ships.assigned };
  });
  if (!isDeepStrictEqual(shipped, was))
    await tx.run('UPDATE gj_origin SET shipped = ? WHERE form = ? AND record = ?', [
      JSON.stringify(shipped),
      form.id,
      record,
    ]);
  const outcome = work.events.length > before ? 'changed' : 'kept';
  return { outcome, known: { record, shipped }, refusals };
}

/** Brings over what was left as shipped; answers how the record would be had all of it been. */
async function shipValues(
  work: ShipWork,
  call: Call,
  form: Form,
  was: Shipped,
  ships: Ships,
  now: Stored,
): Promise<Shipped['stored']> {
  const { parts, tx } = work;
  const { ours, theirs } = sidesOf(form, was, ships, now);
  const plan = (fields: readonly string[]) => {
    const body = shipChange(form, ships.values, fields, now, call.served);
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
