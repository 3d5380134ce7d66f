import { isDeepStrictEqual } from 'node:util';
import type { Form } from '../../../metadata/model.ts';
import type { SharingStrategy } from '../../../metadata/source.ts';
import type { Refusal } from '../../refusal.ts';
import { planAction } from '../act/actions.ts';
import { planRestore } from '../history/restore.ts';
import { readStored } from '../record/records.ts';
import type { KnownShipment, LoadedContent, Shipment, ShipmentOutcome } from '../record/shipment.ts';
import { type ChangedValues, changeValues } from './change-values.ts';
import { shipmentOrg } from './shipment-body.ts';
import {
  assignShipment,
  attempt,
  judgeAssigned,
  type ShipmentWork,
  sharingOf,
  writeIn,
} from './shipment-work.ts';

/** A record that is here, and of which its package says something else now: what was left as shipped follows. */
export async function loadAgain(
  work: ShipmentWork,
  form: Form,
  { content, key, package: owner }: Shipment,
  { record, loaded: was, dropped }: KnownShipment,
): Promise<ShipmentOutcome> {
  const { parts, tx } = work;
  const layout = parts.layout(work.call, form);
  if (dropped) await bringBack(work, form, owner, { record, dropped });
  const now = await readStored(tx, layout, record);
  if (!now) {
    await tx.run('UPDATE gj_origin SET deleted = 1 WHERE form = ? AND record = ?', [form.id, record]);
    return { outcome: 'gone', refusals: [] };
  }
  const call = { ...work.call, org: now.org, reason: owner };
  const refusals: Refusal[] = [];
  let values: ChangedValues | undefined;
  const before = work.events.length - (dropped === 'taken' ? 1 : 0);
  let loaded: LoadedContent = { ...was, set: content.set };
  const act = async (action: string, params: { readonly sharing?: SharingStrategy } = {}) =>
    writeIn(
      work,
      await planAction(action, { parts, reader: tx, call, form, id: record, params, ifMatch: undefined }),
    );

  await attempt(refusals, async () => {
    values = await changeValues(work, call, form, key, { was, content, now });
    if (values.refused) throw values.refused;
    loaded = { ...loaded, values: content.values, stored: values.stored };
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
  const { customised = [], questions = [] } = values ?? {};
  return {
    ...{ outcome, known: { record, loaded }, refusals },
    ...(customised.length > 0 && { customised }),
    ...(questions.length > 0 && { questions }),
  };
}

/** Its package brings it again: with its id and history, and without the mark. */
async function bringBack(
  work: ShipmentWork,
  form: Form,
  owner: string,
  { record, dropped }: Pick<KnownShipment, 'record'> & { readonly dropped: 'kept' | 'taken' },
): Promise<void> {
  const { parts, tx } = work;
  if (dropped === 'taken') {
    const last = await tx.first<{ revision: number }>(
      "SELECT MAX(revision) AS revision FROM gj_history WHERE form = ? AND record = ? AND operation = 'delete'",
      [form.id, record],
    );
    const call = { ...work.call, reason: owner };
    const asked = { call, form, id: record, revision: Number(last?.revision ?? 0), ifMatch: undefined };
    await writeIn(work, await planRestore(parts, tx, asked));
  }
  await tx.run('DELETE FROM gj_dropped WHERE form = ? AND record = ?', [form.id, record]);
}
