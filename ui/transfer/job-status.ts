import { msg } from '@lit/localize';
import type { Job } from '../session/jobs.ts';
import { isTrial } from './job-counts.ts';

/** A status in words, and which badge it wears. */
export function jobStatus(
  job: Pick<Job, 'status' | 'created' | 'updated' | 'unchanged' | 'failed' | 'details'>,
): {
  readonly text: string;
  readonly look: string;
} {
  const { status, failed } = job;
  switch (status) {
    case 'waiting':
      return { text: msg('等待', { id: 'job-waiting' }), look: '' };
    case 'running':
      return { text: msg('运行中', { id: 'job-running' }), look: 'accent' };
    case 'done':
      if (isTrial(job))
        return failed
          ? { text: msg('检查出问题', { id: 'job-tried-in-part' }), look: 'warn' }
          : { text: msg('已检查', { id: 'job-tried' }), look: 'ok' };
      // Nothing but failures is no part of success.
      if (failed && !job.created && !job.updated && !job.unchanged)
        return { text: msg('全部失败', { id: 'job-all-failed' }), look: 'error' };
      if (failed) return { text: msg('部分完成', { id: 'job-done-in-part' }), look: 'warn' };
      return { text: msg('完成', { id: 'job-done' }), look: 'ok' };
    case 'failed':
      return { text: msg('失败', { id: 'job-failed' }), look: 'error' };
    case 'cancelled':
      return { text: msg('已取消', { id: 'job-cancelled' }), look: 'warn' };
  }
}
