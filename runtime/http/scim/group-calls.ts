import type { Answer } from '../pipeline/endpoint.ts';
import { groupFields, writableGroup } from './group-resource.ts';
import {
  createGroup,
  membersOf,
  readGroup,
  removeGroup,
  replaceGroup,
  shownGroup,
  type WrittenGroup,
} from './keep-groups.ts';
import { type Listed, listResources } from './list-resources.ts';
import { groupType } from './protocol/attributes.ts';
import { chosenAttributes, chosenPart, isChosen } from './protocol/choose-attributes.ts';
import { patchResource } from './protocol/patch-resource.ts';
import { readResource } from './protocol/read-resource.ts';
import type { Provisioning } from './provisioning.ts';
import {
  answered,
  listed,
  listing,
  locationOf,
  manyValues,
  parts,
  patch,
  resource,
  type ScimCall,
} from './scim-call.ts';

const groups = ({ roles: form, ...from }: Provisioning): Listed => ({
  type: groupType,
  form,
  fields: groupFields,
  far: 'members',
  resource: (record, far) => shownGroup({ roles: form, ...from }, record, far),
});

async function oneGroup(
  from: Provisioning,
  { record, revision }: WrittenGroup,
  status = 200,
): Promise<Answer> {
  const chosen = chosenAttributes(groupType, from.ask.query);
  const whole = await shownGroup(from, record, isChosen(chosen, 'members'));
  return answered(chosenPart(whole, chosen), {
    status,
    revision,
    ...(status === 201 ? { headers: locationOf(whole) } : {}),
  });
}

export const groupCalls: readonly ScimCall[] = [
  {
    method: 'GET',
    path: '/Groups',
    operation: 'scimListGroups',
    summary: { zh: 'SCIM：列出角色', en: 'SCIM: list roles' },
    query: listing,
    answer: listed,
    handle: async (from) => answered(await listResources(from, groups(from))),
  },
  {
    method: 'POST',
    path: '/Groups',
    operation: 'scimCreateGroup',
    summary: { zh: 'SCIM：新建没有权限的角色', en: 'SCIM: create a role without rights' },
    query: parts,
    body: resource,
    answer: resource,
    status: 201,
    values: manyValues,
    async handle(from) {
      const sent = readResource(groupType, await from.ask.object());
      return oneGroup(from, await createGroup(from, sent), 201);
    },
  },
  {
    method: 'GET',
    path: '/Groups/:id',
    operation: 'scimReadGroup',
    summary: { zh: 'SCIM：读取一个角色', en: 'SCIM: read a role' },
    query: parts,
    answer: resource,
    handle: async (from) => oneGroup(from, { record: await readGroup(from), revision: 0 }),
  },
  {
    method: 'PUT',
    path: '/Groups/:id',
    operation: 'scimReplaceGroup',
    summary: { zh: 'SCIM：替换一个角色的名称和成员', en: 'SCIM: replace name and members of a role' },
    query: parts,
    body: resource,
    answer: resource,
    values: manyValues,
    async handle(from) {
      const record = await readGroup(from);
      const sent = readResource(groupType, await from.ask.object());
      return oneGroup(from, await replaceGroup(from, record, sent));
    },
  },
  {
    method: 'PATCH',
    path: '/Groups/:id',
    operation: 'scimPatchGroup',
    summary: { zh: 'SCIM：修改一个角色的名称和成员', en: 'SCIM: change name and members of a role' },
    query: parts,
    body: patch,
    answer: resource,
    status: [200, 204],
    values: manyValues,
    async handle(from) {
      const record = await readGroup(from);
      const members = (await membersOf(from, record.id)).map(({ id }) => ({ value: id }));
      const before = { ...writableGroup(record), members };
      const next = patchResource(groupType, before, await from.ask.object());
      const kept = await replaceGroup(from, record, next);
      // Who asks for nothing is spared all members.
      if (!from.ask.query.has('attributes')) return { status: 204, revision: kept.revision };
      return oneGroup(from, kept);
    },
  },
  {
    method: 'DELETE',
    path: '/Groups/:id',
    operation: 'scimRemoveGroup',
    summary: { zh: 'SCIM：删除一个角色', en: 'SCIM: delete a role' },
    status: 204,
    async handle(from) {
      return { status: 204, revision: await removeGroup(from, await readGroup(from)) };
    },
  },
];
