import { recordValues } from '../../../metadata/contract/common/shared.ts';
import { recordRef } from '../../model/openapi/refs.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { methodNotAllowed } from '../pipeline/refusals.ts';
import { writtenAnswer } from './records.ts';

const path = '/api/forms/:form/record';
const tag = 'settings';

/** A setting is one document an organisation: it is always there, with its defaults until somebody saves. */
export const settingEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path,
    access: { form: 'read' },
    operation: 'setting',
    of: 'settings',
    schema: { answer: recordRef('read') },
    tag,
    summary: { zh: '读取组织的设置', en: 'Read the setting of the organisation' },
    handle: async (ask) => {
      const record = await current(ask);
      return { body: record, etag: record.revision };
    },
  },
  {
    method: 'PATCH',
    path,
    access: { form: 'edit' },
    operation: 'changeSetting',
    of: 'settings',
    schema: { body: recordRef('change'), answer: recordRef('read'), status: [200, 201], ifMatch: true },
    tag,
    summary: { zh: '修改设置：只改给出的字段', en: 'Change the setting: only what is given' },
    body: 'json',
    values: recordValues,
    handle: (ask) => save(ask, 'patch'),
  },
  {
    method: 'PUT',
    path,
    access: { form: 'edit' },
    operation: 'replaceSetting',
    of: 'settings',
    schema: { body: recordRef('write'), answer: recordRef('read'), status: [200, 201], ifMatch: true },
    tag,
    summary: { zh: '替换设置：未给出的字段清空', en: 'Replace the setting: what is not given becomes empty' },
    body: 'json',
    values: recordValues,
    handle: (ask) => save(ask, 'put'),
  },
];

async function current(ask: Ask) {
  if (ask.form.kind !== 'setting')
    throw methodNotAllowed({ method: ask.request.method, allowed: `/api/forms/${ask.form.name}/records` });
  return ask.host.store.setting(ask.call, ask.form);
}

async function save(ask: Ask, how: 'patch' | 'put') {
  const ifMatch = ask.ifMatch();
  const { id } = await current(ask);
  const { store } = ask.host;
  return writtenAnswer(ask, await store[how](ask.writeCall, ask.form, id, await ask.object(), ifMatch));
}
