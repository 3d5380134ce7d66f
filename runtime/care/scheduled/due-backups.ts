import { numberOf } from '../../../metadata/common/read.ts';
import { nextBackup, usualInterval } from '../../../rules/schedule/backup-times.ts';
import type { BackupPlan } from '../../config/backup-plan.ts';
import { type BackupEntry, type BackupLog, isAfter } from './backup-log.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** The milliseconds that usually lie between two archives, full or not. */
export function intervalOf({ times, increments }: BackupPlan): number {
  return increments === undefined ? usualInterval(times) : increments * minute;
}

/** When the next full one is due. */
function nextFull({ times }: BackupPlan, { full }: BackupLog, zone: string): number {
  return full ? nextBackup(times, beganAt(full), zone) : 0;
}

/** When the next one is to be made, in milliseconds since 1970; what failed is tried again, less and less often. */
export function nextMaking(plan: BackupPlan, log: BackupLog, zone: string): number {
  const { made, failed, failures } = log;
  const { increments } = plan;
  const next =
    increments === undefined || !made ? Number.POSITIVE_INFINITY : beganAt(made) + increments * minute;
  const due = Math.min(nextFull(plan, log, zone), next);
  if (!failed) return due;
  const pause = Math.min(5 * minute * 2 ** Math.min(failures - 1, 10), hour);
  return Math.max(due, failed.at + pause);
}

/**
 * When the newest one is restored on trial; null: never, there is none, or the next one cannot be made: that is told
 * already. One that came to nothing is tried again when there is another, or a day later.
 */
export function nextTrial(
  { trialDays }: BackupPlan,
  { made, failed, tried, unfit }: BackupLog,
): number | null {
  if (trialDays === 0 || !made || failed) return null;
  if (unfit && isAfter(unfit, tried)) return unfit.at + (unfit.archive === made.archive ? day : hour);
  return tried ? tried.at + trialDays * day : made.at;
}

/**
 * What is to be made when one is due: an increment only between full ones, and on none that could not be restored on
 * trial since the last full one.
 */
export function dueKind(plan: BackupPlan, log: BackupLog, zone: string, now: number): 'full' | 'increment' {
  const { full, tried, unfit } = log;
  const isUnfit = isAfter(unfit, tried) && isAfter(unfit, full);
  return plan.increments === undefined || isUnfit || nextFull(plan, log, zone) <= now ? 'full' : 'increment';
}

function beganAt({ at, detail }: BackupEntry): number {
  return numberOf(detail['began']) ?? at;
}

/** Whether there was none for twice as long as usually lies between two; a trial may keep the next back for an hour. */
export function isLate(
  plan: BackupPlan,
  { made }: BackupLog,
  { now, since }: { now: number; since: number },
) {
  const usual = intervalOf(plan);
  return now - (made?.at ?? since) > Math.max(2 * usual, usual + hour);
}
