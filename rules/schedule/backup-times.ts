import { nextRun } from './runs.ts';

/** When backups are made: at a time of day (`HH:mm:ss`), or every so many hours. */
export type BackupTimes = { readonly at: string } | { readonly hours: number };

const hour = 3_600_000;

/** The milliseconds that usually lie between two of them. */
export function usualInterval(times: BackupTimes): number {
  return 'hours' in times ? times.hours * hour : 24 * hour;
}

/** The moment at which the next one is due after one that began then, in milliseconds since 1970. */
export function nextBackup(times: BackupTimes, began: number, zone: string): number {
  const usual = began + usualInterval(times);
  if ('hours' in times) return usual;
  return nextRun({ days: 'all', from: times.at, to: times.at, every: null }, began, zone) ?? usual;
}
