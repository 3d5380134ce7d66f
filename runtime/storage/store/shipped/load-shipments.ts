import type { Answers } from '../../../../metadata/merge/question.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { Call } from '../../../call/call.ts';
import type { Refusal } from '../../../common/refusal.ts';
import { writeAs } from '../commit/marked.ts';
import { plannedAlone } from '../commit/planned-write.ts';
import { readStored } from '../record/records.ts';
import type { Shipment, ShipmentOutcome } from '../record/shipment.ts';
import { settingId } from '../record/stored.ts';
import type { StoreParts } from '../save/parts.ts';
import { planChange, planCreate } from '../write/plan-write.ts';
import { loadAgain } from './load-again.ts';
import { shipmentBody, shipmentOrg } from './shipment-body.ts';
import {
  assignShipment,
  attempt,
  judgeAssigned,
  type ShipmentWork,
  sharingOf,
  writeIn,
} from './shipment-work.ts';

/** A record that a package brings and that was never here. */
async function loadNew(work: ShipmentWork, form: Form, shipment: Shipment): Promise<ShipmentOutcome> {
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
    const planned =
      setting === null
        ? await planCreate(parts, tx, call, form, body)
        : await planChange(parts, tx, { call, form, id: setting, body, manner: 'merge', ifMatch: 0 });
    let given: Awaited<ReturnType<typeof judgeAssigned>> = [];
    const made = await writeIn(work, planned, async (next) => {
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

/**
 * A record takes at most so many revisions: coming back, its values, its sharing, being enabled, and being assigned.
 */
const steps = 5;

/** Records of packages in one transaction, with their origins; what one of them is refused stops no other. */
export function loadShipments(
  parts: StoreParts,
  call: Call,
  shipments: readonly Shipment[],
  answers: Answers,
): Promise<readonly ShipmentOutcome[]> {
  const planned = plannedAlone(call.served.revision, 'packages', async (tx, first) => {
    const work: ShipmentWork = { parts, tx, call, answers, events: [], revision: first };
    const result: ShipmentOutcome[] = [];
    for (const shipment of shipments) {
      const form = call.served.model.formsById.get(shipment.form);
      if (!form) throw new Error(`no form ${shipment.form}`);
      const { known } = shipment;
      result.push(await (known ? loadAgain(work, form, shipment, known) : loadNew(work, form, shipment)));
    }
    return { statements: [], inserts: [], events: work.events, result };
  });
  return writeAs(parts, call, { ...planned, size: shipments.length * steps });
}
