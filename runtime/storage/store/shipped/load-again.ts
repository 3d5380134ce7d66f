import { isDeepStrictEqual } from 'node:util';
import type { Form } from '../../../../metadata/model.ts';
import type { SharingStrategy } from '../../../../metadata/source.ts';
import type { Refusal } from '../../../common/refusal.ts';
import type { Connection } from '../../../database/database.ts';
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
  const refused = dropped && (await bringBack(work, form, owner, { record, dropped }));
  if (refused) return { outcome: 'kept', refusals: [refused] };
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
    // An organisation from which the record was taken stays without it.
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
    outcome,
    known: { record, loaded },
    refusals,
    ...(customised.length > 0 && { customised }),
    ...(questions.length > 0 && { questions }),
  };
}

/** Its package brings it again: with its id and history, and without the mark; else why it cannot come back. */
async function bringBack(
  work: ShipmentWork,
  form: Form,
  owner: string,
  { record, dropped }: Pick<KnownShipment, 'record' | 'dropped'>,
): Promise<Refusal | undefined> {
  const { parts, tx } = work;
  const refusals: Refusal[] = [];
  if (dropped === 'taken') {
    const revision = (await takenAt(tx, form, record)) ?? 0;
    const asked = { call: { ...work.call, reason: owner }, form, id: record, revision, ifMatch: undefined };
    await attempt(refusals, async () => writeIn(work, await planRestore(parts, tx, asked)));
  }
  if (refusals.length === 0)
    await tx.run('DELETE FROM gj_dropped WHERE form = ? AND record = ?', [form.id, record]);
  return refusals[0];
}

/** The revision in which it was taken away; undefined: nothing is known of what it was. */
async function takenAt(tx: Connection, form: Form, record: string): Promise<number | undefined> {
  const row = await tx.first<{ revision: number | null }>(
    "SELECT MAX(revision) AS revision FROM gj_history WHERE form = ? AND record = ? AND operation = 'delete'",
    [form.id, record],
  );
  return row?.revision === null || row?.revision === undefined ? undefined : Number(row.revision);
}
