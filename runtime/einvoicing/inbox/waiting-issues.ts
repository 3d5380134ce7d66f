import type { Condition } from '../../../metadata/condition.ts';
import { toInstant } from '../../../rules/calendar.ts';
import { waitsForOurAnswer, waitsForOurStep } from '../../../rules/einvoicing/red-confirmation/next-step.ts';
import type { Call } from '../../call/call.ts';
import { mayAnywhere } from '../../call/rights.ts';
import type { InboxSource, Waiting } from '../../work/inbox/inbox-source.ts';
import { eachRecord, listPath, versionOf } from '../../work/inbox/waiting-records.ts';
import { knownForm } from '../forms/forms.ts';
import { type OpenNumbers, type OverviewParts, OwnNumbers } from '../issuing/overview.ts';
import { equal } from '../issuing/overview-limits.ts';

/** Invoices that were not issued, applications on hold, and what has to be answered until a moment. */
export function waitingIssues(open: OpenNumbers): InboxSource {
  return {
    name: 'issuing',
    label: { code: 'inbox-of-issuing' },
    byOrganisation: true,
    async ask(call) {
      const parts = open(call);
      const own = new OwnNumbers(parts, call);
      return [
        ...(await failures(parts, call, own)),
        ...(await held(parts, call, own)),
        ...(await confirmations(parts, call, own)),
        ...(await summaries(parts, call, own)),
      ];
    },
  };
}

/** Of so many each is looked at: that one takes the place of another is news; of more it is that there are others. */
const fewFailed = 20;

/** By what they failed for: who mends a reason mends all of them. */
async function failures({ store }: OverviewParts, call: Call, own: OwnNumbers): Promise<readonly Waiting[]> {
  const form = knownForm(call, 'pending-invoice');
  if (!form || !mayAnywhere(call.rights, form, 'issue')) return [];
  const [failed] = await own.tiles(['failed']);
  if (!failed || failed.count === 0) return [];
  const item = async (about: Pick<Waiting, 'key' | 'title'>, count: number, filter: Condition) => {
    const path = listPath(form, filter);
    const asked = { view: 'manage', filter, fields: ['modifiedAt'], limit: fewFailed } as const;
    const { items } = await store.list(call, form, asked);
    const waiting: Waiting = {
      ...about,
      kind: 'failure',
      reason: { code: 'inbox-invoices', params: { count } },
      path,
      remedy: { label: { code: 'inbox-mend-invoices' }, path },
      count,
      various: true,
      // Another one that fails is news, be they as many as before.
      version: `${count} ${versionOf(items)}`,
    };
    return waiting;
  };
  const reasons = await own.reasons();
  const known: Waiting[] = [];
  for (const { code, text, count, filter } of reasons) {
    const title = { code: 'inbox-issue-failed', params: { why: text } };
    known.push(await item({ key: `failed.${code}`, title }, count, filter));
  }
  const others = failed.count - reasons.reduce((sum, { count }) => sum + count, 0);
  if (others <= 0) return known;
  const title = { code: 'inbox-issue-failed-else' };
  return [...known, await item({ key: 'failed.else', title }, others, failed.filter)];
}

async function held(
  { store, zone }: OverviewParts,
  call: Call,
  own: OwnNumbers,
): Promise<readonly Waiting[]> {
  const form = knownForm(call, 'invoice-application');
  if (!form) return [];
  const filter = own.within([equal('billStatus', 'held')]);
  return eachRecord(
    store,
    call,
    { form, filter, actions: ['issue', 'edit'] },
    {
      key: 'held',
      kind: 'question',
      code: 'inbox-held',
      more: 'inbox-held-more',
      remedy: { code: 'inbox-held-open' },
      zone,
    },
  );
}

/** Those that lapse come first, whatever waits beside them. */
async function confirmations(
  { store, zone }: OverviewParts,
  call: Call,
  own: OwnNumbers,
): Promise<readonly Waiting[]> {
  const form = knownForm(call, 'red-confirmation');
  if (!form) return [];
  const actions = ['agree', 'refuse', 'enter'];
  const shared = { more: 'inbox-confirmation-more', zone };
  const answers = await eachRecord(
    store,
    call,
    { form, filter: own.within([waitsForOurAnswer]), actions, sort: ['answerBy'], fields: ['answerBy'] },
    {
      ...shared,
      key: 'confirmation',
      kind: 'deadline',
      code: 'inbox-confirmation',
      remedy: { code: 'inbox-confirmation-open' },
      reason: (record) => (record['answerBy'] ? { code: 'inbox-confirmation-why' } : undefined),
      until: (record) => (typeof record['answerBy'] === 'string' ? record['answerBy'] : null),
      decisions: ['agree', 'refuse'],
    },
  );
  const steps = await eachRecord(
    store,
    call,
    { form, filter: own.within([waitsForOurStep]), actions, fields: ['status'] },
    {
      ...shared,
      key: 'confirmation-step',
      kind: 'question',
      code: (record) => (record['status'] === '00' ? 'inbox-confirmation-enter' : 'inbox-confirmation-issue'),
      remedy: { code: 'inbox-confirmation-see' },
    },
  );
  return [...answers, ...steps];
}

async function summaries({ zone }: OverviewParts, call: Call, own: OwnNumbers): Promise<readonly Waiting[]> {
  const form = knownForm(call, 'leqi-summary');
  if (!form) return [];
  return (await own.summaries()).map(({ summary, organisation, month, confirmsOn }): Waiting => {
    const path = `/forms/${form.name}/${summary}`;
    return {
      key: `summary.${summary}`,
      kind: 'deadline',
      title: { code: 'inbox-summary', params: { organisation, month } },
      reason: { code: 'inbox-summary-why' },
      path,
      remedy: { label: { code: 'inbox-summary-open' }, path },
      until: confirmsOn === null ? null : toInstant(confirmsOn, '00:00:00', zone(call.org)),
    };
  });
}
