import { sign } from '../../../metadata/common/decimal.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import type { Call } from '../../call/call.ts';
import { platformRights } from '../../call/system-call.ts';
import { reasonsOfIssues, reasonText } from '../../common/messages/reasons.ts';
import { runText } from '../../work/schedule/run-text.ts';
import type { DocumentOutcome, Outcomes } from '../../work/schedule/scheduled-form.ts';
import { requireForm } from '../forms/forms.ts';
import type { IssueAsked, IssueOutcome } from '../issuing/documents/issue-asked.ts';
import { stopping } from '../issuing/issue-applications.ts';
import type { Prepared } from '../issuing/prepare-confirmations.ts';
import { attempt } from './attempt.ts';
import type { AutomationParts } from './automation-parts.ts';

export type Push = 'prepare' | 'prepare-and-enter' | 'pending' | 'issue';

interface How extends Pick<IssueAsked, 'trial' | 'unlinked'> {
  readonly push: Push;
}

/** Those that cannot be issued by themselves are left out first: they do not stop others. */
export async function issueDocuments(
  parts: AutomationParts,
  call: Call,
  ids: readonly string[],
  how: How,
): Promise<Outcomes> {
  const outcomes = new Map<string, DocumentOutcome>();
  const fit: Wire<'invoice-application'>[] = [];
  for (const id of ids) {
    const found = await fitting(parts, call, id, how);
    if (found.failed) outcomes.set(id, found.failed);
    else fit.push(found.application);
  }
  const isPrepared = (one: Wire<'invoice-application'>) => how.push.startsWith('prepare') && isNegative(one);
  const [toPrepare, toIssue] = [fit.filter(isPrepared), fit.filter((one) => !isPrepared(one))];
  for (const [id, one] of await prepared(parts, call, toPrepare, how)) outcomes.set(id, one);
  if (toIssue.length === 0) return outcomes;
  const applications = toIssue.map(({ id }) => ({ id }));
  // A positive application needs no confirmation, and is kept for people.
  const push = how.push === 'issue' ? 'issue' : 'pending';
  const failed = await attempt(async () => {
    const asked = { ...how, applications, by: 'scheduler' as const, push } as const;
    const outcome = await parts.issuing.issueApplications(call, asked);
    for (const [place, one] of toIssue.entries())
      outcomes.set(one.id, pendingOutcome(one, outcome) ?? leftOutcome(one, place, outcome));
  });
  if (failed) for (const { id } of toIssue) outcomes.set(id, failed);
  return outcomes;

  function pendingOutcome(
    { id }: Wire<'invoice-application'>,
    { pendingInvoices }: IssueOutcome,
  ): DocumentOutcome | null {
    const made = pendingInvoices.filter(({ applications: of }) => of.includes(id));
    if (made.length === 0) return null;
    const reason = runText(push === 'issue' ? 'run-queued' : 'run-kept');
    return { outcome: 'done', made: made.map(({ number }) => number), reason };
  }
}

function isNegative({ gross }: Wire<'invoice-application'>): boolean {
  return sign(gross ?? '0') < 0;
}

/** Confirmations of negative applications are made ready, and entered where the scheme says so. */
async function prepared(
  parts: AutomationParts,
  call: Call,
  documents: readonly Wire<'invoice-application'>[],
  { push, ...how }: How,
): Promise<Outcomes> {
  const outcomes = new Map<string, DocumentOutcome>();
  if (documents.length === 0) return outcomes;
  // A confirmation that was prepared before, and could not be entered then, is entered now.
  const [ready, open] = [documents.filter(isReady), documents.filter((one) => !isReady(one))];
  for (const one of ready) {
    const confirmation = one.redConfirmation?.id ?? '';
    outcomes.set(one.id, await preparedOutcome(parts, call, { confirmation, number: null }, push));
  }
  if (open.length === 0) return outcomes;
  const applications = open.map(({ id }) => ({ id }));
  const failed = await attempt(async () => {
    const asked = { ...how, applications, by: 'scheduler' as const };
    const outcome = await parts.issuing.prepareConfirmations(call, asked);
    for (const [place, one] of open.entries()) {
      const made = outcome.prepared.get(one.id);
      outcomes.set(
        one.id,
        made ? await preparedOutcome(parts, call, made, push) : leftOutcome(one, place, outcome),
      );
    }
  });
  if (failed) for (const { id } of open) if (!outcomes.has(id)) outcomes.set(id, failed);
  return outcomes;
}

function isReady({ redConfirmation }: Wire<'invoice-application'>): boolean {
  return Boolean(redConfirmation);
}

async function preparedOutcome(
  parts: AutomationParts,
  call: Call,
  made: Prepared,
  push: Push,
): Promise<DocumentOutcome> {
  if ('why' in made) return { outcome: 'stopped', reason: runText(`run-${made.why}`) };
  if (push === 'prepare') return { outcome: 'done', reason: runText('run-prepared') };
  const failed = await attempt(async () => {
    await parts.issuing.atBureau(call, made.confirmation, 'enter');
  });
  return failed ?? { outcome: 'done', reason: runText('run-entered') };
}

async function fitting(
  { store }: AutomationParts,
  call: Call,
  id: string,
  { push }: How,
): Promise<
  | { readonly failed: DocumentOutcome }
  | { readonly failed: null; readonly application: Wire<'invoice-application'> }
> {
  const form = requireForm(call, 'invoice-application');
  const failed = await attempt(async () => {
    await store.toAct(call, form, id, { action: push === 'issue' ? 'issue' : 'plan' });
  });
  if (failed) return { failed };
  const application = await store.read({ ...call, rights: platformRights }, form, id, 'manage');
  if (application.applyStatus === 'none') return { failed: null, application };
  return { failed: { outcome: 'failed', reason: runText('run-taken') } };
}

/** Of one of which nothing was made. */
function leftOutcome(
  { number }: Wire<'invoice-application'>,
  place: number,
  { held, stopped, issues }: Pick<IssueOutcome, 'held' | 'stopped' | 'issues'>,
): DocumentOutcome {
  if (held.includes(number ?? '') && !stopped.includes(number ?? ''))
    return { outcome: 'held', reason: runText('run-held') };
  const why = stopping(issues, place);
  const reason = why.length === 0 ? runText('run-stopped') : reasonText(reasonsOfIssues(why));
  return { outcome: 'stopped', reason };
}
