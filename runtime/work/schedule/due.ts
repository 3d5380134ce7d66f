import { momentIn } from '../../../rules/calendar.ts';
import { countRuns, lastRun, nextRun } from '../../../rules/schedule/runs.ts';
import { isOpen } from '../../../rules/schedule/timetable.ts';
import { timeSlices } from '../../common/time-slices.ts';
import type { Connection, Database } from '../../database/database.ts';
import type { Due, Task } from './scheduled-form.ts';

interface Handled {
  readonly task: string;
  readonly timetable: string;
  readonly handled: number;
}

/** A moment that passed so recently is still met: a server was starting, or had much to do. ◊ */
const grace = 15 * 60_000;
/** So long nothing more was handled where a clock that was ahead has been put back. */
const still = 5 * 60_000;
const counted = 100;

/**
 * When what is not due yet will be, by what was handled of it: nothing is worked out again before. `since`: when this
 * node saw that first, in milliseconds that no clock moves.
 */
export type Upcoming = Map<
  string,
  { readonly handled: number; readonly next: number; readonly since: number }
>;

export interface DueTasks {
  readonly now: number;
  readonly due: readonly Due[];
  /** Tasks that are new here, or go by another timetable since. */
  readonly fresh: readonly Task[];
  /** Keys of tasks that are there no more. */
  readonly gone: readonly string[];
  /** When the next of those that are not due yet will be, as far as they are known; infinity: never. */
  readonly next: number;
}

export interface DueAt {
  readonly now: number;
  /** Milliseconds that no clock moves. */
  readonly elapsed: number;
  readonly upcoming: Upcoming;
}

/** Finds the tasks that are due, and those of which something is to be noted. Changes nothing. */
export async function dueTasks(
  database: Connection,
  tasks: readonly Task[],
  { now, upcoming, elapsed }: DueAt,
): Promise<DueTasks> {
  const pause = timeSlices();
  const rows = await database.all<Handled>('SELECT task, timetable, handled FROM gj_schedule');
  const byTask = new Map(rows.map((row) => [row.task, row]));
  const due: Due[] = [];
  const fresh: Task[] = [];
  let soonest = Number.POSITIVE_INFINITY;
  for (const task of tasks) {
    const row = byTask.get(task.key);
    if (row?.timetable !== textOf(task)) {
      fresh.push(task);
      continue;
    }
    const handled = Number(row.handled);
    const name = `${task.key} ${row.timetable}`;
    const known = upcoming.get(name);
    const since = known?.handled === handled ? known.since : elapsed;
    // A clock was ahead and was put back: nobody waits until it has come there again. One that is ahead still goes on.
    if (handled > now + grace && elapsed - since >= still) {
      fresh.push(task);
      continue;
    }
    if (known?.handled === handled && known.next > now) {
      soonest = Math.min(soonest, known.next);
      continue;
    }
    await pause();
    const next = nextRun(task.timetable, handled, task.zone) ?? Number.POSITIVE_INFINITY;
    upcoming.set(name, { handled, next, since });
    const at = next > now ? null : lastRun(task.timetable, now, task.zone);
    if (at === null) soonest = Math.min(soonest, next);
    if (at === null) continue;
    const missed = countRuns(task.timetable, [handled, at], task.zone, counted) - 1;
    due.push({ task, at, missed, open: isStillMeant(task, at, now) });
  }
  const meant = new Set(tasks.map(({ key }) => key));
  if (upcoming.size > 2 * tasks.length + 100) upcoming.clear();
  const gone = rows.map(({ task }) => task).filter((task) => !meant.has(task));
  return { now, due, fresh, gone, next: soonest };
}

/** Notes the tasks: a new one counts from now on, and one that is gone is forgotten. */
export async function noteDue(database: Database, { now, fresh, gone }: DueTasks): Promise<void> {
  for (const task of fresh) await begin(database, task, now);
  for (const task of gone) await database.run('DELETE FROM gj_schedule WHERE task = ?', [task]);
}

/** Whether a task is still to be done: one with a window within it, one with a time as soon as it can be. */
function isStillMeant({ timetable, zone }: Task, at: number, now: number): boolean {
  return timetable.every === null || now - at <= grace || isOpen(timetable, momentIn(zone, now));
}

async function begin(database: Database, task: Task, now: number): Promise<void> {
  const columns = ['task', 'timetable', 'handled'];
  const sql = database.dialect.upsert('gj_schedule', columns, ['task'], ['timetable', 'handled']);
  await database.run(sql, [task.key, textOf(task), now]);
}

export async function noteHandled(database: Connection, { task, at }: Due): Promise<void> {
  await database.run('UPDATE gj_schedule SET handled = ? WHERE task = ? AND handled < ?', [at, task.key, at]);
}

/** Short enough for its column, whatever days are named. */
function textOf({ timetable: { days, from, to, every } }: Task): string {
  const meant = days === 'all' ? 'all' : 'week' in days ? `w${days.week.join()}` : `m${days.month.join()}`;
  return `${from}~${to} ${every ?? ''} ${meant}`;
}
