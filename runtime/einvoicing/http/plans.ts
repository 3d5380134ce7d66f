import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Condition } from '../../../metadata/condition.ts';
import { compareDecided } from '../../../rules/einvoicing/compare/compare-decided.ts';
import type { Call } from '../../call/call.ts';
import type { DecisionAnswer } from '../../effective/decisions/asked.ts';
import type { Decisions } from '../../effective/decisions/create-decisions.ts';
import { inWords, stepsAnswered } from '../../effective/decisions/in-words.ts';
import { asking, howOf, type OrNull, type Where } from '../../http/decisions/asked-where.ts';
import { accepted } from '../../http/jobs/job-answer.ts';
import type { Ask } from '../../http/pipeline/ask.ts';
import type { Endpoint } from '../../http/pipeline/endpoint.ts';
import { namedIds } from '../../http/pipeline/named-records.ts';
import { bodyWrong } from '../../http/pipeline/refusals.ts';
import type { Jobs } from '../../work/jobs/create-jobs.ts';
import { mostAtOnce, type Planner } from '../planning/create-planner.ts';
import { impactWork } from '../planning/impact-job.ts';
import { otherwise } from '../planning/otherwise.ts';
import type { PlanAsked, PlanHow } from '../planning/plan-asked.ts';
import { planWork } from '../planning/plan-job.ts';
import { applicationForm, asksAll } from '../planning/stored-applications.ts';
import { askingActions } from './asking-actions.ts';
import { compareSchema, impactSchema, otherwiseSchema, planSchema } from './plan-schemas.ts';

const path = '/api/decisions';
const named = `${path}/:name`;

interface PlanBody extends Where, PlanAsked {
  readonly trace?: OrNull<'none' | 'summary' | 'full'>;
  readonly mode?: 'answer' | 'job';
}

interface ImpactBody {
  readonly days?: number;
  readonly a?: Where;
  readonly b?: Where;
}

const dayOf = 86_400_000;

interface CompareBody extends PlanAsked {
  readonly decision?: string;
  readonly input?: JsonObject;
  readonly a?: Where;
  readonly b?: Where;
}

interface Parts {
  readonly decisions: Decisions;
  readonly planner: Planner;
  readonly jobs: Jobs;
}

/** Which invoices applications become, under this configuration and others. None of it writes. */
export function planEndpoints(parts: Parts): readonly Endpoint[] {
  return [
    {
      ...asking,
      path: `${path}/plan`,
      routed: named,
      operation: 'plan',
      summary: {
        zh: '一张或多张申请单将开成哪些发票；200 张起为后台任务',
        en: 'Which invoices one or many applications become; from 200 on as a job',
      },
      schema: planSchema,
      handle: (ask) => answerPlan(ask, parts),
    },
    {
      ...asking,
      path: `${path}/compare`,
      routed: named,
      operation: 'compareDecisions',
      summary: {
        zh: '同样的输入在两套配置下有何不同：逐张发票、逐行、逐分，以及因哪条规则不同',
        en: 'The same question under two configurations: what differs by invoice, line and cent, and which rule made it',
      },
      schema: compareSchema,
      handle: (ask) => answerComparison(ask, parts),
    },
    {
      ...asking,
      path: `${path}/otherwise`,
      routed: named,
      operation: 'otherwise',
      summary: {
        zh: '哪项设置怎样改，结果就会不同：把用到的设置逐项改动试算，不写入任何数据',
        en: 'Which setting, moved how, would change the result: the settings that were read, each tried otherwise; nothing is written',
      },
      schema: otherwiseSchema,
      handle: async (ask) => {
        const { at, asOf, trial, ...said } = await ask.body<Where & PlanAsked>();
        const asked = await askedOne(ask, said);
        return {
          body: await otherwise(parts, ask.call, asked, howOf({ at, asOf, trial })),
        };
      },
    },
    {
      ...asking,
      path: `${path}/impact`,
      routed: named,
      operation: 'impact',
      summary: {
        zh: '换成另一套配置，最近的申请单中有多少会开得不一样：后台任务',
        en: 'How many of the latest applications would be issued otherwise under another configuration: a job',
      },
      schema: impactSchema,
      handle: async (ask) => {
        const { days = 90, a = {}, b = {} } = await ask.body<ImpactBody>();
        const since = new Date(Date.parse(ask.call.now.instant) - days * dayOf).toISOString();
        const filter: Condition = {
          all: [{ fact: 'createdAt', operator: 'greaterThanOrEqual', value: since }],
        };
        const asked = { filter, ...bothSides(a, b) };
        return accepted(
          await parts.jobs.start(ask.call, impactWork({ ...parts, store: ask.host.store }, ask.call, asked)),
        );
      },
    },
    ...askingActions(parts),
  ];
}

