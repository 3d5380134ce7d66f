import { momentIn } from '../../../rules/calendar.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import { makeMissed, makeRun } from '../../work/schedule/make-run.ts';
import { platformCall } from '../../work/schedule/schedule-parts.ts';
import type { Due } from '../../work/schedule/scheduled-form.ts';
import { everyRecord, orgOf } from '../../work/schedule/tasks.ts';
import { requireForm } from '../forms/forms.ts';
import { runsOf } from '../issuing/ask-run.ts';
import type { AutomationParts } from './automation-parts.ts';
import { qualifying } from './qualifying.ts';

const runs = runsOf['auto-issue-scheme'];

/** Runs of schemes that are due at the same moment of the same clock, for every organisation that has something. */
export async function makeIssueRuns(parts: AutomationParts, dues: readonly Due[]): Promise<void> {
  const open = dues.filter((due) => due.open);
  for (const due of dues) if (!due.open) await makeMissed(parts, runs, due);
  const [first] = open;
  if (!first) return;
  const at = momentIn(first.task.zone, first.at);
  const running = await runningSchemes(parts);
  const found = await qualifying(parts, {
    at,
    wanted: (org) => parts.zone(org) === first.task.zone,
    prepares: (number) => open.some(({ task }) => task.number === number && prepares(task.record)),
    running: (org) => open.flatMap(({ task }) => (running.has(`${org} ${task.id}`) ? [task.number] : [])),
  });
  for (const [org, byScheme] of found)
    for (const [number, applications] of byScheme) {
      const due = applications.length > 0 && (await dueOf(parts, open, org, number));
      if (due) await makeRun(parts, runs, due, { org, documents: applications });
    }
}

/** Whether a scheme makes confirmations ready, and no invoices. */
export function prepares({ push }: Wire<'auto-issue-scheme'>): boolean {
  return push?.startsWith('prepare') ?? false;
}

/** A number is one scheme's among those that an organisation may use. */
async function dueOf(parts: AutomationParts, dues: readonly Due[], org: string, number: string) {
  const named = dues.filter(({ task }) => task.number === number);
  if (named.length === 0) return undefined;
  const call = platformCall(parts, org);
  const { items } = await parts.store.list(call, requireForm(call, 'auto-issue-scheme'), {
    view: 'use',
    limit: 1,
    fields: ['number'],
    filter: { fact: 'number', operator: 'equal', value: number },
  });
  return named.find(({ task }) => task.id === items[0]?.id);
}

/** Organisation and scheme of every run that is not over. */
async function runningSchemes({ store, ...parts }: AutomationParts): Promise<ReadonlySet<string>> {
  const call = platformCall({ store, ...parts });
  const form = requireForm(call, 'auto-issue-run');
  const runs = await everyRecord((cursor) =>
    store.list(call, form, {
      view: 'manage',
      limit: 200,
      sort: ['id'],
      fields: ['scheme', 'org'],
      filter: { fact: 'state', operator: 'in', value: ['waiting', 'running'] },
      ...(cursor === null ? {} : { cursor }),
    }),
  );
  return new Set(runs.map((run) => `${orgOf(run)} ${run.scheme?.id ?? ''}`));
}
