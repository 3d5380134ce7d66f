import type { Condition } from '../../../metadata/condition.ts';
import type { BodyOf } from '../../../metadata/contract/common/call.ts';
import type { Where } from '../../../metadata/contract/decisions/asked.ts';
import { compareDecided } from '../../../rules/einvoicing/compare/compare-decided.ts';
import type { PlanAsked } from '../../../rules/einvoicing/contract/plan-asked.ts';
import type { PlanSaid } from '../../../rules/einvoicing/contract/planned.ts';
import { mostAtOnce, planning } from '../../../rules/einvoicing/contract/planning.ts';
import { issueOf } from '../../../rules/einvoicing/may-be-issued/flaw.ts';
import type { Planned } from '../../../rules/einvoicing/plan/plan.ts';
import type { Call } from '../../call/call.ts';
import type { Decisions } from '../../effective/decisions/create-decisions.ts';
import { inWords, issueText, stepsAnswered } from '../../effective/decisions/in-words.ts';
import { howOf } from '../../http/decisions/asked-where.ts';
import { accepted } from '../../http/jobs/job-answer.ts';
import type { Ask } from '../../http/pipeline/ask.ts';
import type { Endpoint } from '../../http/pipeline/endpoint.ts';
import { namedIds } from '../../http/pipeline/named-records.ts';
import { bodyWrong } from '../../http/pipeline/refusals.ts';
import { serveCall } from '../../http/pipeline/serve-call.ts';
import type { Jobs } from '../../work/jobs/create-jobs.ts';
import { knownForm } from '../forms/forms.ts';
import type { Planner } from '../planning/create-planner.ts';
import { impactWork } from '../planning/impact-job.ts';
import { otherwise } from '../planning/otherwise.ts';
import type { PlanAnswer, PlanHow } from '../planning/plan-asked.ts';
import { planWork } from '../planning/plan-job.ts';
import { applicationForm, asksAll, storedApplication } from '../planning/stored-applications.ts';

const dayOf = 86_400_000;

interface Parts {
  readonly decisions: Decisions;
  readonly planner: Planner;
  readonly jobs: Jobs;
}

/**
 * Makes the endpoints that plan which invoices applications become, under this configuration and others. None of it
 * writes.
 */
export function planEndpoints(parts: Parts): readonly Endpoint[] {
  const { decisions, planner } = parts;
  return [
    serveCall(planning.plan, async ({ ask, body }) => answerPlan(ask, await body(), parts)),
    serveCall(planning.compare, async ({ ask, body }) => ({
      body: await comparisonOf(ask, await body(), parts),
    })),
    serveCall(planning.otherwise, async ({ ask, body }) => {
      const said = await body();
      return { body: await otherwise(parts, ask.call, await askedOne(ask, said), howOf(said)) };
    }),
    serveCall(planning.impact, async ({ ask, body }) => {
      const { days = 90, a = {}, b = {} } = await body();
      const since = new Date(Date.parse(ask.call.now.instant) - days * dayOf).toISOString();
      const filter: Condition = {
        all: [{ fact: 'createdAt', operator: 'greaterThanOrEqual', value: since }],
      };
      const asked = { filter, ...bothSides(a, b) };
      return accepted(
        await parts.jobs.start(ask.call, impactWork({ ...parts, store: ask.host.store }, ask.call, asked)),
      );
    }),
    serveCall(planning.preview, async ({ ask: { call, recordId }, body }) => {
      const asked = { ...(await body()), ids: [recordId] };
      return { body: planInWords(decisions, call, await planner.plan(call, asked)) };
    }),
    serveCall(planning.complete, async ({ ask: { call, recordId, host }, body }) => {
      await body();
      const application = await storedApplication(host.store, call, recordId);
      const completed = await decisions.decide(call, 'complete-application', { application });
      return { body: inWords(decisions, call, completed) };
    }),
  ];
}

async function answerPlan(
  ask: Ask,
  { mode, trace, ...said }: BodyOf<typeof planning.plan>,
  { decisions, planner, jobs }: Parts,
) {
  const asked = await askedOne(ask, said);
  const how = howOf(said, trace);
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
  return { body: planInWords(decisions, call, await planner.plan(call, asked, how)) };
}

function planInWords(decisions: Decisions, call: Call, answer: PlanAnswer): PlanSaid {
  return {
    ...inWords(decisions, call, answer),
    result: flawsInWords(decisions, call, answer.result),
    applications: answer.applications,
  };
}

/** What speaks against each pending invoice, with what to do. */
function flawsInWords(decisions: Decisions, call: Call, planned: Planned): Planned {
  const textOf = issueText(decisions, call);
  const pendingInvoices = planned.pendingInvoices.map((one) => ({
    ...one,
    mayBeIssued: one.mayBeIssued.map((flaw) => ({ ...flaw, text: textOf(issueOf(flaw)) })),
  }));
  return { ...planned, pendingInvoices };
}

/** A batch of a job, inWords like any answer. */
function lineOf(decisions: Decisions) {
  return (call: Call, answer: Pick<PlanAnswer, 'result' | 'trace' | 'issues'>): object => ({
    ...answer,
    ...stepsAnswered(decisions, call, answer),
    result: flawsInWords(decisions, call, answer.result),
  });
}

async function countOf(ask: Ask, { filter }: PlanAsked): Promise<number> {
  const form = knownForm(ask, 'invoice-application');
  if (!form || filter === undefined) return 0;
  const { total = 0 } = await ask.host.store.list(ask.call, form, {
    ...(asksAll(filter) ? {} : { filter }),
    limit: 1,
    fields: [],
    count: true,
  });
  return total;
}

async function comparisonOf(
  ask: Ask,
  { decision = 'plan', input, a = {}, b = {}, ...asked }: BodyOf<typeof planning.compare>,
  { decisions, planner }: Parts,
) {
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
  return { same: differences.length === 0, differences, ...sides };
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

/** Answers both sides of a comparison: where one is of the past, neither is taken back from what is left now. */
function bothSides(a: Where, b: Where): { readonly a: PlanHow; readonly b: PlanHow } {
  const sides = { a: howOf(a), b: howOf(b) };
  if (sides.a.asOf === undefined && sides.b.asOf === undefined) return sides;
  return { a: { ...sides.a, besidePast: true }, b: { ...sides.b, besidePast: true } };
}
