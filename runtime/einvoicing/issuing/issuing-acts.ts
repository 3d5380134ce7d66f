import { isObject } from '../../../metadata/common/json.ts';
import type { DecisionIssue } from '../../../rules/decisions/trace.ts';
import { issueSentence } from '../../../rules/einvoicing/issue-words.ts';
import { overdue } from '../../../rules/einvoicing/red-confirmation/states.ts';
import type { Call } from '../../call/call.ts';
import type { Refusal } from '../../common/refusal.ts';
import { type Act, type Doing, each, type Undone, whole } from '../../storage/store/act/acting.ts';
import { ChannelAway } from '../channels/channel.ts';
import { askRun } from './ask-run.ts';
import { type AtBureau, atBureau, refusedFor } from './at-bureau.ts';
import { requireForms } from './documents/document-forms.ts';
import type { IssueOutcome } from './documents/issue-asked.ts';
import type { IssuingParts } from './documents/issuing-parts.ts';
import { answerNeeded, channelAway, nothingToIssue } from './documents/refusals.ts';
import { inBoth } from './failures/failure.ts';
import { issueApplications } from './issue-applications.ts';
import { issuePending } from './issue-pending.ts';
import { confirmSummary } from './leqi/confirm-summary.ts';
import { drawCode } from './qr/draw-code.ts';
import { returnQuota } from './quota/return-quota.ts';
import { redByInformation, revokeInformation, sendInformation } from './red/information/information-acts.ts';
import { reverseInvoice } from './red/reverse-invoice.ts';
import { submitApplication } from './submit-application.ts';
import { voidInvoice } from './voids/void-invoice.ts';

/** Answers the actions of documents, by capability. */
export function issuingActs(parts: IssuingParts): Readonly<Record<string, Act>> {
  const asking = (what: AtBureau) =>
    each(async ({ call, id, ifMatch, action }) => {
      const { confirmation: form } = requireForms(call);
      const { org, number } = await parts.store.toAct(call, form, id, { action, ifMatch });
      const status = await answered(() => atBureau(parts, { ...call, org }, id, what));
      if (what !== 'status' && status === overdue) throw refusedFor(number, 'confirmation-closed');
    });
  return {
    'submit-application': whole((doing) => submitApplication(parts, doing)),
    'plan-application': { together: async (doing) => ({ undone: await issue(parts, doing, 'pending') }) },
    'issue-application': { together: async (doing) => ({ undone: await issue(parts, doing, 'issue') }) },
    'issue-pending': whole(({ call, records }) => issuePending(parts, call, records, byOf(call))),
    'reverse-invoice': each(({ call, id, ifMatch, params }) =>
      reverseInvoice(parts, call, id, { params, ifMatch }),
    ),
    'enter-confirmation': asking('enter'),
    'agree-confirmation': asking('confirm'),
    'refuse-confirmation': asking('refuse'),
    'withdraw-confirmation': asking('withdraw'),
    'ask-confirmation': asking('status'),
    'void-invoice': each((doing) => voidInvoice(parts, doing)),
    'send-information': each((doing) => sendInformation(parts, doing)),
    'revoke-information': each((doing) => answered(() => revokeInformation(parts, doing))),
    'red-by-information': each((doing) => redByInformation(parts, doing)),
    'confirm-leqi-summary': each((doing) => confirmSummary(parts, doing)),
    'return-quota': each((doing) => returnQuota(parts, doing)),
    'draw-qr': each((doing) => drawCode(parts, doing)),
    'run-now': each((doing) => askRun(parts, doing)),
  };
}

/** Refuses what a channel that is away does not answer, in words. */
async function answered<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (failure) {
    if (failure instanceof ChannelAway) throw channelAway({ why: inBoth([failure.reason]) });
    throw failure;
  }
}

/** Tokens are other systems'; who signed in sits before a page, and can be asked. */
function byOf({ byToken }: Call): 'page' | 'interface' {
  return byToken ? 'interface' : 'page';
}

async function issue(parts: IssuingParts, doing: Doing, push: 'pending' | 'issue'): Promise<Undone> {
  const { call, records, params } = doing;
  const { answers, split } = params;
  const outcome = await issueApplications(parts, call, {
    applications: records,
    by: byOf(call),
    push,
    ...(typeof answers === 'object' && answers !== null
      ? { answers: answers as Readonly<Record<string, boolean>> }
      : {}),
    ...(isObject(split) ? { split } : {}),
  });
  refuseUnwritten(outcome);
  return new Map(outcome.left.map(({ id, issues }) => [id, whyNothing(issues)]));
}

/** Refuses an outcome of which nothing was written, in words. */
function refuseUnwritten(outcome: IssueOutcome): void {
  const [question] = outcome.questions;
  if (question) {
    const questions = outcome.questions.map((one) => ({ ...one }));
    throw answerNeeded({ text: question.text }, [], { questions });
  }
  if (outcome.pendingInvoices.length > 0) return;
  throw whyNothing(outcome.issues.filter(({ severity }) => severity === 'stops'));
}

function whyNothing(stopping: readonly DecisionIssue[]): Refusal {
  const say = (language: 'zh' | 'en') =>
    [...new Set(stopping.map((one) => issueSentence(one, language)))].join(language === 'zh' ? '；' : '; ');
  const waiting = { zh: '单据暂不能冲抵，本次不开票', en: 'It waits for other documents to be offset with' };
  const why = stopping.length > 0 ? { zh: say('zh'), en: say('en') } : waiting;
  return nothingToIssue({ why });
}
