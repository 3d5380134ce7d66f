import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { manyValues } from '../../../metadata/contract/common/shared.ts';
import { parseInstant } from '../../../rules/calendar.ts';
import type { Approving } from '../../design/approving.ts';
import type { Design } from '../../design/design.ts';
import { planSays } from '../../design/plan-says.ts';
import type { HowToPublish, PublishesDesigns } from '../../design/publish-design.ts';
import { type ListSets, setsNaming } from '../../design/with-changes.ts';
import type { Jobs } from '../../jobs/create-jobs.ts';
import { namingSets } from '../../openapi/design-schemas.ts';
import { shared } from '../../openapi/refs.ts';
import { answerPublished } from '../packages/publish.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { bodyWrong } from '../pipeline/refusals.ts';
import { designAnswer, refusedAnswer } from './answer-design.ts';
import { one } from './designs.ts';

const tag = 'design';

type PublishRequest = HowToPublish & { readonly design: string };

interface Around {
  readonly jobs: Jobs;
  readonly zone: (org: string) => string;
  readonly listSets: ListSets;
}

/** What publishing a design would do, and doing it: at once, by two people, or at a time of one's choice. */
export function publishDesignEndpoints(
  publishing: PublishesDesigns,
  approving: Approving,
  { jobs, zone, listSets }: Around,
): readonly Endpoint[] {
  const step = (name: 'propose' | 'approve' | 'unschedule', summary: Endpoint['summary']): Endpoint => ({
    method: 'POST',
    path: `${one}/${name}`,
    access: 'designs',
    operation: `${name}Design`,
    tag,
    summary,
    schema: { answer: shared('Design') },
    handle: async (ask) => answered(ask, `design-${name}`, await approving[name](ask.call, ask.recordId)),
  });
  return [
    {
      method: 'POST',
      path: '/api/design/plan',
      access: 'designs',
      asks: true,
      operation: 'planDesign',
      tag,
      summary: {
        zh: '发布设计的计划：问题、表结构、更严格的检查、测试用例；不做任何改变',
        en: 'What publishing a design would do: problems, tables, stricter checks, cases; changes nothing',
      },
      body: 'json',
      values: manyValues,
      schema: {
        body: shared('PlanDesign'),
        answer: {
          allOf: [
            shared('InstallPlan'),
            {
              type: 'object',
              required: ['overtaken', 'refused', 'changeSets'],
              properties: {
                changeSets: namingSets,
                overtaken: { type: 'array', items: { type: 'object', additionalProperties: true } },
                refused: { type: 'array', items: { type: 'object', additionalProperties: true } },
              },
            },
          ],
        },
      },
      handle: async (ask) => {
        const { design, ...how } = await ask.body<PublishRequest>();
        const { plan, overtaken, refused } = await publishing.plan(ask.call, design, how);
        const changeSets = await setsNaming(listSets, ask.call, design);
        return { body: { ...plan, overtaken, refused: refusedAnswer(refused, ask.language), changeSets } };
      },
    },
    {
      method: 'POST',
      path: '/api/design/publish',
      access: 'designs',
      operation: 'publishDesign',
      tag,
      summary: {
        zh: '按看过的计划发布设计，不需重启',
        en: 'Publish a design by the plan that was seen, without a restart',
      },
      body: 'json',
      values: manyValues,
      schema: { body: shared('PublishDesign'), answer: shared('Published') },
      handle: async (ask) => {
        const { design, ...how } = await ask.body<PublishRequest & { readonly hash: string }>();
        const { writeCall } = ask;
        const done = await publishing.publish(writeCall, design, how);
        return answerPublished(ask, { jobs, zone, call: writeCall }, done, { design });
      },
    },
    step('propose', {
      zh: '提交审批：与其他设计者共享',
      en: 'Ask somebody else to agree: it is shared with others who design',
    }),
    step('approve', { zh: '批准；自己参与过的除外', en: 'Agree to it; not by anybody who had a hand in it' }),
    step('unschedule', {
      zh: '取消定时；已有的批准仍然有效',
      en: 'Not at that time after all; what was agreed to stays so',
    }),
    {
      method: 'POST',
      path: `${one}/reject`,
      access: 'designs',
      operation: 'rejectDesign',
      tag,
      summary: {
        zh: '退回修改并说明原因；自己提交的可以收回',
        en: 'Send it back to whoever works on it, with why; one’s own is taken back',
      },
      body: 'json',
      values: manyValues,
      schema: { body: shared('RejectDesign'), bodyOptional: true, answer: shared('Design') },
      handle: async (ask) => {
        const { reason = '' } = await ask.body<{ readonly reason?: string }>();
        return answered(ask, 'design-reject', await approving.reject(ask.call, ask.recordId, reason));
      },
    },
    {
      method: 'POST',
      path: `${one}/schedule`,
      access: 'designs',
      operation: 'scheduleDesign',
      tag,
      summary: {
        zh: '定时发布；再改动即取消',
        en: 'Publish it at a time; changing it again takes that back',
      },
      body: 'json',
      values: manyValues,
      schema: {
        body: {
          type: 'object',
          required: ['at'],
          additionalProperties: false,
          properties: {
            at: { type: 'string', format: 'date-time' },
            acceptCases: { type: 'string', minLength: 1, maxLength: 500 },
            overwrite: { type: 'boolean' },
          },
        },
        answer: shared('Design'),
      },
      handle: async (ask) => {
        const id = ask.recordId;
        const { at, ...how } = await ask.body<{ readonly at: string } & Readonly<Record<string, Json>>>();
        const instant = parseInstant(at);
        if (instant === null) throw bodyWrong({}, [{ path: '/at', code: 'not-datetime' }]);
        const { plan } = await publishing.plan(ask.call, id, how);
        const seen = plan['hash'] === null ? undefined : planSays(plan);
        const done = await approving.schedule(ask.call, id, { at: instant, how, seen });
        return answered(ask, 'design-schedule', done);
      },
    },
  ];
}

async function answered({ host, call, language, requestId }: Ask, action: string, design: Design) {
  const detail: JsonObject = { design: design.id, name: design.name, requestId };
  await host.audit.record({ action, actor: call.user, org: call.org, target: design.name, detail });
  return { body: designAnswer(design, language) };
}
