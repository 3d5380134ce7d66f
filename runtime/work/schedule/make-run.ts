import type { JsonObject } from '../../../metadata/common/json.ts';
import { addMilliseconds } from '../../../rules/calendar.ts';
import { runText } from './run-text.ts';
import { platformCall, type ScheduleParts } from './schedule-parts.ts';
import type { Due, RunForm } from './scheduled-form.ts';
import { requireForm } from './tasks.ts';

/** Documents of one run; what is left goes with the next. */
export const mostInRun = 1_000;

interface Making {
  readonly org: string;
  /** Ids of its documents. Default: it looks for them itself. */
  readonly documents?: readonly string[];
  readonly more?: JsonObject;
}

/** Makes a run once, however many nodes are at it: its claim says which run it is. */
export async function makeRun(
  parts: ScheduleParts,
  runs: RunForm,
  { task, at, missed }: Due,
  { org, documents, more = {} }: Making,
): Promise<void> {
  const call = platformCall(parts, org);
  const form = requireForm(call, runs.form);
  const claim = `${task.id} ${at}`;
  const ids = documents?.slice(0, mostInRun);
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
      total: ids?.length ?? 0,
      waiting: ids?.length ?? 0,
      ...(ids ? { rows: ids.map((id) => ({ [runs.document]: { id }, outcome: 'waiting' })) } : {}),
      ...more,
    });
    return {};
  });
}

/** Tells of a moment whose window is over. */
export function makeMissed(parts: ScheduleParts, runs: RunForm, due: Due): Promise<void> {
  const more = { state: 'missed', failure: runText('run-missed') };
  return makeRun(parts, runs, due, { org: due.task.org, documents: [], more });
}
