import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import type { Call } from '../../call/call.ts';
import { platformRights } from '../../call/system-call.ts';
import { mostInRun } from '../../work/schedule/make-run.ts';
import { runText } from '../../work/schedule/run-text.ts';
import type { ScheduleParts } from '../../work/schedule/schedule-parts.ts';
import type { DocumentOutcome, Outcomes, ScheduledForm, Work } from '../../work/schedule/scheduled-form.ts';
import { everyRecord } from '../../work/schedule/tasks.ts';
import { requireForm } from '../forms/forms.ts';
import { runsOf } from '../issuing/ask-run.ts';
import type { AutomationParts, AutomationTools } from './automation-parts.ts';
import { issueDocuments } from './issue-documents.ts';
import { makeIssueRuns, prepares } from './make-issue-runs.ts';
import { type MergeKind, mergeTrial } from './merge-trial.ts';
import { qualifying } from './qualifying.ts';

/** Applications that are not merged are issued so many at a time. */
const atOnce = 50;

/** Issues what a scheme says, as applications are issued by hand. */
export function issueSchemes(tools: AutomationTools): ScheduledForm {
  return {
    form: 'auto-issue-scheme',
    run: runsOf['auto-issue-scheme'],
    clocks: 'all',
    fields: ['push'],
    begin: (parts, dues) => makeIssueRuns({ ...parts, ...tools }, dues),
    prepare: (parts, call, run) => prepare({ ...parts, ...tools }, call, run),
    collect: (parts, call, run) => collect({ ...parts, ...tools }, call, run),
    doneBefore,
  };
}

async function prepare(
  parts: AutomationParts,
  call: Call,
  run: Wire<'auto-issue-run'>,
): Promise<Work | string> {
  const scheme = await schemeOf(parts, call, run);
  if (!scheme) return runText('run-scheme-gone');
  const merge = scheme.merge ?? 'none';
  const trial = await mergeTrial(parts, call, merge);
  return {
    groups: (ids) => grouped(ids, merge),
    perform: (ids) =>
      issueDocuments(parts, call, ids, {
        push: scheme.push ?? 'issue',
        ...(trial ? { trial } : {}),
        unlinked: scheme.unlinked ?? 'confirmation-then-blue',
      }),
  };
}

async function collect(
  parts: AutomationParts,
  call: Call,
  run: Wire<'auto-issue-run'>,
): Promise<readonly string[]> {
  const scheme = await schemeOf(parts, call, run);
  const number = scheme?.number ?? '';
  const found = await qualifying(parts, {
    at: call.now,
    now: number,
    running: () => [],
    prepares: () => scheme !== null && prepares(scheme),
    wanted: (org) => org === call.org,
  });
  return (found.get(call.org)?.get(number) ?? []).slice(0, mostInRun);
}

async function doneBefore(parts: ScheduleParts, call: Call, ids: readonly string[]): Promise<Outcomes> {
  const found = new Map<string, DocumentOutcome>();
  for (const id of ids) {
    const application = await parts.store.read(call, requireForm(call, 'invoice-application'), id, 'manage');
    if (application.applyStatus === 'none') continue;
    const made = await pendingOf(parts, call, id);
    found.set(id, { outcome: 'done', made, reason: runText('run-applied') });
  }
  return found;
}

/** As its organisation may use it, whoever asks. */
async function schemeOf(
  { store }: ScheduleParts,
  call: Call,
  run: Wire<'auto-issue-run'>,
): Promise<Wire<'auto-issue-scheme'> | null> {
  const platform = { ...call, rights: platformRights };
  const { items } = await store.list(platform, requireForm(call, 'auto-issue-scheme'), {
    view: 'use',
    limit: 1,
    fields: ['number', 'name', 'merge', 'push', 'unlinked'],
    filter: {
      all: [
        { fact: 'id', operator: 'equal', value: run.scheme?.id ?? '' },
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

async function pendingOf(
  { store }: ScheduleParts,
  call: Call,
  application: string,
): Promise<readonly string[]> {
  const form = requireForm(call, 'pending-invoice');
  const found = await everyRecord((cursor) =>
    store.list(call, form, {
      view: 'manage',
      fields: ['number'],
      limit: 100,
      sort: ['number'],
      filter: { fact: 'application', operator: 'equal', value: application },
      ...(cursor === null ? {} : { cursor }),
    }),
  );
  return found.map(({ number }) => String(number));
}
