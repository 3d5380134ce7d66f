import type { Form } from '../../../metadata/model.ts';
import type { Refusal } from '../../refusal.ts';
import { readStored } from '../record/records.ts';
import { settingId } from '../record/setting-id.ts';
import type { Shipment, ShipmentOutcome } from '../record/shipment.ts';
import { planChange, planCreate } from '../write/plan-write.ts';
import { assignShipment, judgeAssigned } from './assign-shipment.ts';
import { shipmentBody, shipmentOrg } from './shipment-body.ts';
import { attempt, type ShipmentWork, sharingOf, writeIn } from './shipment-work.ts';

/** A record that a package brings and that was never here. */
export async function loadNew(work: ShipmentWork, form: Form, shipment: Shipment): Promise<ShipmentOutcome> {
  const { parts, tx } = work;
  const { served } = work.call;
  const { content, key, package: owner } = shipment;
  const call = { ...work.call, org: shipmentOrg(served.orgs, shipment.org), reason: owner };
  const layout = parts.layout(call, form);
  const refusals: Refusal[] = [];
  const body = {
    ...shipmentBody(form, content.values, served),
    ...(form.sharing ? { sharing: sharingOf(form, content) } : {}),
    ...(content.enabled ? {} : { enabled: false }),
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
      const orgs = content.assigned.map((number) => shipmentOrg(served.orgs, number));
      given = await judgeAssigned(tx, call, layout, next, orgs);
      const origin = [form.id, next.id, owner, key, JSON.stringify({ ...content, stored: next })];
      return [{ sql: insertOrigin, params: origin }];
    });
    await assignShipment(work, call, layout, made, given);
    return made;
  });
  if (!stored) return { outcome: 'kept', refusals };
  return { outcome: 'created', known: { record: stored.id, loaded: { ...content, stored } }, refusals };
}

const insertOrigin =
  'INSERT INTO gj_origin (form, record, package, origin_key, shipped, deleted) VALUES (?, ?, ?, ?, ?, 0)';
