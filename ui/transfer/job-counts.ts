import { msg, str } from '@lit/localize';
import { isObject } from '../../metadata/json.ts';
import { language } from '../session/i18n.ts';
import type { Job } from '../session/jobs.ts';

/** Whether nothing was to be written: an import that was only tried. */
export function isTrial({ details }: Pick<Job, 'details'>): boolean {
  return details?.['dryRun'] === true;
}

/** How many records became, or of a trial would become, what. A job counts those it deleted among the updated. */
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
