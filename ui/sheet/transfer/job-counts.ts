import { msg, str } from '@lit/localize';
import { isObject } from '../../../metadata/common/json.ts';
import type { Job } from '../../../metadata/contract/jobs/calls.ts';
import { language, say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';

/** Answers whether nothing was to be written: an import that was only tried. */
export function isTrial({ details }: Pick<Job, 'details'>): boolean {
  return details?.['dryRun'] === true;
}

/**
 * Counts the records that a job created, updated, deleted …, or that a trial would have. A job counts those it deleted
 * among the updated.
 */
export function countsOf(job: Job) {
  const counts = job.details?.['counts'];
  const deleted = isObject(counts) ? Number(counts['deleted'] ?? 0) : 0;
  return {
    created: job.created ?? 0,
    updated: (job.updated ?? 0) - deleted,
    deleted,
    unchanged: job.unchanged ?? 0,
    failed: job.failed ?? 0,
  };
}

/** The same in words; empty when no record was touched. */
export function countsText(job: Job): string {
  const { created, updated, deleted, unchanged, failed } = countsOf(job);
  if (isTrial(job))
    return [
      created ? msg(str`将新增 ${created} 条`, { id: 'will-create' }) : '',
      updated ? msg(str`将更新 ${updated} 条`, { id: 'will-update' }) : '',
      deleted ? msg(str`将删除 ${deleted} 条`, { id: 'will-delete' }) : '',
      unchanged ? msg(str`不变 ${unchanged} 条`, { id: 'stays-unchanged' }) : '',
      failed ? msg(str`有问题 ${failed} 条`, { id: 'failed-count' }) : '',
    ]
      .filter(Boolean)
      .join(language() === 'zh' ? '，' : ', ');
  const parts = [
    created ? msg(str`新增 ${created}`, { id: 'count-created' }) : '',
    updated ? msg(str`更新 ${updated}`, { id: 'count-updated' }) : '',
    deleted ? msg(str`删除 ${deleted}`, { id: 'count-deleted' }) : '',
    unchanged ? msg(str`未变 ${unchanged}`, { id: 'count-unchanged' }) : '',
    failed ? msg(str`失败 ${failed}`, { id: 'count-failed' }) : '',
  ];
  return parts.filter(Boolean).join(' · ');
}

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

/** What a colleague tells of a form, with the way to it; undefined: it is work. */
export function newsOf({
  form,
  details,
  name,
}: Job): { readonly text: string; readonly href: string } | undefined {
  const news = details?.['news'];
  if (!isObject(news ?? null) || form === null) return undefined;
  const outline = session.form(form);
  const by = String((news as { readonly by?: unknown }).by ?? '');
  const text = outline ? msg(str`${by}：“${say(outline.listLabel)}”有更新`, { id: 'job-news' }) : name;
  return { text, href: `/forms/${form}` };
}

/** What a job is called, or what somebody told. */
export function jobName(job: Job): string {
  return newsOf(job)?.text ?? job.name;
}
