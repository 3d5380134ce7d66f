import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import { parseInstant } from '../../../rules/calendar.ts';
import type { OneAsked, SentEdit, SentSet } from '../../changes/create-change-sets.ts';
import { page } from '../../openapi/refs.ts';
import { behindHeader } from '../packages/publish.ts';
import type { Ask } from '../pipeline/ask.ts';
import { switchParameter, wholeParameter } from '../pipeline/check-query.ts';
import type { Answer, Endpoint } from '../pipeline/endpoint.ts';
import { manyValues } from '../pipeline/many-values.ts';
import * as parameters from '../pipeline/parameters.ts';
import { bodyWrong } from '../pipeline/refusals.ts';
import {
  editBody,
  newSetBody,
  previewAnswer,
  publishBody,
  rejectBody,
  rollbackBody,
  scheduleBody,
  summary,
  wholeSet,
} from './change-set-schemas.ts';
import { publishedSet } from './published-set.ts';

const tag = 'changesets';
const all = '/api/changesets';
const one = `${all}/:id`;

/** Changes that are previewed, approved and published together. Who may do what goes by what is in them. */
export const changeSetEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: all,
    access: 'signed-in',
    operation: 'changeSets',
    tag,
    summary: { zh: '可查看的变更集，最新的在前', en: 'Change sets one may see, the newest first' },
    query: [
      {
        name: 'state',
        summary: { zh: '状态，逗号分隔；默认全部', en: 'States, separated by commas; all by default' },
        schema: { type: 'string' },
      },
      {
        name: 'ids',
        summary: {
          zh: '只要这些，编号（id）以逗号分隔',
          en: 'Only these, by their ids, separated by commas',
        },
        schema: { type: 'string', maxLength: 2000 },
      },
      {
        name: 'mine',
        summary: { zh: '只要自己新建的', en: 'Only those one made' },
        schema: { type: 'boolean' },
      },
      {
        name: 'design',
        summary: {
          zh: '只要与这个设计一起发布的',
          en: 'Only those that are published with this design, by its id',
        },
        schema: { type: 'string', maxLength: 36 },
      },
      {
        name: 'waitingForMe',
        summary: {
          zh: '只要等我处理的：待我审批的，和我的没有发布成功的',
          en: 'Only those that wait for one: to be approved, or one’s own that could not be published',
        },
        schema: { type: 'boolean' },
      },
      parameters.q,
      parameters.limit,
      parameters.cursor,
    ],
    schema: { answer: page(summary) },
    handle: async (ask) => ({
      body: await ask.host.changeSets.list(ask.call, {
        states: ask.query
          .get('state')
          ?.split(',')
          .map((state) => state.trim()),
        ids: ask.query
          .get('ids')
          ?.split(',')
          .map((id) => id.trim()),
        mine: switchParameter(ask.query, 'mine'),
        design: ask.query.get('design') ?? undefined,
        waitingForMe: switchParameter(ask.query, 'waitingForMe'),
        q: ask.query.get('q') ?? undefined,
        limit: wholeParameter(ask.query, 'limit', 1, 500),
        cursor: ask.query.get('cursor') ?? undefined,
      }),
    }),
  },
  {
    method: 'POST',
    path: all,
    access: 'signed-in',
    operation: 'newChangeSet',
    tag,
    summary: { zh: '新建变更集', en: 'Make a change set' },
    body: 'json',
    values: manyValues,
    schema: { body: newSetBody, bodyOptional: true, answer: wholeSet, status: 201 },
    handle: async (ask) => {
      const sent = await ask.body<SentSet>();
      const made = await ask.host.changeSets.create(ask.writeCall, sent);
      return { ...answered(made), status: 201, headers: { location: `${all}/${String(made['id'])}` } };
    },
  },
  {
    method: 'GET',
    path: one,
    access: 'signed-in',
    operation: 'changeSet',
    tag,
    summary: { zh: '一个变更集及其全部改动', en: 'A change set with all that is in it' },
    schema: { answer: wholeSet },
    handle: async (ask) => answered(await ask.host.changeSets.read(ask.call, ask.recordId)),
  },
  {
    method: 'PATCH',
    path: one,
    access: 'signed-in',
    operation: 'changeChangeSet',
    tag,
    summary: {
      zh: '修改名称、原因，放入或移出改动；已有的批准随之失效',
      en: 'Change name and reason, put items in and take them out; an approval is taken back by it',
    },
    body: 'json',
    values: manyValues,
    schema: { body: editBody, answer: wholeSet, ifMatch: true },
    handle: async (ask) => {
      const one = asked(ask);
      return answered(await ask.host.changeSets.edit(one, await ask.body<SentEdit>()));
    },
  },
  {
    method: 'DELETE',
    path: one,
    access: 'signed-in',
    operation: 'discardChangeSet',
    tag,
    summary: { zh: '放弃变更集', en: 'Discard a change set' },
    schema: { answer: wholeSet, ifMatch: true },
    handle: async (ask) => answered(await ask.host.changeSets.discard(asked(ask))),
  },
  {
    method: 'POST',
    path: `${one}/preview`,
    access: 'signed-in',
    operation: 'previewChangeSet',
    tag,
    asks: true,
    summary: {
      zh: '发布会带来什么：全部问题、冲突、各组织有效值的变化和记录的差异',
      en: 'What publishing would do: every problem and conflict, effective values by organisation, records by field',
    },
    schema: { answer: previewAnswer },
    handle: async (ask) => ({ body: await ask.host.changeSets.preview(ask.call, ask.recordId) }),
  },
  step('propose', 'proposeChangeSet', { zh: '提交审批', en: 'Propose it for approval' }),
  step('withdraw', 'withdrawChangeSet', { zh: '撤回为草稿', en: 'Take it back to a draft' }),
  step('approve', 'approveChangeSet', {
    zh: '批准；不能批准自己参与编辑的',
    en: 'Approve it; nobody approves what he had a hand in',
  }),
  {
    method: 'POST',
    path: `${one}/reject`,
    access: 'signed-in',
    operation: 'rejectChangeSet',
    tag,
    summary: { zh: '退回，并说明原因', en: 'Send it back, and say why' },
    body: 'json',
    values: manyValues,
    schema: { body: rejectBody, answer: wholeSet, ifMatch: true },
    handle: async (ask) => {
      const one = asked(ask);
      const { reason } = await ask.body<{ readonly reason: string }>();
      return answered(await ask.host.changeSets.reject(one, reason));
    },
  },
  {
    method: 'POST',
    path: `${one}/publish`,
    access: 'signed-in',
    operation: 'publishChangeSet',
    tag,
    summary: {
      zh: '发布：全部生效，或全部不生效；已定时的须写明 now',
      en: 'Publish it: all of it, or nothing; one that is scheduled only with the word now',
    },
    body: 'json',
    values: manyValues,
    schema: { body: publishBody, bodyOptional: true, answer: publishedSet, ifMatch: true },
    handle: async (ask) => {
      const one = asked(ask);
      const {
        now = false,
        acceptCases,
        plan: hash,
      } = await ask.body<{
        readonly now?: boolean;
        readonly acceptCases?: string;
        readonly plan?: string;
      }>();
      const { set, nodes } = await ask.host.changeSets.publish(one, now, { acceptCases, hash });
      if (set['design'] !== null) await notePublished(ask, set);
      if (acceptCases !== undefined) await noteAccepted(ask, String(set['number'] ?? one.id), acceptCases);
      if (!nodes) return answered(set);
      const serving = await nodes();
      return { ...answered({ ...set, nodes: serving }), headers: behindHeader(serving) };
    },
  },
  {
    method: 'POST',
    path: `${one}/schedule`,
    access: 'signed-in',
    operation: 'scheduleChangeSet',
    tag,
    summary: { zh: '定时发布', en: 'Publish it at a moment to come' },
    body: 'json',
    values: manyValues,
    schema: { body: scheduleBody, answer: wholeSet, ifMatch: true },
    handle: async (ask) => {
      const one = asked(ask);
      const { at, notAfter = null } = await ask.body<{
        readonly at: string;
        readonly notAfter?: string | null;
      }>();
      const until = notAfter === null ? null : instantOf(notAfter, '/notAfter');
      return answered(await ask.host.changeSets.schedule(one, instantOf(at, '/at'), until));
    },
  },
  step('rebase', 'rebaseChangeSet', {
    zh: '以现值为准重新起草，并列出期间被改过的',
    en: 'Start from what stands now, and tell what had been changed',
  }),
  {
    method: 'POST',
    path: `${one}/rollback`,
    access: 'signed-in',
    operation: 'rollBackChangeSet',
    tag,
    summary: {
      zh: '新建一个变更集，撤销其中仍保持原样的改动',
      en: 'Make a change set that undoes what still stands as this one left it',
    },
    body: 'json',
    values: manyValues,
    schema: { body: rollbackBody, bodyOptional: true, answer: wholeSet, status: [201, 202], ifMatch: true },
    handle: async (ask) => {
      const one = asked(ask);
      const { reason = null, publish = false } = await ask.body<{
        readonly reason?: string | null;
        readonly publish?: boolean;
      }>();
      const made = await ask.host.changeSets.rollback(one, reason, publish);
      return { ...answered(made), status: made['state'] === 'waiting' ? 202 : 201 };
    },
  },
];

