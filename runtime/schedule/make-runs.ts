import type { JsonObject } from '../../metadata/common/json.ts';
import { addMilliseconds, momentIn } from '../../rules/calendar.ts';
import { runsOf } from '../issuing/ask-run.ts';
import type { Due } from './due.ts';
import { qualifying } from './qualifying.ts';
import { runText } from './run-text.ts';
import { platformCall, type ScheduleParts } from './schedule-parts.ts';
import { everyRecord, idIn, orgOf, requireForm } from './tasks.ts';

/** Applications of one run; what is left goes with the next. */
export const mostInRun = 1_000;

/** Runs of schemes that are due at the same moment of the same clock, for every organisation that has something. */
export async function makeIssueRuns(parts: ScheduleParts, dues: readonly Due[]): Promise<void> {
  const open = dues.filter((due) => due.open);
  for (const due of dues) if (!due.open) await makeMissed(parts, due);
  const [first] = open;
  if (!first) return;
  const at = momentIn(first.task.zone, first.at);
  const running = await runningSchemes(parts);
  const found = await qualifying(parts, {
    at,
    wanted: (org) => parts.zone(org) === first.task.zone,
    prepares: (number) => open.some(({ task }) => task.number === number && task.push.startsWith('prepare')),
    running: (org) => open.flatMap(({ task }) => (running.has(`${org} ${task.id}`) ? [task.number] : [])),
  });
  for (const [org, byScheme] of found)
    for (const [number, applications] of byScheme) {
      const due = applications.length > 0 && (await dueOf(parts, open, org, number));
      if (due) await makeRun(parts, due, { org, applications });
    }
}

/** A number is one scheme's among those that an organisation may use. */
async function dueOf(parts: ScheduleParts, dues: readonly Due[], org: string, number: string) {
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
async function runningSchemes({ store, ...parts }: ScheduleParts): Promise<ReadonlySet<string>> {
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
  return new Set(runs.map((run) => `${orgOf(run)} ${idIn(run['scheme']) ?? ''}`));
}

/** A task is run as it is: what it finds to do is found then. */
export function makeTaskRun(parts: ScheduleParts, due: Due): Promise<void> {
  return makeRun(parts, due, { org: due.task.org });
}

function makeMissed(parts: ScheduleParts, due: Due): Promise<void> {
  const failure = runText('run-missed');
  return makeRun(parts, due, { org: due.task.org, more: { state: 'missed', failure } });
}

interface Making {
  readonly org: string;
  /** Ids. Default: it looks for them itself. */
  readonly applications?: readonly string[];
  readonly more?: JsonObject;
}

/** Once, however many nodes are at it: its claim says which run it is. */
async function makeRun(
  parts: ScheduleParts,
  { task, at, missed }: Due,
  { org, applications = [], more = {} }: Making,
): Promise<void> {
  const call = platformCall(parts, org);
  const runs = runsOf[task.form];
  const form = requireForm(call, runs.form);
  const claim = `${task.id} ${at}`;
  const rows = applications.slice(0, mostInRun);
  await parts.store.atOnce<JsonObject>(call, async (transaction) => {
    const known = await transaction.where(form, 'claim', claim);
    if (known.some((run) => run.org === org)) return {};
    await transaction.create(form, {
      [runs.of]: { id: task.id },
      organisation: { id: org },
      state: 'waiting',
      trigger: 'schedule',
      claim,
      missed,
      dueAt: addMilliseconds('1970-01-01T00:00:00.000Z', at),
      total: rows.length,
      waiting: rows.length,
      ...(task.form === 'auto-issue-scheme'
        ? { rows: rows.map((id) => ({ application: { id }, outcome: 'waiting' })) }
        : {}),
      ...more,
    });
    return {};
  });
}
