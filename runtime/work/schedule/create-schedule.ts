import type { Call } from '../../call/call.ts';
import { underLease } from '../../database/lease.ts';
import type { Within } from '../background/run-in-background.ts';
import { type DueTasks, dueTasks, noteDue, noteHandled, type Upcoming } from './due.ts';
import { platformCall, type ScheduleParts } from './schedule-parts.ts';
import type { ScheduledForm } from './scheduled-form.ts';
import { scheduledTasks } from './tasks.ts';
import { type UpcomingRun, upcomingRuns } from './upcoming-runs.ts';
import { workOnRuns } from './work.ts';

/** The work that is done by itself, at times that forms say. */
export interface Schedule {
  /** Makes runs of what is due, one node at a time; to be called again and again. Answers when more will be. */
  begin(): Promise<Within | undefined>;
  /** Carries out the runs that wait; answers how many were found. */
  work(): Promise<number>;
  /** Lists the next runs for the organisation of the call. */
  /** `days`: the first and the last of those of which each run is told. Default: of none. */
  list(call: Call, days?: readonly [string, string] | null): Promise<readonly UpcomingRun[]>;
}

export function createSchedule(parts: ScheduleParts, forms: () => readonly ScheduledForm[]): Schedule {
  const upcoming: Upcoming = new Map();
  return {
    begin: () => beginDue(parts, forms(), upcoming),
    work: () => workOnRuns(parts, forms()),
    list: (call, days = null) => upcomingRuns(parts, forms(), call, days),
  };
}

async function beginDue(
  parts: ScheduleParts,
  forms: readonly ScheduledForm[],
  upcoming: Upcoming,
): Promise<Within | undefined> {
  const { node } = parts;
  if (platformCall(parts).served.orgs.root === '') return undefined;
  const { due, fresh, gone, next, now: asked } = await dueNow(parts, forms, upcoming);
  if (due.length + fresh.length + gone.length === 0) return { within: next - asked };
  await underLease(parts.database, { work: 'schedule', node, ifFree: true }, async (held) => {
    const own: ScheduleParts = { ...parts, database: held.database, fence: held.fence };
    // Another node may have been at it until now.
    await parts.catchUp();
    const now = await dueNow(own, forms, upcoming);
    await noteDue(own.database, now);
    for (const scheduled of forms) {
      const dues = now.due.filter(({ task }) => task.form === scheduled.form);
      for (const group of Map.groupBy(dues, ({ at, task }) => `${at} ${task.zone}`).values()) {
        await scheduled.begin(own, group);
        for (const one of group) await noteHandled(own.database, one);
      }
    }
  });
  // When the next will be is known once these are done.
  return { within: 0 };
}

async function dueNow(
  parts: ScheduleParts,
  forms: readonly ScheduledForm[],
  upcoming: Upcoming,
): Promise<DueTasks> {
  const { now } = platformCall(parts);
  return dueTasks(parts.database, await scheduledTasks(parts, forms), {
    now: Date.parse(now.instant),
    elapsed: performance.now(),
    upcoming,
  });
}
