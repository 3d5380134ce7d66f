import { msg, str } from '@lit/localize';
import { language, plural } from '../session/i18n.ts';
import type { AuditItem } from './audit-trail.ts';

/** How often it was, or what came in or went out by a file, in words; empty where the entry tells of none. */
export function auditCounts({ action, detail }: AuditItem): string {
  const { count, records, created, updated, deleted, failed, brokenOff } = (detail ?? {}) as Readonly<
    Record<string, unknown>
  >;
  if (typeof count === 'number') return plural(msg(str`${count} 次`, { id: 'times-count' }));
  if (action === 'export')
    return typeof records === 'number' ? plural(msg(str`${records} 条`, { id: 'records-count' })) : '';
  if (action !== 'import') return '';
  const parts = [
    created ? msg(str`新增 ${created} 条`, { id: 'created-count' }) : '',
    updated ? msg(str`更新 ${updated} 条`, { id: 'updated-count' }) : '',
    deleted ? msg(str`删除 ${deleted} 条`, { id: 'removed-count' }) : '',
    failed ? msg(str`有问题 ${failed} 条`, { id: 'failed-count' }) : '',
    brokenOff ? msg('没有做完', { id: 'audit-broken-off' }) : '',
  ].filter(Boolean);
  return (parts.length > 0 ? parts : [msg('没有变化', { id: 'nothing-changed' })]).join(
    language() === 'zh' ? '，' : ', ',
  );
}
