import { numberOf } from '../../../metadata/common/read.ts';
import { nextBackup, usualInterval } from '../../../rules/schedule/backup-times.ts';
import type { BackupPlan } from '../../config/backup-plan.ts';
import { type BackupLog, isAfter } from './backup-log.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** When the next one is to be made, in milliseconds since 1970; what failed is tried again, less and less often. */
export function nextMaking(
  { times }: BackupPlan,
  { made, failed, failures }: BackupLog,
  zone: string,
): number {
  const due = made ? nextBackup(times, numberOf(made.detail['began']) ?? made.at, zone) : 0;
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

/** Whether there was none for twice as long as usually lies between two. */
export function isLate(
  { times }: BackupPlan,
  { made }: BackupLog,
  { now, since }: { now: number; since: number },
) {
  return now - (made?.at ?? since) > 2 * usualInterval(times);
}
