import type { JsonObject } from '../../../metadata/common/json.ts';
import { recordValues } from '../../../metadata/contract/common/shared.ts';
import { records } from '../../../metadata/contract/records/calls.ts';
import type { Call } from '../../call/call.ts';
import { renderProblems } from '../../common/messages/render-problem.ts';
import { firstProblems } from '../../common/more-problems.ts';
import { pageOf, recordRef, versionsOf } from '../../model/openapi/refs.ts';
import type { WireRecord, Written } from '../../storage/store/record/store.ts';
import type { Ask } from '../pipeline/ask.ts';
import { wholeParameter } from '../pipeline/check-query.ts';
import type { Answer, Endpoint } from '../pipeline/endpoint.ts';
import * as parameters from '../pipeline/parameters.ts';
import { versionUnknown } from '../pipeline/refusals.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import { actionBody, previewAnswer } from './action-schemas.ts';
import { listed } from './list-query.ts';
import { readInView, viewsOfOne } from './read-in-view.ts';

const tag = 'records';
const all = '/api/forms/:form/records';
const one = `${all}/:id`;

export const recordEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: all,
    access: { form: 'read' },
    operation: 'list',
    of: 'records',
    schema: { answer: pageOf },
    tag,
    summary: { zh: '查询记录', en: 'List records' },
    query: parameters.list,
    fieldFilters: true,
    handle: async (ask) => ({
      body: await listed(ask, ask.query, (asked) => ask.host.store.list(ask.call, ask.form, asked)),
    }),
  },
  {
    method: 'POST',
    path: all,
    access: { form: 'create' },
    operation: 'create',
    of: 'records',
    schema: { body: recordRef('write'), answer: recordRef('read'), status: 201 },
    tag,
    summary: { zh: '新建记录', en: 'Create a record' },
    body: 'json',
    values: recordValues,
    handle: async (ask) => {
      const written = await ask.host.store.create(ask.writeCall, ask.form, await ask.object());
      return {
        ...writtenAnswer(ask, written),
        status: 201,
        headers: { location: `/api/forms/${ask.form.name}/records/${written.record.id}` },
      };
    },
  },
  {
    method: 'GET',
    path: one,
    access: { form: 'read' },
    operation: 'read',
    schema: { answer: recordRef('read') },
    tag,
    summary: { zh: '读取一条记录', en: 'Read a record' },
    query: [viewsOfOne],
    handle: readInView,
  },
  {
    method: 'PATCH',
    path: one,
    access: { form: 'edit' },
    operation: 'change',
    schema: { body: recordRef('change'), answer: recordRef('read'), ifMatch: true },
    tag,
    summary: { zh: '修改记录：只改给出的字段', en: 'Change a record: only what is given' },
    body: 'json',
    values: recordValues,
    handle: changing('patch'),
  },
  {
    method: 'PUT',
    path: one,
    access: { form: 'edit' },
    operation: 'replace',
    schema: { body: recordRef('write'), answer: recordRef('read'), ifMatch: true },
    tag,
    summary: { zh: '替换记录：未给出的字段清空', en: 'Replace a record: what is not given becomes empty' },
    body: 'json',
    values: recordValues,
    handle: changing('put'),
  },
  {
    method: 'DELETE',
    path: one,
    access: { form: 'delete' },
    operation: 'delete',
    of: 'records',
    schema: { status: 204, ifMatch: true },
    tag,
    summary: { zh: '删除记录', en: 'Delete a record' },
    handle: async (ask) => {
      const { store } = ask.host;
      const { revision } = await store.remove(ask.writeCall, ask.form, ask.recordId, ask.ifMatch());
      return { status: 204, revision };
    },
  },
  {
    method: 'POST',
    path: `${one}/actions/:action`,
    access: { named: 'action' },
    operation: 'act',
    of: 'records',
    schema: {
      body: actionBody,
      bodyOptional: true,
      ifMatch: true,
      answer: recordRef('read'),
      status: [200, 201],
    },
    tag,
    summary: { zh: '对记录执行操作', en: 'Do an action to a record' },
    body: 'json',
    values: recordValues,
    handle: async (ask) => {
      const ifMatch = ask.ifMatch();
      const params = await ask.body<JsonObject>();
      const { store } = ask.host;
      return writtenAnswer(
        ask,
        await store.act(ask.writeCall, ask.form, ask.recordId, {
          action: ask.param('action'),
          params,
          ifMatch,
        }),
      );
    },
  },
  {
    method: 'POST',
    path: `${one}/actions/:action/preview`,
    access: { named: 'action' },
    operation: 'previewAct',
    of: 'records',
    schema: { body: actionBody, bodyOptional: true, answer: previewAnswer, ifMatch: true },
    tag,
    summary: {
      zh: '预览操作：照常裁决，给出结果和后果，不写入',
      en: 'What an action would do: judged like the action, with its consequences, and nothing written',
    },
    body: 'json',
    values: recordValues,
    asks: true,
    handle: async (ask) => {
      const ifMatch = ask.ifMatch();
      const params = await ask.body<JsonObject>();
      const call: Call = { ...ask.call, rehearsal: true };
      const action = ask.param('action');
      const would = await ask.host.store.act(call, ask.form, ask.recordId, { action, params, ifMatch });
      const { record, warnings, consequences } = would;
      return {
        body: {
          record,
          warnings: renderProblems(firstProblems(warnings), ask.language, ask.served.model.messages),
          ...(consequences ? { consequences } : {}),
        },
      };
    },
  },
  {
    method: 'GET',
    path: `${one}/history`,
    access: { form: 'history' },
    operation: 'history',
    schema: { answer: versionsOf },
    tag,
    summary: { zh: '历史版本', en: 'Versions of a record' },
    query: [parameters.before, parameters.limit],
    handle: async (ask) => {
      const before = wholeParameter(ask.query, 'before', 1, Number.MAX_SAFE_INTEGER);
      const limit = wholeParameter(ask.query, 'limit', 1, 500);
      const query = {
        ...(before === undefined ? {} : { before }),
        ...(limit === undefined ? {} : { limit }),
      };
      return { body: await ask.host.store.history(ask.call, ask.form, ask.recordId, query) };
    },
  },
  {
    method: 'POST',
    path: `${one}/history/:revision/restore`,
    access: { form: 'edit' },
    operation: 'restore',
    schema: { answer: recordRef('read'), status: [200, 201], ifMatch: true },
    tag,
    summary: {
      zh: '恢复到某个版本；已删除的记录以 If-Match: "0" 恢复',
      en: 'Restore a version; a deleted record with If-Match: "0"',
    },
    handle: async (ask) => {
      const given = ask.param('revision');
      if (!/^\d{1,15}$/.test(given)) throw versionUnknown({ revision: given });
      const revision = Number(given);
      return writtenAnswer(
        ask,
        await ask.host.store.restore(ask.writeCall, ask.form, ask.recordId, revision, ask.ifMatch()),
      );
    },
  },
  serveCall(records.references, async ({ ask }) => ({
    body: { items: await ask.host.store.references(ask.call, ask.form, ask.recordId) },
  })),
];

/** The record after a write, with what was warned of. */
export function writtenAnswer(ask: Ask, written: Written): Answer {
  const { record, revision, warnings } = written;
  const body: WireRecord =
    warnings.length === 0
      ? record
      : {
          ...record,
          $warnings: renderProblems(firstProblems(warnings), ask.language, ask.served.model.messages),
        };
  return { body, etag: record.revision, revision, ...(written.created ? { status: 201 } : {}) };
}

/** `patch`: what is given; `put`: all there is. */
function changing(verb: 'patch' | 'put') {
  return async (ask: Ask): Promise<Answer> => {
    const ifMatch = ask.ifMatch();
    const body = await ask.object();
    return writtenAnswer(
      ask,
      await ask.host.store[verb](ask.writeCall, ask.form, ask.recordId, body, ifMatch),
    );
  };
}
