import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { grouped } from '../../../metadata/common/grouped.ts';
import { listed, plural } from '../../session/i18n.ts';
import type { Health } from './health-data.ts';

/** Whether the audit trail arrives where it is forwarded to; nothing where it is not. */
export function auditForward(all: Health['numbers']): TemplateResult | typeof nothing {
  const failing = all.get('guiju_audit_forward_failing_seconds');
  if (failing === undefined) return nothing;
  const waiting = all.get('guiju_audit_forward_waiting') ?? 0;
  const minutes = Math.round(failing / 60);
  const text = plural(msg(str`${minutes} 分钟没有送达，${waiting} 条等待`, { id: 'audit-forward-fails' }));
  const name = msg('审计记录转发', { id: 'audit-forward' });
  return line(
    name,
    failing === 0 ? badge(true) : html`${badge(false)}<br /><span class="small muted">${text}</span>`,
  );
}

/** Whether spans of traces arrive where they are sent to, and how many were given up; nothing where there are none. */
export function traceExport(
  all: Health['numbers'],
  dropped: Health['spansDropped'],
): TemplateResult | typeof nothing {
  const failing = all.get('guiju_trace_export_failing');
  if (failing === undefined) return nothing;
  const reasons: Readonly<Record<string, (count: string) => string>> = {
    full: (count) => msg(str`等待的过多 ${count}`, { id: 'traces-full' }),
    refused: (count) => msg(str`收集器拒绝 ${count}`, { id: 'traces-refused' }),
    unreached: (count) => msg(str`未能送达 ${count}`, { id: 'traces-unreached' }),
  };
  const lost = [...dropped].filter(([, count]) => count > 0);
  const total = grouped(lost.reduce((sum, [, count]) => sum + count, 0));
  const why = listed(lost.map(([reason, count]) => reasons[reason]?.(grouped(count)) ?? reason));
  const text = plural(msg(str`启动以来丢弃 ${total} 个 span：${why}`, { id: 'traces-dropped' }));
  return line(
    msg('追踪', { id: 'traces' }),
    lost.length === 0
      ? badge(failing === 0)
      : html`${badge(failing === 0)}<br /><span class="small muted">${text}</span>`,
  );
}

export function badge(fine: boolean): TemplateResult {
  const text = fine ? msg('正常', { id: 'check-fine' }) : msg('异常', { id: 'check-wrong' });
  return html`<span class="badge ${fine ? 'ok' : 'error'}"><span class="dot"></span>${text}</span>`;
}

export function line(name: string | TemplateResult, value: string | TemplateResult): TemplateResult {
  return html`<dt>${name}</dt><dd>${value}</dd>`;
}
