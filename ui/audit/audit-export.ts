import { msg } from '@lit/localize';
import { csvText } from '../kit/csv-text.ts';
import { downloadText } from '../kit/download-text.ts';
import { moment } from '../kit/moment.ts';
import { session } from '../session/session.ts';
import type { AuditItem } from './audit-trail.ts';
import { auditWords } from './audit-trail-words.ts';

const most = 10_000;

/** The trail as a CSV, newest first; of more than so many lines, as many are looked through. */
export async function exportTrail(
  query: Readonly<Record<string, string>>,
  wanted: (item: AuditItem) => boolean,
): Promise<{ readonly count: number; readonly isCut: boolean }> {
  const items: AuditItem[] = [];
  let cursor: string | null = '';
  let seen = 0;
  while (cursor !== null && seen < most) {
    const page: { items: AuditItem[]; next: string | null } = await session.api.get('/api/audit', {
      query: { ...query, limit: 500, ...(cursor ? { cursor } : {}) },
    });
    seen += page.items.length;
    items.push(...page.items.filter(wanted));
    cursor = page.next;
  }
  const head = [
    msg('时间', { id: 'at-time' }),
    msg('用户', { id: 'user' }),
    msg('操作', { id: 'operation' }),
    msg('表单', { id: 'one-form' }),
    msg('对象', { id: 'audit-object' }),
    msg('组织', { id: 'organisation' }),
    msg('原因', { id: 'reason' }),
  ];
  const rows = items.map((item) => {
    const { who, did, form, what } = auditWords(item);
    return [moment(item.at, true), who, did, form, what, item.org?.name ?? '', item.reason ?? ''];
  });
  downloadText('audit.csv', 'text/csv', csvText([head, ...rows]));
  return { count: items.length, isCut: cursor !== null };
}