async function answerPlan(ask: Ask, { decisions, planner, jobs }: Parts) {
  const { mode, trace, at, asOf, trial, ...said } = await ask.body<PlanBody>();
  const asked = await askedOne(ask, said);
  const how = howOf({ at, asOf, trial, trace });
  const count = asked.applications?.length ?? asked.ids?.length ?? (await countOf(ask, asked));
  if (mode === 'job' || (mode === undefined && count > mostAtOnce))
    return accepted(
      await jobs.start(
        ask.call,
        planWork({ decisions, planner, store: ask.host.store, line: lineOf(decisions) }, ask.call, asked, {
          how,
          total: count,
        }),
      ),
    );
  const call = await decisions.under(ask.call, how);
  return { body: inWords(decisions, call, await planner.plan(call, asked, how)) };
}

/** A batch of a job, inWords like any answer. */
function lineOf(decisions: Decisions) {
  return (call: Call, answer: Pick<DecisionAnswer, 'result' | 'trace' | 'issues'>): object => ({
    ...answer,
    ...stepsAnswered(decisions, call, answer),
  });
}

async function countOf(ask: Ask, { filter }: PlanAsked): Promise<number> {
  const form = ask.served.model.formsById.get('invoice-application');
  if (!form || filter === undefined) return 0;
  const { total = 0 } = await ask.host.store.list(ask.call, form, {
    ...(asksAll(filter) ? {} : { filter }),
    limit: 1,
    fields: [],
    count: true,
  });
  return total;
}

async function answerComparison(ask: Ask, { decisions, planner }: Parts) {
  const { decision = 'plan', input, a = {}, b = {}, ...asked } = await ask.body<CompareBody>();
  const plan = decision === 'plan' ? await askedOne(ask, asked) : asked;
  const side = async (where: PlanHow) => {
    const how: PlanHow = { ...where, trace: 'full' };
    const call = await decisions.under(ask.call, how);
    if (decision !== 'plan')
      return inWords(decisions, call, await decisions.decide(call, decision, input ?? {}, how));
    return inWords(decisions, call, await planner.plan(call, plan, how));
  };
  const how = bothSides(a, b);
  const sides = { a: await side(how.a), b: await side(how.b) };
  const differences = compareDecided(sides.a, sides.b);
  return { body: { same: differences.length === 0, differences, ...sides } };
}

/** One of the ways to say which applications: those that are stored by their ids. */
async function askedOne(ask: Ask, asked: PlanAsked): Promise<PlanAsked> {
  const { applications, ids, filter } = asked;
  const said = Object.entries({ applications, ids, filter }).filter(([, value]) => value !== undefined);
  const [first, second] = said.map(([name]) => name);
  if (first !== undefined && second !== undefined)
    throw bodyWrong({}, [
      { path: `/${second}`, code: 'parameters-exclude', params: { name: first, other: second } },
    ]);
  if (!ids) return asked;
  const path = (at: number) => `/ids/${at}`;
  return { ...asked, ids: await namedIds(ask, { form: applicationForm, view: 'use', names: ids, path }) };
}

/** Where one side is of the past, neither is taken back from what is left now. */
function bothSides(a: Where, b: Where): { readonly a: PlanHow; readonly b: PlanHow } {
  const sides = { a: howOf(a), b: howOf(b) };
  if (sides.a.asOf === undefined && sides.b.asOf === undefined) return sides;
  return { a: { ...sides.a, besidePast: true }, b: { ...sides.b, besidePast: true } };
}
