import type { Call } from '../call/call.ts';
import { underLease } from '../database/lease.ts';
import { type DueTasks, dueTasks, noteDue, noteHandled, type Upcoming } from './due.ts';
import { makeIssueRuns, makeTaskRun } from './make-runs.ts';
import { platformCall, type ScheduleParts } from './schedule-parts.ts';
import { scheduledTasks } from './tasks.ts';
import { type UpcomingRun, upcomingRuns } from './upcoming-runs.ts';
import { workOnRuns } from './work.ts';

/** What is done by itself, at times that forms say. */
export interface Schedule {
  /** Makes runs of what is due, one node at a time; to be called again and again. */
  begin(): Promise<void>;
  /** Carries out the runs that wait. */
  work(): Promise<void>;
  /** What runs next for the organisation of the call. */
  list(call: Call): Promise<readonly UpcomingRun[]>;
}

export function createSchedule(parts: ScheduleParts): Schedule {
  const upcoming: Upcoming = new Map();
  return {
    begin: () => beginDue(parts, upcoming),
    work: () => workOnRuns(parts),
    list: (call) => upcomingRuns(parts, call),
  };
}

async function beginDue(parts: ScheduleParts, upcoming: Upcoming): Promise<void> {
  const { node } = parts;
  if (platformCall(parts).served.orgs.root === '') return;
  const { due, fresh, gone } = await dueNow(parts, upcoming);
  if (due.length + fresh.length + gone.length === 0) return;
  await underLease(parts.database, { work: 'schedule', node, ifFree: true }, async (held) => {
    const own: ScheduleParts = { ...parts, database: held.database, fence: held.fence };
    // Another node may have been at it until now.
    await parts.catchUp();
    const now = await dueNow(own, upcoming);
    await noteDue(own.database, now);
    const schemes = now.due.filter(({ task }) => task.form === 'auto-issue-scheme');
    for (const group of Map.groupBy(schemes, ({ at, task }) => `${at} ${task.zone}`).values()) {
      await makeIssueRuns(own, group);
      for (const one of group) await noteHandled(own.database, one);
    }
    for (const one of now.due.filter(({ task }) => task.form === 'automation-task')) {
      await makeTaskRun(own, one);
      await noteHandled(own.database, one);
    }
  });
}

async function dueNow(parts: ScheduleParts, upcoming: Upcoming): Promise<DueTasks> {
  const { now } = platformCall(parts);
  return dueTasks(parts.database, await scheduledTasks(parts), {
    now: Date.parse(now.instant),
    upcoming,
  });
}
