import { isObject, type JsonObject } from '../../metadata/common/json.ts';
import type { Form } from '../../metadata/model.ts';
import type { Capability } from '../../metadata/package-choices.ts';
import type { DecisionIssue } from '../../rules/decisions/common/trace.ts';
import { issueSentence } from '../../rules/decisions/sentences.ts';
import type { Call } from '../call/call.ts';
import { renderProblem } from '../messages/render-problem.ts';
import { Refusal } from '../refusal.ts';
import type { BatchItem, BatchResult, Store, Written } from '../store/record/store.ts';
import { askRun } from './ask-run.ts';
import type { IssueOutcome } from './documents/issue-asked.ts';
import type { IssuingParts } from './documents/issuing-parts.ts';
import { answerNeeded, nothingToIssue } from './documents/refusals.ts';
import { giveCodes } from './imaging/give-codes.ts';
import { issueApplications } from './issue-applications.ts';
import { issuePending } from './issue-pending.ts';
import { drawCode } from './qr/draw-code.ts';
import { reverseInvoice } from './red/reverse-invoice.ts';
import { submitApplication } from './submit-application.ts';

interface Doing {
  readonly call: Call;
  readonly form: Form;
  readonly action: string;
  /** One record, or those that were picked together. */
  readonly records: readonly Picked[];
  readonly params: JsonObject;
}
interface Picked {
  readonly id: string;
  readonly ifMatch?: number | undefined;
}
/** One of them. */
type DoingOne = Omit<Doing, 'records'> & Picked;

/**
 * What an action does; afterwards its records are read anew. Throws where nothing of it was done, and answers what it
 * did not do for some of the records, by their ids.
 */
type Act = (parts: IssuingParts, doing: Doing) => Promise<Undone>;
type Undone = ReadonlyMap<string, Refusal>;

/** Of what is done for all of its records or for none. */
function whole(act: (parts: IssuingParts, doing: Doing) => Promise<unknown>): Act {
  return async (parts, doing) => {
    await act(parts, doing);
    return new Map();
  };
}

/** Of what is done record by record: what keeps one of them keeps no other one. */
function each(act: (parts: IssuingParts, doing: DoingOne) => Promise<unknown>): Act {
  return async (parts, { records, ...doing }) => {
    const undone = new Map<string, Refusal>();
    for (const { id, ifMatch } of records) {
      const refused = await refusalOf(() => act(parts, { ...doing, id, ifMatch }));
      if (refused) undone.set(id, refused);
    }
    const [first] = undone.values();
    if (first && undone.size === records.length) throw first;
    return undone;
  };
}

const acts: Readonly<Partial<Record<Capability, Act>>> = {
  'submit-application': whole(submitApplication),
  'plan-application': (parts, doing) => issue(parts, doing, 'pending'),
  'issue-application': (parts, doing) => issue(parts, doing, 'issue'),
  'issue-pending': whole((parts, { call, records }) => issuePending(parts, call, records, byOf(call))),
  'reverse-invoice': each((parts, { call, id, ifMatch, params }) =>
    reverseInvoice(parts, call, id, { params, ifMatch }),
  ),
  'draw-qr': each(drawCode),
  'give-image-code': whole((parts, { call, form, action, records }) =>
    giveCodes(parts, { call, form, action, records }),
  ),
  'run-now': each(askRun),
};

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

/** What keeps all of it from being written, in words. */
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
  const waiting = { zh: '单据暂不能冲抵，本次不开票', en: 'It waits for others to be offset with' };
  const why = stopping.length > 0 ? { zh: say('zh'), en: say('en') } : waiting;
  return nothingToIssue({ why });
}

/** The store, whose actions on documents do what they say. */
export function acting(store: Store, partsOf: () => IssuingParts): Store {
  const actOf = (form: Form, name: string): Act | undefined => {
    const declared = form.actions.find((action) => action.name === name);
    return declared && acts[declared.capability];
  };
  const all: Store = {
    ...store,
    async act(call, form, id, asked) {
      const act = actOf(form, asked.action);
      if (!act) return store.act(call, form, id, asked);
      const { action, params, ifMatch } = asked;
      if (call.rehearsal) await store.toAct(call, form, id, { action, ifMatch });
      else await act(partsOf(), { call, form, action, records: [{ id, ifMatch }], params });
      return readBack(store, call, form, id);
    },
    async batch(call, form, items, atomic) {
      if (atomic || !items.some((item) => item.op === 'act' && actOf(form, item.action)))
        return store.batch(call, form, items, atomic);
      return together(store, partsOf(), { call, form, items, actOf });
    },
  };
  return all;
}

async function readBack(store: Store, call: Call, form: Form, id: string): Promise<Written> {
  const record = await store.read(call, form, id, 'manage');
  return { record, revision: record.revision, warnings: [], created: false };
}

interface Together {
  readonly call: Call;
  readonly form: Form;
  readonly items: readonly BatchItem[];
  readonly actOf: (form: Form, action: string) => Act | undefined;
}

/** Records that one action was asked for go through it together, as they may be merged; all others by themselves. */
async function together(
  store: Store,
  parts: IssuingParts,
  { call, form, items, actOf }: Together,
): Promise<readonly BatchResult[]> {
  const results = new Map<number, BatchResult>();
  const groups = Map.groupBy([...items.entries()], ([, item]) =>
    item.op === 'act' && actOf(form, item.action) ? JSON.stringify([item.action, item.body ?? {}]) : '',
  );
  for (const [key, group] of groups) {
    const [, first] = group[0] ?? [];
    const act = key !== '' && first?.op === 'act' ? actOf(form, first.action) : undefined;
    if (!act || first?.op !== 'act') {
      const plain = await store.batch(
        call,
        form,
        group.map(([, item]) => item),
        false,
      );
      for (const [at, one] of plain.entries()) {
        const index = group[at]?.[0] ?? at;
        results.set(index, { ...one, index });
      }
      continue;
    }
    const { action, body: params = {} } = first;
    const ready: (readonly [index: number, id: string, ifMatch: number | undefined])[] = [];
    for (const [index, item] of group) {
      if (item.op === 'create') continue;
      const failed = await refusalOf(() =>
        store.toAct(call, form, item.id, { action, ifMatch: item.ifMatch }),
      );
      if (failed) results.set(index, problemOf(call, index, failed));
      else ready.push([index, item.id, item.ifMatch]);
    }
    const records = ready.map(([, id, ifMatch]) => ({ id, ifMatch }));
    let undone: Undone | undefined;
    const failed = await refusalOf(async () => {
      if (records.length > 0) undone = await act(parts, { call, form, action, records, params });
    });
    for (const [index, id] of ready) {
      const refused = failed ?? undone?.get(id);
      results.set(
        index,
        refused
          ? problemOf(call, index, refused)
          : { index, status: 200, record: (await readBack(store, call, form, id)).record },
      );
    }
  }
  return items.map((_, index) => results.get(index) ?? { index, status: 200 });
}

async function refusalOf(work: () => Promise<unknown>): Promise<Refusal | null> {
  try {
    await work();
    return null;
  } catch (failure) {
    if (failure instanceof Refusal) return failure;
    throw failure;
  }
}

function problemOf({ language, served, requestId }: Call, index: number, failure: Refusal): BatchResult {
  const { status, body } = renderProblem(failure, language, served.model.messages, requestId);
  return { index, status, problem: body };
}
