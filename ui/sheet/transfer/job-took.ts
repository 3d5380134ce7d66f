import { msg, str } from '@lit/localize';
import type { Job } from '../../../metadata/contract/jobs/calls.ts';
import { plural } from '../../session/i18n.ts';

/** How long a job took, or has been at work until `now`, as people say it; empty: it has not begun. */
export function jobTook(
  { startedAt, finishedAt }: Pick<Job, 'startedAt' | 'finishedAt'>,
  now: number,
): string {
  if (startedAt === null) return '';
  const seconds = Math.round(
    ((finishedAt === null ? now : Date.parse(finishedAt)) - Date.parse(startedAt)) / 1000,
  );
  if (seconds < 1) return msg('用时不到 1 秒', { id: 'took-no-time' });
  if (seconds < 60) return plural(msg(str`用时 ${seconds} 秒`, { id: 'took-seconds' }));
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return msg(str`用时 ${minutes} 分 ${seconds % 60} 秒`, { id: 'took-minutes' });
  return msg(str`用时 ${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分`, { id: 'took-hours' });
}
