import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { grouped } from '../../../metadata/common/grouped.ts';
import { dotted } from '../../kit/base/dotted.ts';
import { moment } from '../../kit/moment.ts';
import { plural, say } from '../../session/i18n.ts';
import type { RouteAnswer } from '../../session/route.ts';
import { session } from '../../session/session.ts';

/** What of the installation has much to do. */
export type NodeLoad = RouteAnswer<'GET /api/nodes/load'>;

export function readLoad(signal: AbortSignal): Promise<NodeLoad> {
  return session.api.call('GET /api/nodes/load', { signal });
}

/** Cards of what waits, what is slow, and what is large. */
export function loadCards(load: NodeLoad): TemplateResult {
  return html`${queueCard(load)}${slowCard(load)}${largeCard(load)}`;
}

/** Those in which something waits; where nothing does, that is said once. */
function queueCard({ queues }: NodeLoad): TemplateResult {
  const busy = queues.filter(({ waiting }) => waiting > 0);
  return html`<section class="card">
    <h2 class="below-2">${msg('等待处理', { id: 'queues' })}</h2>
    <dl class="ledger">
      ${
        busy.length === 0
          ? html`<dt>${msg('没有等待的工作', { id: 'queues-none' })}</dt><dd>—</dd>`
          : busy.map(
              ({ form, waiting, more, since }) => html`<dt>${formName(form)}</dt>
                <dd>${grouped(waiting)}${more ? '+' : ''}${
                  since === null
                    ? ''
                    : html`<br /><span class="small muted">${msg(str`最早 ${moment(since, true)}`, { id: 'queue-since' })}</span>`
                }</dd>`,
            )
      }
    </dl>
  </section>`;
}

function slowCard({ statements }: NodeLoad): TemplateResult {
  return html`<section class="card">
    <h2 class="below-2">${msg('慢查询', { id: 'slow-statements' })}</h2>
    ${
      statements.length === 0
        ? html`<p class="small muted">${msg('本节点启动以来，没有查询超过 0.25 秒。', { id: 'slow-none' })}</p>`
        : html`<p class="below-2 small muted">${msg('本节点启动以来超过 0.25 秒的查询，含等待的时间；不含其中的值。', { id: 'slow-help' })}</p>
          ${statements.slice(0, 5).map(slowOne)}`
    }
  </section>`;
}

function slowOne({ statement, count, longest, last }: NodeLoad['statements'][number]): TemplateResult {
  const times = plural(msg(str`${grouped(count)} 次`, { id: 'slow-count' }));
  return html`<details class="below-1">
    <summary class="pressable">${msg(str`最长 ${grouped(longest)} ms`, { id: 'slow-longest' })}
      <span class="small muted">${dotted([times, moment(last, true)])}</span></summary>
    <code class="small breaks">${statement}</code>
  </details>`;
}

function largeCard({ forms, countedAt }: NodeLoad): TemplateResult {
  return html`<section class="card">
    <h2 class="below-2">${msg('记录最多的表单', { id: 'large-forms' })}</h2>
    <dl class="ledger">
      ${
        forms.length === 0
          ? html`<dt>${msg('还没有记录', { id: 'large-none' })}</dt><dd>—</dd>`
          : forms.map(({ form, records }) => html`<dt>${formName(form)}</dt><dd>${grouped(records)}</dd>`)
      }
    </dl>
    <p class="small muted">${msg(str`统计于 ${moment(countedAt, true)}`, { id: 'large-counted' })}</p>
  </section>`;
}

/** Nobody who may not see a form reads its name. */
function formName(name: string): string {
  const form = session.form(name);
  return form ? say(form.listLabel) : msg('其他表单', { id: 'index-of-other' });
}
