import type { Answer } from '../pipeline/endpoint.ts';
import { createUser, readUser, removeUser, replaceUser, shownUser, type WrittenUser } from './keep-users.ts';
import { type Listed, listResources } from './list-resources.ts';
import { userType } from './protocol/attributes.ts';
import { chosenAttributes, chosenPart } from './protocol/choose-attributes.ts';
import { patchResource } from './protocol/patch-resource.ts';
import { readResource } from './protocol/read-resource.ts';
import { type Provisioning, stillThere } from './provisioning.ts';
import { answered, listed, listing, locationOf, parts, patch, resource, type ScimCall } from './scim-call.ts';
import { userFields, writableUser } from './user-resource.ts';

const users = ({ users: form, ...from }: Provisioning): Listed => ({
  type: userType,
  form,
  fields: userFields,
  among: stillThere,
  resource: async (record) => shownUser({ users: form, ...from }, record),
});

function oneUser(from: Provisioning, { record, revision }: WrittenUser, status = 200): Answer {
  const whole = shownUser(from, record);
  const body = chosenPart(whole, chosenAttributes(userType, from.ask.query));
  return answered(body, {
    status,
    etag: record.revision,
    revision,
    ...(status === 201 ? { headers: locationOf(whole) } : {}),
  });
}

/** The revision that the caller saw, where he says it: SCIM asks nobody to. */
function seen({ ask }: Provisioning): { readonly ifMatch?: number } {
  const said = ask.header('if-match');
  return said === null || said.trim() === '*' ? {} : { ifMatch: ask.ifMatch() };
}

export const userCalls: readonly ScimCall[] = [
  {
    method: 'GET',
    path: '/Users',
    operation: 'scimListUsers',
    summary: { zh: 'SCIM：列出用户', en: 'SCIM: list users' },
    query: listing,
    answer: listed,
    handle: async (from) => answered(await listResources(from, users(from))),
  },
  {
    method: 'POST',
    path: '/Users',
    operation: 'scimCreateUser',
    summary: { zh: 'SCIM：新建用户', en: 'SCIM: create a user' },
    query: parts,
    body: resource,
    answer: resource,
    status: 201,
    async handle(from) {
      const sent = readResource(userType, await from.ask.object());
      return oneUser(from, await createUser(from, sent), 201);
    },
  },
  {
    method: 'GET',
    path: '/Users/:id',
    operation: 'scimReadUser',
    tagged: true,
    summary: { zh: 'SCIM：读取一个用户', en: 'SCIM: read a user' },
    query: parts,
    answer: resource,
    handle: async (from) => oneUser(from, { record: await readUser(from), revision: 0 }),
  },
  {
    method: 'PUT',
    path: '/Users/:id',
    operation: 'scimReplaceUser',
    summary: { zh: 'SCIM：替换一个用户', en: 'SCIM: replace a user' },
    query: parts,
    body: resource,
    answer: resource,
    async handle(from) {
      const record = await readUser(from);
      const sent = readResource(userType, await from.ask.object());
      return oneUser(from, await replaceUser(from, record, sent, { before: {}, ...seen(from) }));
    },
  },
  {
    method: 'PATCH',
    path: '/Users/:id',
    operation: 'scimPatchUser',
    summary: { zh: 'SCIM：修改一个用户', en: 'SCIM: change a user' },
    query: parts,
    body: patch,
    answer: resource,
    async handle(from) {
      const record = await readUser(from);
      const before = writableUser(record);
      const next = patchResource(userType, before, await from.ask.object());
      return oneUser(from, await replaceUser(from, record, next, { before, ...seen(from) }));
    },
  },
  {
    method: 'DELETE',
    path: '/Users/:id',
    operation: 'scimRemoveUser',
    summary: {
      zh: 'SCIM：移除一个用户；被记录引用的用户改为禁用',
      en: 'SCIM: remove a user; one that records refer to is disabled instead',
    },
    status: 204,
    async handle(from) {
      const { ifMatch } = seen(from);
      return { status: 204, revision: await removeUser(from, await readUser(from), ifMatch) };
    },
  },
];
