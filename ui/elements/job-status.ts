import { msg } from '@lit/localize';
import type { Job } from '../app/jobs.ts';

/** A status in words, and which badge it wears. */
export function jobStatus({ status, failed }: Pick<Job, 'status' | 'failed'>): {
  readonly text: string;
  readonly look: string;
} {
  switch (status) {
    case 'waiting':
      return { text: msg('等待', { id: 'job-waiting' }), look: '' };
    case 'running':
      return { text: msg('运行中', { id: 'job-running' }), look: 'accent' };
    case 'done':
      if (failed) return { text: msg('部分完成', { id: 'job-done-in-part' }), look: 'warn' };
      return { text: msg('完成', { id: 'job-done' }), look: 'ok' };
    case 'failed':
      return { text: msg('失败', { id: 'job-failed' }), look: 'error' };
    case 'cancelled':
      return { text: msg('已取消', { id: 'job-cancelled' }), look: 'warn' };
  }
}
