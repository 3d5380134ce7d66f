import type { DecisionIssue, TraceLevel } from '../../../rules/decisions/trace.ts';
import type { CreditAnswer, CreditQuestion } from '../../../rules/einvoicing/credit/credit.ts';
import type { Planned } from '../../../rules/einvoicing/plan/plan.ts';
import { remainingOf } from '../../../rules/einvoicing/plan/remaining.ts';
import type { Call } from '../../call/call.ts';
import { parameterTexts } from '../../call/parameter-texts.ts';
import type { StoredAs } from '../forms/forms.ts';
import { asPlatform, requireForms } from './documents/document-forms.ts';
import type { IssueAsked, IssueOutcome } from './documents/issue-asked.ts';
import type { IssuingParts } from './documents/issuing-parts.ts';
import { Moved } from './documents/moved.ts';
import { approvalMissing, tooManyApplications } from './documents/refusals.ts';
import { type PlannedGroup, writePending } from './make-pending.ts';
import { leaveToSchemes } from './pushed/left-to-schemes.ts';
import { quotaOf } from './quota/quota-left.ts';

/** The tries to decide again because others were quicker: each time, one of them is done. */
const tries = 64;

/**
 * From applications to pending invoices, written in one transaction with what they use of their applications, or not
 * at all. Documents that stop do not stop others; a question that is open stops everything until it is answered.
 */
export async function issueApplications(
  parts: IssuingParts,
  call: Call,
  asked: IssueAsked,
): Promise<IssueOutcome> {
  requireCount(call, asked);
  for (let attempt = 1; ; attempt++) {
    const groups = await planned(parts, call, asked);
    const outcome = outcomeOf(groups);
    if (outcome.questions.length > 0 || groups.every(({ plan }) => plan.pendingInvoices.length === 0))
      return outcome;
    try {
      const written = await writePending(parts, call, groups, asked);
      return { ...outcome, ...written };
    } catch (failure) {
      if (!(failure instanceof Moved) || attempt >= tries) throw failure;
    }
  }
}

export function outcomeOf(groups: readonly PlannedGroup[]): IssueOutcome {
  return {
    pendingInvoices: [],
    held: groups.flatMap(({ plan }) => plan.held),
    stopped: groups.flatMap(({ plan }) => plan.stopped),
    questions: groups.flatMap(({ plan }) => plan.questions),
    issues: groups.flatMap(({ issues }) => issues),
    left: groups.flatMap(leftOf),
    revision: null,
  };
}

function leftOf({ applications, plan, issues }: PlannedGroup): IssueOutcome['left'] {
  const left = new Set([...plan.held, ...plan.stopped]);
  return applications.flatMap(({ id, number }, place) =>
    left.has(number ?? '') ? [{ id, issues: stopping(issues, place) }] : [],
  );
}

/** Finds the issues that stop the document at this place: an issue that names none stops them all. */
export function stopping(issues: readonly DecisionIssue[], place: number): readonly DecisionIssue[] {
  return issues.filter(({ severity, at }) => severity === 'stops' && (at?.document ?? place) === place);
}

/** As many as the parameter says; what runs by itself takes what there is. */
export function requireCount(call: Call, { applications, by }: IssueAsked): void {
  if (by === 'scheduler') return;
  const parameter = parameterTexts(call);
  const most = Number(parameter('sim_originalbill_config', 'submit_limit_count') ?? 100);
  if (applications.length > most) throw tooManyApplications({ count: applications.length, most });
}

/** Of each organisation by itself, since each has a configuration of its own. */
export async function planned(
  parts: IssuingParts,
  call: Call,
  asked: IssueAsked,
  level: TraceLevel = 'none',
): Promise<readonly PlannedGroup[]> {
  const { store } = parts;
  const { application: form } = requireForms(call);
  const action = asked.push === 'issue' ? 'issue' : 'plan';
  const applications: StoredAs<'invoice-application'>[] = [];
  for (const { id, ifMatch } of asked.applications) {
    const stored = await store.toAct(call, form, id, { action, ifMatch });
    if (stored.auditStatus === 'A' && asked.by !== 'interface')
      throw approvalMissing({ number: stored.number ?? '' });
    applications.push(stored);
  }
  const splits = Object.fromEntries(
    asked.applications.flatMap(({ id, split }) => (split ? [[id, split] as const] : [])),
  );
  const groups: PlannedGroup[] = [];
  for (const [org, own] of Map.groupBy(applications, (one) => one.org)) {
    const platform = asPlatform(call, org);
    const wire = (await store.answer(platform, form, own)).map(remainingOf);
    await leaveToSchemes(parts, platform, asked, wire);
    const { result, issues, trace } = await parts.plan(
      platform,
      {
        applications: wire,
        by: asked.by,
        ...(asked.answers ? { answers: asked.answers } : {}),
        ...(asked.split ? { split: asked.split } : {}),
        splits,
      },
      {
        ...(asked.trial ? { trial: asked.trial } : {}),
        trace: level,
        reserve: creditNow(parts, call, org),
        quotaOf: (taxNo) => quotaOf(parts, platform, taxNo),
        ...(asked.unlinked ? { unlinked: asked.unlinked } : {}),
      },
    );
    groups.push({ org, applications: own, wire, plan: result as Planned, issues, trace });
  }
  return groups;
}

/** As it stands before the write, so that each document is told by itself; the write asks again, where it counts. */
function creditNow(parts: IssuingParts, call: Call, org: string) {
  const asked: CreditQuestion[] = [];
  return async (question: CreditQuestion): Promise<CreditAnswer> => {
    const answer = await parts.creditFits(call, org, question, asked);
    if (answer.refused === null) asked.push(question);
    return answer;
  };
}
