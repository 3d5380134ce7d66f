import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, withProperties } from '../kit/base/with-properties.ts';
import { moment } from '../kit/moment.ts';
import { timelineStyles } from '../kit/styles/timeline-styles.ts';
import type { ChangeSet } from '../params/basket/change-set.ts';
import { say } from '../session/i18n.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';
import { takenWords } from './change-words.ts';
import type { FindDefinition } from './definitions-known.ts';

/** The steps of a set: who has to approve and why, when it goes live, and who did what so far. */
export class GjChangeSteps extends withProperties(GjElement, {
  set: given<ChangeSet>(),
  find: given<FindDefinition>(() => () => undefined),
}) {
  static override styles = [
    shared,
    timelineStyles,
    css`
      h2 {
        margin-block: var(--gj-3) var(--gj-1);
      }
      h2:first-child {
        margin-block-start: 0;
      }
    `,
  ];

  override render() {
    const { set } = this;
    const { needsApproval, approvedBy, scheduledAt, notAfter, state, history } = set;
    const isOpen = state !== 'published' && state !== 'discarded';
    return html`
      ${
        needsApproval.length > 0 && isOpen
          ? html`<h2>${msg('审批', { id: 'change-approval' })}</h2>
            ${
              approvedBy
                ? html`<p>${msg(str`${approvedBy.name ?? ''} 已批准`, {
                    id: 'change-approved-by',
                  })} <span class="small muted">${moment(approvedBy.at)}</span></p>`
                : html`<p>${msg('须由没有参与编辑的人批准：', { id: 'change-needs-approval' })}</p>`
            }
            <ul class="small muted">${needsApproval.map((reason) => html`<li>${this.#why(reason)}</li>`)}</ul>`
          : nothing
      }
      ${
        scheduledAt && state === 'scheduled'
          ? html`<h2>${msg('定时发布', { id: 'change-schedule' })}</h2><p>${moment(scheduledAt)}</p>
            ${
              notAfter
                ? html`<p class="small muted">${msg(str`最迟 ${moment(notAfter)}，逾期后转人工处理`, { id: 'change-not-after' })}</p>`
                : nothing
            }`
          : nothing
      }
      <h2>${msg('历史', { id: 'change-history' })}</h2>
      <ol class="timeline">${history.map(
        (
          { step, by, at, reason },
          place,
        ) => html`<li class=${place === history.length - 1 ? 'now' : ''}>${takenWords(step)} <span
            class="small muted">${[by?.name, moment(at)].filter(Boolean).join(' · ')}</span>
          ${reason ? html`<div class="small">${reason}</div>` : nothing}</li>`,
      )}</ol>`;
  }

  #why({ why, type = '', key = '', form = '' }: ChangeSet['needsApproval'][number]): TemplateResult {
    if (why === 'form') {
      const outline = session.form(form) ?? session.formById(form);
      return html`${msg('这种数据须审批', { id: 'change-why-form' })}：${outline ? say(outline.label) : form}`;
    }
    const definition = this.find(type, key);
    return why === 'type'
      ? html`${msg('这类参数须审批', { id: 'change-why-type' })}：${definition ? say(definition.typeLabel) : type}`
      : html`${msg('慎用参数须审批', { id: 'change-why-danger' })}：${definition ? say(definition.label) : key}`;
  }
}
customElements.define('gj-change-steps', GjChangeSteps);
