import { append } from '../../../metadata/common/append.ts';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { filledText, pointerOf } from '../../../metadata/common/read.ts';
import type { TogetherPlan, WireRecord } from '../../storage/store/record/store.ts';
import { groupResource } from './group-resource.ts';
import { usersAmong } from './keep-users.ts';
import { administratorsKept, memberUnknown, nameTaken, valueWrong } from './protocol/refusals.ts';
import { allOf, type Provisioning, stillThere, writeAll } from './provisioning.ts';
import { administers } from './role-of-administrators.ts';
import { rolesOf } from './user-resource.ts';

/** A role after a write, and the revision of it; 0: nothing was written. */
export interface WrittenGroup {
  readonly record: WireRecord;
  readonly revision: number;
}

export function readGroup({ store, call, roles, ask }: Provisioning): Promise<WireRecord> {
  return store.read(call, roles, ask.recordId, 'manage');
}

/** The users who have a role, in whatever organisation. */
export async function membersOf(from: Provisioning, role: string): Promise<readonly WireRecord[]> {
  const holds = { fact: 'roles.role', operator: 'equal', value: role } as const;
  const query = { filter: { all: [holds, stillThere] }, fields: ['number', 'name'], sort: ['number'] };
  const members: WireRecord[] = [];
  for await (const page of allOf(from, from.users, query)) append(members, page);
  return members;
}

/** Makes a role that gives nothing yet, with its members. */
export async function createGroup(from: Provisioning, resource: JsonObject): Promise<WrittenGroup> {
  const { call, roles: form } = from;
  const name = requireName(resource);
  await requireFree(from, name);
  const body = { number: name.slice(0, 100), name, externalId: filledText(resource['externalId']) };
  const wanted = await usersAmong(from, memberIds(resource));
  const plans: TogetherPlan[] = [
    () => ({ call, form, item: { op: 'create', body } }),
    ...membersOrRefusal(resource, wanted).map(
      (user): TogetherPlan =>
        (done) =>
          given(from, user, done[0]?.record ?? ''),
    ),
  ];
  return written(from, plans);
}

/** Makes a role what the resource says: its name, and who has it. */
export async function replaceGroup(
  from: Provisioning,
  record: WireRecord,
  resource: JsonObject,
): Promise<WrittenGroup> {
  const { call, roles: form } = from;
  const { id } = record;
  const name = requireName(resource);
  if (name !== record['name']) await requireFree(from, name, id);
  const body = { name, externalId: filledText(resource['externalId']) };
  const had = new Set((await membersOf(from, id)).map((one) => one.id));
  const ids = memberIds(resource);
  const wanted = new Set(ids);
  const fresh = ids.filter((one) => !had.has(one));
  const gone = [...had].filter((one) => !wanted.has(one));
  if (fresh.length > 0 && !from.mayAppoint && (await administers(from, [id])))
    throw administratorsKept({ user: name });
  const users = await usersAmong(from, [...fresh, ...gone]);
  const plans: TogetherPlan[] = [
    () => ({ call, form, item: { op: 'patch', id, body } }),
    ...membersOrRefusal({ members: fresh.map((value) => ({ value })) }, users).map(
      (user): TogetherPlan =>
        () =>
          given(from, user, id),
    ),
    ...gone.flatMap((one) => takenFrom(from, users.get(one), id)),
  ];
  return written(from, plans);
}

/** Takes a role from whoever has it, and deletes it. */
export async function removeGroup(from: Provisioning, { id }: WireRecord): Promise<number> {
  const { call, roles: form } = from;
  const ids = (await membersOf(from, id)).map((one) => one.id);
  const users = await usersAmong(from, ids);
  const { revision } = await writeAll(from, [
    ...ids.flatMap((one) => takenFrom(from, users.get(one), id)),
    () => ({ call, form, item: { op: 'delete', id } }),
  ]);
  return revision;
}

async function written(from: Provisioning, plans: readonly TogetherPlan[]): Promise<WrittenGroup> {
  const { records, revision } = await writeAll(from, plans);
  const record = await from.store.read(from.call, from.roles, records[0] ?? '', 'manage');
  return { record, revision };
}

/** A member has the role in his own organisation. */
function given(
  { call, users: form }: Provisioning,
  user: WireRecord,
  role: string,
): ReturnType<TogetherPlan> {
  const home = pointerOf(user['organisation'])?.id ?? call.org;
  const body = { roles: [{ role: { id: role }, organisation: { id: home } }] };
  return { call, form, item: { op: 'patch', id: user.id, body } };
}

/** Who is no member has the role in no organisation. */
function takenFrom(
  { call, users: form }: Provisioning,
  user: WireRecord | undefined,
  role: string,
): readonly TogetherPlan[] {
  if (!user) return [];
  const rows = rolesOf(user).filter((held) => held.role.id === role);
  const body = { roles: rows.map(({ id }) => ({ id, $delete: true })) };
  return [() => ({ call, form, item: { op: 'patch', id: user.id, body } })];
}

function memberIds({ members }: JsonObject): readonly string[] {
  const ids = (Array.isArray(members) ? members : []).map((one: Json) =>
    String((isObject(one) ? one['value'] : one) ?? '').toLowerCase(),
  );
  return [...new Set(ids)];
}

function membersOrRefusal(
  resource: JsonObject,
  users: ReadonlyMap<string, WireRecord>,
): readonly WireRecord[] {
  return memberIds(resource).map((id) => {
    const user = users.get(id);
    if (!user) throw memberUnknown({ id: id.slice(0, 100) });
    return user;
  });
}

function requireName({ displayName }: JsonObject): string {
  const name = filledText(displayName)?.trim() ?? '';
  if (name === '') throw valueWrong({ name: 'displayName' });
  return name.slice(0, 200);
}

/** Provisioners know groups by their names: two of one name they could not tell apart. */
async function requireFree({ store, call, roles }: Provisioning, name: string, own = ''): Promise<void> {
  const { items } = await store.list(call, roles, {
    view: 'manage',
    filter: {
      any: ['name', 'number'].map((fact) => ({ fact, operator: 'equal', value: name }) as const),
    },
    fields: ['number'],
    limit: 2,
  });
  if (items.some(({ id }) => id !== own)) throw nameTaken({ name });
}

export async function shownGroup(
  from: Provisioning,
  record: WireRecord,
  withMembers: boolean,
): Promise<JsonObject> {
  return groupResource(record, from.base, withMembers ? await membersOf(from, record.id) : null);
}
