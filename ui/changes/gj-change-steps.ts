import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { dotted } from '../kit/base/dotted.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import { moment } from '../kit/moment.ts';
import { timelineStyles } from '../kit/styles/timeline-styles.ts';
import type { ChangeSet } from '../params/basket/change-set.ts';
import { InstanceNames } from '../params/instance-names.ts';
import { colon, plural, say } from '../session/i18n.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';
import type { FindDefinition } from './definitions-known.ts';
import { type ItemNames, itemNames } from './item-names.ts';
import { historyWords, stepChangeLine } from './step-change.ts';

/** The steps of a set: who has to approve and why, when it goes live, and who did what so far. */
export class GjChangeSteps extends withProperties(GjElement, {
  set: given<ChangeSet>(),
  find: given<FindDefinition>(() => () => undefined),
  names: state<ItemNames>(() => new Map()),
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
      .told {
        display: grid;
        gap: var(--gj-1);
        margin: var(--gj-1) 0 0;
        padding: 0 0 0 var(--gj-2);
        border-inline-start: var(--gj-edge);
        list-style: none;
      }
    `,
  ];

  readonly #instances = new InstanceNames(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('set')) return;
    const items = this.set.history.flatMap(({ says }) => says.flatMap(({ item }) => item ?? []));
    void itemNames(items).then((names) => {
      this.names = names;
    });
  }

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
        (step, place) =>
          html`<li class=${place === history.length - 1 ? 'now' : ''}>${this.#step(step)}</li>`,
      )}</ol>`;
  }

  #step(step: ChangeSet['history'][number]): TemplateResult {
    const { by, at, reason, says, more } = step;
    const knowing = { find: this.find, names: this.names, instances: this.#instances };
    return html`<div>${historyWords(step)}</div>
      <div class="small muted">${dotted([by?.name, moment(at)])}</div>
      ${reason ? html`<div class="small">${reason}</div>` : nothing}
      ${
        says.length > 0
          ? html`<ul class="told small breaks">${says.map((one) => html`<li>${stepChangeLine(one, knowing)}</li>`)}${
              more > 0
                ? html`<li class="muted">${plural(msg(str`还有 ${more} 处`, { id: 'pkg-said-more' }))}</li>`
                : nothing
            }</ul>`
          : nothing
      }`;
  }

  #why({ why, type = '', key = '', form = '' }: ChangeSet['needsApproval'][number]): TemplateResult {
    if (why === 'form') {
      const outline = session.form(form) ?? session.formById(form);
      return html`${msg('这种数据须审批', { id: 'change-why-form' })}${colon()}${outline ? say(outline.label) : form}`;
    }
    const definition = this.find(type, key);
    return why === 'type'
      ? html`${msg('这类参数须审批', { id: 'change-why-type' })}${colon()}${definition ? say(definition.typeLabel) : type}`
      : html`${msg('慎用参数须审批', { id: 'change-why-danger' })}${colon()}${definition ? say(definition.label) : key}`;
  }
}
customElements.define('gj-change-steps', GjChangeSteps);
