import type { Form } from '../../../metadata/model.ts';
import type { Refusal } from '../../refusal.ts';
import { readStored } from '../record/records.ts';
import { settingId } from '../record/setting-id.ts';
import type { Shipment, Shipping } from '../record/shipment.ts';
import { planChange, planCreate } from '../write/plan-write.ts';
import { judgeAssigned, shipAssigned } from './ship-assigned.ts';
import { shipBody, shipOrg } from './ship-body.ts';
import { attempt, type ShipWork, sharingOf, writeIn } from './ship-work.ts';

/** A record that a package brings and that was never here. */
export async function shipNew(work: ShipWork, form: Form, shipment: Shipment): Promise<Shipping> {
  const { parts, tx } = work;
  const { served } = work.call;
  const { ships, key, package: owner } = shipment;
  const call = { ...work.call, org: shipOrg(served.orgs, shipment.org), reason: owner };
  const layout = parts.layout(call, form);
  const refusals: Refusal[] = [];
  const body = {
    ...shipBody(form, ships.values, served),
    ...(form.sharing ? { sharing: sharingOf(form, ships) } : {}),
    ...(ships.enabled ? {} : { enabled: false }),
  };
  const setting = form.kind === 'setting' ? settingId(form, call.org) : null;
  // A setting that is there is what people made of it.
  if (setting !== null && (await readStored(tx, layout, setting))) return { outcome: 'kept', refusals };
  const stored = await attempt(refusals, async () => {
    const draft =
      setting === null
        ? await planCreate(parts, tx, call, form, body)
        : await planChange(parts, tx, { call, form, id: setting, body, manner: 'merge', ifMatch: 0 });
    let given: Awaited<ReturnType<typeof judgeAssigned>> = [];
    const made = await writeIn(work, draft, async (next) => {
      const orgs = ships.assigned.map((number) => shipOrg(served.orgs, number));
      given = await judgeAssigned(tx, call, layout, next, orgs);
      const origin = [form.id, next.id, owner, key, JSON.stringify({ ...ships, stored: next })];
      return [{ sql: insertOrigin, params: origin }];
    });
    await shipAssigned(work, call, layout, made, given);
    return made;
  });
  if (!stored) return { outcome: 'kept', refusals };
  return { outcome: 'created', known: { record: stored.id, shipped: { ...ships, stored } }, refusals };
}

const insertOrigin =
  'INSERT INTO gj_origin (form, record, package, origin_key, shipped, deleted) VALUES (?, ?, ?, ?, ?, 0)';
