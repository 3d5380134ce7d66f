import { isDeepStrictEqual } from 'node:util';
import type { Field, Shape } from '../../../metadata/field.ts';
import { asToday } from '../../../metadata/former-values.ts';
import type { Json, JsonObject } from '../../../metadata/json.ts';
import type { Form } from '../../../metadata/model.ts';
import { movedRow } from '../../../metadata/moves.ts';
import type { SharingStrategy } from '../../../metadata/source.ts';
import type { Call } from '../../call/call.ts';
import type { Refusal } from '../../refusal.ts';
import { planAction } from '../act/actions.ts';
import { decided } from '../commit/group.ts';
import { readStored } from '../record/records.ts';
import type { LoadedContent, Shipment, ShipmentContent, ShipmentOutcome } from '../record/shipment.ts';
import { rowsOf, type Stored, type StoredRow } from '../record/stored.ts';
import { planChange } from '../write/plan-write.ts';
import { shipmentChange, shipmentOrg } from './shipment-body.ts';
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
  const customised = sidesOf(form, was, content, now).theirs.filter((id) => {
    const field = form.byId.get(id);
    return field !== undefined && !leftAlone(field, loaded.stored, now);
  });
  return { outcome, known: { record, loaded }, refusals, ...(customised.length > 0 && { customised }) };
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
      const planned = await plan([...ours, ...theirs]);
      return 'unchanged' in planned
        ? planned.unchanged
        : (await decided(tx, planned, work.revision)).result.stored;
    });
    for (const id of theirs) stored[id] = whole?.[id] ?? stored[id] ?? null;
  }
  const written = ours.length > 0 ? await writeIn(work, await plan(ours)) : now;
  for (const id of ours) stored[id] = written[id] ?? null;
  return stored;
}

/** Fields of which a later version of a package says something else, by who had the last word. */
interface Sides {
  /** Left as shipped: the package may change them. */
  readonly ours: readonly string[];
  /** Somebody changed them meanwhile: they stay. */
  readonly theirs: readonly string[];
}

/** Compares what was shipped, what is shipped now, and what stands there; entries are one value, whatever their rows' ids. */
function sidesOf(form: Form, was: LoadedContent, content: ShipmentContent, now: Stored): Sides {
  const loaded = movedRow(form.moves, { id: now.id, ...was.stored });
  const ours: string[] = [];
  const theirs: string[] = [];
  for (const id of new Set([...Object.keys(was.values), ...Object.keys(content.values)])) {
    const field = form.byId.get(id);
    if (!field || isDeepStrictEqual(was.values[id], content.values[id])) continue;
    (leftAlone(field, loaded, now) ? ours : theirs).push(id);
  }
  return { ours, theirs };
}

function leftAlone(field: Field, loaded: JsonObject, now: JsonObject): boolean {
  const [was, is] = [asToday(field, loaded[field.id] ?? null), now[field.id]];
  const { rows } = field;
  if (!rows) return isDeepStrictEqual(was, is ?? null);
  return isDeepStrictEqual(saidIn(rows, was), saidIn(rows, is));
}

/** Rows without what the platform makes of them. */
function saidIn(shape: Shape, value: Json | undefined): readonly JsonObject[] {
  return rowsOf(value).map((row) => said(shape, row));
}

function said(shape: Shape, row: StoredRow): JsonObject {
  const values: Record<string, Json> = {};
  for (const field of shape.fields) {
    const { id, inner, rows } = field;
    if (!inner) values[id] = rows ? [...saidIn(rows, row[id])] : asToday(field, row[id] ?? null);
  }
  return values;
}
