import { msg, str } from '@lit/localize';
import type { TrailEntry } from '../../../metadata/contract/audit/calls.ts';
import { language, plural } from '../../session/i18n.ts';

/** The filters of the trail; all of them stand in the address of the page. */
export const auditFilters = ['user', 'action', 'form', 'organisation', 'at'] as const;
export type AuditAsked = Readonly<Partial<Record<(typeof auditFilters)[number], readonly string[]>>>;

export function readAsked(query: URLSearchParams): AuditAsked {
  return Object.fromEntries(
    auditFilters.flatMap((name) => {
      const values = query.get(name)?.split(',').filter(Boolean) ?? [];
      return values.length > 0 ? [[name, values]] : [];
    }),
  );
}

export function writeAsked(asked: AuditAsked): URLSearchParams {
  const pairs = Object.entries(asked).flatMap(([name, values]) =>
    values.length > 0 ? [[name, values.join(',')]] : [],
  );
  return new URLSearchParams(pairs);
}

/** As the server wants it; days are those of whoever reads. */
export function auditQuery(asked: AuditAsked): Readonly<Record<string, string>> {
  const { at, ...others } = asked;
  const [from = '', to = ''] = at?.[0]?.split('..') ?? [];
  const moment = (day: string, later: number) => {
    const start = new Date(`${day}T00:00`);
    start.setDate(start.getDate() + later);
    return Number.isNaN(start.getTime()) ? undefined : start.toISOString();
  };
  const [after, before] = [moment(from, 0), moment(to, 1)];
  return {
    ...Object.fromEntries(writeAsked(others)),
    ...(after && { from: after }),
    ...(before && { to: before }),
  };
}

/**
 * Says how often an action happened, or how many records a file brought in or took out; empty where the entry has no
 * counts.
 */
export function auditCounts({ action, detail }: TrailEntry): string {
  const { count, records, created, updated, deleted, failed, brokenOff } = (detail ?? {}) as Readonly<
    Record<string, unknown>
  >;
  if (typeof count === 'number') return plural(msg(str`${count} 次`, { id: 'times-count' }));
  if (['export', 'history-thinned', 'audit-thinned', 'passing-thinned'].includes(action))
    return typeof records === 'number' ? plural(msg(str`${records} 条`, { id: 'records-count' })) : '';
  if (action !== 'import') return '';
  const parts = [
    created ? msg(str`新增 ${created} 条`, { id: 'created-count' }) : '',
    updated ? msg(str`更新 ${updated} 条`, { id: 'updated-count' }) : '',
    deleted ? msg(str`删除 ${deleted} 条`, { id: 'removed-count' }) : '',
    failed ? msg(str`有问题 ${failed} 条`, { id: 'failed-count' }) : '',
    brokenOff ? msg('未完成', { id: 'audit-broken-off' }) : '',
  ].filter(Boolean);
  return (parts.length > 0 ? parts : [msg('没有变化', { id: 'nothing-changed' })]).join(
    language() === 'zh' ? '，' : ', ',
  );
}
