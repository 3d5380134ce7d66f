import type { JsonObject } from '../../../metadata/common/json.ts';
import { isId } from '../../../metadata/kinds/common/pointer.ts';
import { Refusal } from '../../common/refusal.ts';
import type { TogetherPlan, WireRecord } from '../../storage/store/record/store.ts';
import { recordUnknown } from '../pipeline/refusals.ts';
import { narrowList } from './narrow-list.ts';
import { userType } from './protocol/attributes.ts';
import { fitsFilter, ofResource } from './protocol/fits-filter.ts';
import { administratorsKept, nameTaken, valueWrong } from './protocol/refusals.ts';
import type { ScimFilter } from './protocol/scim-filter.ts';
import { allOf, type Provisioning, writeAll } from './provisioning.ts';
import { administers } from './role-of-administrators.ts';
import { rolesOf, userFields, userResource, userValues, writableUser } from './user-resource.ts';

/** A user after a write, and the revision of it; 0: nothing was written. */
export interface WrittenUser {
  readonly record: WireRecord;
  readonly revision: number;
}

/** The user that the path names; one that was removed is none. */
export async function readUser({ store, call, users, ask }: Provisioning): Promise<WireRecord> {
  const record = await store.read(call, users, ask.recordId, 'manage');
  if (isGone(record)) throw recordUnknown({ id: ask.recordId });
  return record;
}

function isGone(record: WireRecord): boolean {
  return record['enabled'] === false && record['unprovisioned'] === true;
}

/** Makes a user, or one again that was removed and that records name. */
export async function createUser(from: Provisioning, resource: JsonObject): Promise<WrittenUser> {
  const { store, call, users, ask } = from;
  const values = userValues(resource, {}, ask.served.orgs);
  const number = requireName(values);
  const known = await userCalled(from, number);
  if (known && !isGone(known)) throw nameTaken({ name: number });
  if (known) {
    const back = { ...values, unprovisioned: false };
    return changeUser(from, known, { values: back, active: resource['active'] !== false });
  }
  const { record, revision } = await store.create(call, users, {
    organisation: { id: call.org },
    name: number,
    ...values,
    ...(resource['active'] === false ? { enabled: false } : {}),
  });
  return { record, revision };
}

/** Makes a user what the resource says; `ifMatch` is the revision that the caller saw. */
export async function replaceUser(
  from: Provisioning,
  record: WireRecord,
  resource: JsonObject,
  { before, ifMatch }: { readonly before: JsonObject; readonly ifMatch?: number },
): Promise<WrittenUser> {
  const values = userValues(resource, before, from.ask.served.orgs);
  const number = requireName(values);
  if (number.toLowerCase() !== String(record['number']).toLowerCase()) {
    const other = await userCalled(from, number);
    if (other && other.id !== record.id) throw nameTaken({ name: number });
  }
  const active = typeof resource['active'] === 'boolean' ? resource['active'] : record['enabled'] !== false;
  return changeUser(from, record, { values, active, ...(ifMatch === undefined ? {} : { ifMatch }) });
}

/** Removes a user; one that records name is switched off instead, loses his roles and is nobody to provisioners. */
export async function removeUser(from: Provisioning, record: WireRecord, ifMatch?: number): Promise<number> {
  const { store, call, users, gate, ask } = from;
  const user = { id: record.id, number: String(record['number']) };
  try {
    const { revision } = await store.remove(call, users, record.id, ifMatch);
    await gate.endSessions(user, null, ask.principal.user);
    return revision;
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'still-referred') throw error;
  }
  const roles = rolesOf(record).map(({ id }) => ({ id, $delete: true }));
  const values = { unprovisioned: true, ...(roles.length > 0 ? { roles } : {}) };
  const { revision } = await changeUser(from, record, { values, active: false });
  return revision;
}

interface Change {
  readonly values: JsonObject;
  readonly active: boolean;
  readonly ifMatch?: number;
}

async function changeUser(
  from: Provisioning,
  record: WireRecord,
  { values, active, ifMatch }: Change,
): Promise<WrittenUser> {
  const { store, call, users: form, gate, ask } = from;
  const { id } = record;
  const was = record['enabled'] !== false;
  if (!from.mayAppoint) await requireNoAppointment(from, record, { values, active });
  const body = { ...values, ...movedRoles(record, values) };
  const match = ifMatch === undefined ? {} : { ifMatch };
  const plans: TogetherPlan[] = [() => ({ call, form, item: { op: 'patch', id, ...match, body } })];
  if (was !== active)
    plans.push(() => ({ call, form, item: { op: active ? 'enable' : 'disable', id, ...match } }));
  const { revision } = await writeAll(from, plans);
  if (was && !active)
    await gate.endSessions({ id, number: String(record['number']) }, null, ask.principal.user);
  return { record: await store.read(call, form, id, 'manage'), revision };
}

/** Roles that somebody has where he works go with him to another organisation. */
function movedRoles(record: WireRecord, { organisation, roles }: JsonObject): JsonObject {
  const [to, from] = [organisation, record['organisation']].map(
    (one) => (one as JsonObject | undefined)?.['id'],
  );
  if (to === undefined || to === from || roles !== undefined) return {};
  const held = rolesOf(record);
  const rows = held
    .filter(({ org }) => org === from)
    .map(({ id, role }) =>
      held.some((one) => one.org === to && one.role.id === role.id)
        ? { id, $delete: true }
        : { id, organisation: { id: String(to) } },
    );
  return rows.length > 0 ? { roles: rows } : {};
}

/**
 * Whoever signs in by the number of an administrator is one, as is one who is switched on again: both is for
 * administrators alone.
 */
async function requireNoAppointment(
  from: Provisioning,
  record: WireRecord,
  { values, active }: Change,
): Promise<void> {
  const isRenamed = values['number'] !== undefined && values['number'] !== record['number'];
  const isBack = active && record['enabled'] === false;
  if (!isRenamed && !isBack) return;
  const roles = rolesOf(record).map(({ role }) => role.id);
  if (await administers(from, roles)) throw administratorsKept({ user: String(record['number']) });
}

function requireName({ number }: JsonObject): string {
  if (typeof number === 'string' && number !== '') return number;
  throw valueWrong({ name: 'userName' });
}

/** The user of a number, whatever its case. */
async function userCalled(from: Provisioning, number: string): Promise<WireRecord | null> {
  const filter: ScimFilter = { op: 'eq', path: { schema: null, names: ['userName'] }, value: number };
  const query = {
    ...narrowList(userType, from.users, filter),
    sort: ['number'],
    fields: [...userFields, 'unprovisioned'],
  };
  for await (const page of allOf(from, from.users, query))
    for (const record of page)
      if (fitsFilter(filter, writableUser(record), ofResource(userType))) return record;
  return null;
}

/** The users among ids, each with his home and roles; others are none. */
export async function usersAmong(
  from: Provisioning,
  ids: readonly string[],
): Promise<ReadonlyMap<string, WireRecord>> {
  const found = new Map<string, WireRecord>();
  const known = ids.filter(isId);
  for (let at = 0; at < known.length; at += 500) {
    const value = known.slice(at, at + 500);
    const filter = { fact: 'id', operator: 'in', value } as const;
    for await (const page of allOf(from, from.users, { filter, fields: [...userFields, 'unprovisioned'] }))
      for (const record of page) if (!isGone(record)) found.set(record.id, record);
  }
  return found;
}

export const shownUser = (from: Provisioning, record: WireRecord): JsonObject =>
  userResource(record, from.base);