function step(
  name: 'propose' | 'withdraw' | 'approve' | 'rebase',
  operation: string,
  words: Label,
): Endpoint {
  return {
    method: 'POST',
    path: `${one}/${name}`,
    access: 'signed-in',
    operation,
    tag,
    summary: words,
    schema: { answer: wholeSet, ifMatch: true },
    handle: async (ask) => answered(await ask.host.changeSets[name](asked(ask))),
  };
}

/** That another model is in service, by which set and with which design. */
function notePublished({ host, call, requestId }: Ask, set: JsonObject): Promise<void> {
  return host.audit.record({
    action: 'model-applied',
    actor: call.user,
    org: call.org,
    target: String(set['number'] ?? set['id']),
    detail: { revision: set['revision'] ?? null, design: set['design'] ?? null, requestId },
  });
}

/** Why cases may fail that passed before is kept. */
function noteAccepted({ host, call, requestId }: Ask, target: string, reason: string): Promise<void> {
  return host.audit.record({
    action: 'changeset-accepted',
    actor: call.user,
    org: call.org,
    target,
    detail: { why: 'cases-failing', reason, requestId },
  });
}

function asked(ask: Ask): OneAsked {
  return { call: ask.writeCall, id: ask.recordId, ifMatch: ask.ifMatch() };
}

function answered(body: JsonObject): Answer {
  const revision = Number(body['revision']);
  return { body, etag: revision, revision };
}

function instantOf(text: string, path: string): string {
  const instant = parseInstant(text);
  if (instant === null) throw bodyWrong({}, [{ path, code: 'not-datetime' }]);
  return instant;
}
