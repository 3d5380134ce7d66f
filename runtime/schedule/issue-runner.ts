import type { JsonObject } from '../../metadata/json.ts';
import { issueSentence } from '../../rules/decisions/sentences.ts';
import type { Call } from '../call/call.ts';
import { platformRights } from '../call/system-call.ts';
import type { IssueAsked, IssueOutcome } from '../issuing/documents/issue-asked.ts';
import { renderProblem } from '../messages/render-problem.ts';
import { Refusal } from '../refusal.ts';
import type { WireRecord } from '../store/record/store.ts';
import { mostInRun } from './make-runs.ts';
import { type MergeKind, mergeTrial } from './merge-trial.ts';
import { qualifying } from './qualifying.ts';
import { inBoth, runText } from './run-text.ts';
import type { DocumentOutcome, Outcomes, Runner, Work } from './runner.ts';
import type { ScheduleParts } from './schedule-parts.ts';
import { everyRecord, idIn, requireForm } from './tasks.ts';

/** Applications that are not merged are issued so many at a time. */
const atOnce = 50;

/** Issues what a scheme said, as applications are issued by hand. */
export const issueRunner: Runner = {
  form: 'auto-issue-run',
  document: 'application',
  async prepare(parts, call, run) {
    const scheme = await schemeOf(parts, call, run);
    if (!scheme) return runText('run-scheme-gone');
    const merge = String(scheme['merge'] ?? 'none') as MergeKind;
    const trial = await mergeTrial(parts, call, merge);
    return {
      groups: (ids) => grouped(ids, merge),
      perform: (ids) => issued(parts, call, ids, { push: pushOf(scheme), ...(trial ? { trial } : {}) }),
    } satisfies Work;
  },
  async collect(parts, call, run) {
    const scheme = await schemeOf(parts, call, run);
    const number = String(scheme?.['number'] ?? '');
    const found = await qualifying(parts, {
      ...{ at: call.now, now: number, running: () => [] },
      wanted: (org) => org === call.org,
    });
    return (found.get(call.org)?.get(number) ?? []).slice(0, mostInRun);
  },
  async doneBefore(parts, call, ids) {
    const found = new Map<string, DocumentOutcome>();
    for (const id of ids) {
      const application = await parts.store.read(
        call,
        requireForm(call, 'invoice-application'),
        id,
        'manage',
      );
      if (application['applyStatus'] === 'none') continue;
      const made = await pendingOf(parts, call, id);
      found.set(id, { outcome: 'done', made, reason: runText('run-applied') });
    }
    return found;
  },
};

/** As its organisation may use it, whoever asks. */
async function schemeOf({ store }: ScheduleParts, call: Call, run: WireRecord): Promise<WireRecord | null> {
  const platform = { ...call, rights: platformRights };
  const { items } = await store.list(platform, requireForm(call, 'auto-issue-scheme'), {
    ...{ view: 'use', limit: 1, fields: ['number', 'name', 'merge', 'push', 'unlinked'] },
    filter: {
      all: [
        { fact: 'id', operator: 'equal', value: idIn(run['scheme']) ?? '' },
        { fact: 'enabled', operator: 'equal', value: true },
      ],
    },
  });
  return items[0] ?? null;
}

/** Only those that may be merged go together. */
function grouped(ids: readonly string[], merge: MergeKind): readonly (readonly string[])[] {
  if (ids.length === 0) return [];
  if (merge === 'document' || merge === 'both') return [ids];
  const size = merge === 'line' ? 1 : atOnce;
  return Array.from({ length: Math.ceil(ids.length / size) }, (_, at) =>
    ids.slice(at * size, (at + 1) * size),
  );
}

function pushOf({ push }: WireRecord): IssueAsked['push'] {
  return push === 'issue' ? 'issue' : 'pending';
}

type How = Pick<IssueAsked, 'push' | 'trial'>;

/** Those that cannot be issued by themselves are left out first: they do not stop others. */
async function issued(parts: ScheduleParts, call: Call, ids: readonly string[], how: How): Promise<Outcomes> {
  const outcomes = new Map<string, DocumentOutcome>();
  const fit: WireRecord[] = [];
  for (const id of ids) {
    const found = await fitting(parts, call, id, how);
    if (found.failed) outcomes.set(id, found.failed);
    else fit.push(found.application);
  }
  if (fit.length === 0) return outcomes;
  const applications = fit.map(({ id }) => ({ id }));
  const failed = await attempt(call, async () => {
    const outcome = await parts.issuing.issueApplications(call, { applications, by: 'scheduler', ...how });
    for (const [place, one] of fit.entries()) outcomes.set(one.id, outcomeOf(one, place, outcome, how));
  });
  if (failed) for (const { id } of fit) outcomes.set(id, failed);
  return outcomes;
}

async function fitting(
  { store }: ScheduleParts,
  call: Call,
  id: string,
  { push }: How,
): Promise<
  { readonly failed: DocumentOutcome } | { readonly failed: null; readonly application: WireRecord }
> {
  const form = requireForm(call, 'invoice-application');
  const failed = await attempt(call, async () => {
    await store.toAct(call, form, id, { action: push === 'issue' ? 'issue' : 'plan' });
  });
  if (failed) return { failed };
  const application = await store.read({ ...call, rights: platformRights }, form, id, 'manage');
  if (application['applyStatus'] === 'none') return { failed: null, application };
  return { failed: { outcome: 'failed', reason: runText('run-taken') } };
}

/** What was refused, in words; null: it was done. What is the server's fault is nobody's outcome. */
async function attempt(call: Call, work: () => Promise<void>): Promise<DocumentOutcome | null> {
  try {
    await work();
    return null;
  } catch (failure) {
    if (!(failure instanceof Refusal)) throw failure;
    const { messages } = call.served.model;
    return {
      outcome: 'failed',
      reason: inBoth((language) => {
        const { body } = renderProblem(failure, language, messages, call.requestId);
        const errors = (body['errors'] as readonly JsonObject[]).map(({ message }) => String(message));
        return [String(body['detail']), ...errors].join(language === 'zh' ? '；' : '; ');
      }),
    };
  }
}

function outcomeOf(
  { id, number }: WireRecord,
  place: number,
  { pendingInvoices, held, stopped, issues }: IssueOutcome,
  { push }: How,
): DocumentOutcome {
  const made = pendingInvoices.filter(({ applications }) => applications.includes(id));
  if (made.length > 0) {
    const reason = runText(push === 'issue' ? 'run-queued' : 'run-kept');
    return { outcome: 'done', made: made.map((one) => one.number), reason };
  }
  if (held.includes(String(number)) && !stopped.includes(String(number)))
    return { outcome: 'held', reason: runText('run-held') };
  const why = issues.filter(({ severity, at }) => severity === 'stops' && (at?.document ?? place) === place);
  const reason =
    why.length === 0
      ? runText('run-stopped')
      : inBoth((language) => [...new Set(why.map((one) => issueSentence(one, language)))].join('\n'));
  return { outcome: 'stopped', reason };
}

async function pendingOf(
  { store }: ScheduleParts,
  call: Call,
  application: string,
): Promise<readonly string[]> {
  const form = requireForm(call, 'pending-invoice');
  const found = await everyRecord((cursor) =>
    store.list(call, form, {
      ...{ view: 'manage', fields: ['number'], limit: 100, sort: ['number'] },
      filter: { fact: 'application', operator: 'equal', value: application },
      ...(cursor === null ? {} : { cursor }),
    }),
  );
  return found.map(({ number }) => String(number));
}
