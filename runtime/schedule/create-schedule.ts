import type { Call } from '../call/call.ts';
import { ifLeased } from '../database/lease.ts';
import { type Due, dueTasks, noteHandled, type Upcoming } from './due.ts';
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
  if (platformCall(parts).served.orgs.root === '') return;
  if ((await dueNow(parts, upcoming)).length === 0) return;
  await ifLeased(parts.database, { name: 'schedule', node: parts.node }, async () => {
    // Another node may have been at it until now.
    await parts.catchUp();
    const due = await dueNow(parts, upcoming);
    const schemes = due.filter(({ task }) => task.form === 'auto-issue-scheme');
    for (const group of Map.groupBy(schemes, ({ at, task }) => `${at} ${task.zone}`).values()) {
      await makeIssueRuns(parts, group);
      for (const one of group) await noteHandled(parts.database, one);
    }
    for (const one of due.filter(({ task }) => task.form === 'automation-task')) {
      await makeTaskRun(parts, one);
      await noteHandled(parts.database, one);
    }
  });
}

async function dueNow(parts: ScheduleParts, upcoming: Upcoming): Promise<readonly Due[]> {
  const { now } = platformCall(parts);
  return dueTasks(parts.database, await scheduledTasks(parts), {
    ...{ now: Date.parse(now.instant), upcoming },
  });
}
