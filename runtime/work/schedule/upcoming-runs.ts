import type { Form } from '../../../metadata/model.ts';
import { addDays, addMilliseconds } from '../../../rules/calendar.ts';
import { nextRun, runsBetween } from '../../../rules/schedule/runs.ts';
import { type Timed, timetableOf } from '../../../rules/schedule/timetable.ts';
import type { Call } from '../../call/call.ts';
import { timeSlices } from '../../common/time-slices.ts';
import type { WireRecord } from '../../storage/store/record/store.ts';
import type { ScheduleParts } from './schedule-parts.ts';
import type { RunForm, ScheduledForm } from './scheduled-form.ts';
import { timedFields } from './tasks.ts';

/** A task that runs by itself for an organisation, and how its last run ended. */
export interface UpcomingRun {
  /** Name of its form. */
  readonly form: string;
  readonly id: string;
  readonly number: string;
  readonly name: string;
  /** An instant; null: it never runs, as no day is chosen. */
  readonly next: string | null;
  /** The last run that the caller may see; null: there is none. */
  readonly last: {
    readonly form: string;
    readonly id: string;
    readonly state: string;
    readonly dueAt: string | null;
    readonly endedAt: string | null;
    readonly total: number;
    readonly done: number;
    readonly failed: number;
  } | null;
  /** Instants of the first and the last run of each day, where days were asked for. */
  readonly runs?: readonly {
    readonly day: string;
    readonly first: string;
    readonly last: string;
    readonly count: number;
  }[];
}

const most = 200;
const mostDays = 62;
const epoch = '1970-01-01T00:00:00.000Z';

/** Lists the upcoming runs that the caller may see, the next one first. */
export async function upcomingRuns(
  parts: ScheduleParts,
  forms: readonly ScheduledForm[],
  call: Call,
  days: readonly [string, string] | null,
): Promise<readonly UpcomingRun[]> {
  const found: UpcomingRun[] = [];
  const pause = timeSlices();
  for (const { form: id, run } of forms) {
    const form = call.served.model.formsById.get(id);
    if (!form || !maySee(call, form)) continue;
    const { items } = await parts.store.list(call, form, {
      view: 'use',
      limit: most,
      sort: ['number'],
      fields: timedFields(form),
      filter: { fact: 'enabled', operator: 'equal', value: true },
    });
    for (const one of items) {
      await pause();
      found.push({
        form: form.name,
        id: one.id,
        number: String(one['number']),
        name: String(one['name']),
        next: nextOf(parts, call, one),
        last: await lastOf(parts, call, run, one.id),
        ...(days && { runs: runsOf(parts, call, one, days) }),
      });
    }
  }
  // A task that never runs comes last.
  return found.sort((a, b) => ((a.next ?? '~') < (b.next ?? '~') ? -1 : 1));
}

function runsOf(
  { zone }: ScheduleParts,
  { org }: Call,
  one: WireRecord,
  [from, to]: readonly [string, string],
): NonNullable<UpcomingRun['runs']> {
  const end = addDays(from, mostDays - 1);
  return runsBetween(timetableOf(one as Timed), [from, to < end ? to : end], zone(org)).map(
    ({ first, last, ...run }) => ({
      ...run,
      first: addMilliseconds(epoch, first),
      last: addMilliseconds(epoch, last),
    }),
  );
}

function nextOf({ zone }: ScheduleParts, { now, org }: Call, one: WireRecord): string | null {
  const next = nextRun(timetableOf(one as Timed), Date.parse(now.instant), zone(org));
  return next === null ? null : addMilliseconds(epoch, next);
}

async function lastOf(
  { store }: ScheduleParts,
  call: Call,
  { form: name, of }: RunForm,
  id: string,
): Promise<UpcomingRun['last']> {
  const form = call.served.model.formsById.get(name);
  if (!form || !maySee(call, form)) return null;
  const { items } = await store.list(call, form, {
    view: 'use',
    limit: 1,
    sort: ['-createdAt', '-id'],
    fields: ['state', 'dueAt', 'endedAt', 'total', 'done', 'failed'],
    filter: { fact: of, operator: 'equal', value: id },
  });
  const [run] = items;
  if (!run) return null;
  const textOf = (value: unknown) => (typeof value === 'string' ? value : null);
  return {
    form: form.name,
    id: run.id,
    state: String(run['state']),
    dueAt: textOf(run['dueAt']),
    endedAt: textOf(run['endedAt']),
    total: Number(run['total'] ?? 0),
    done: Number(run['done'] ?? 0),
    failed: Number(run['failed'] ?? 0),
  };
}

function maySee({ rights, org }: Call, form: Form): boolean {
  const scope = rights.scope(form, 'read');
  return scope === 'all' || scope.has(org);
}
