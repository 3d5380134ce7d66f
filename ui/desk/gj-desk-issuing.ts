import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { failureText } from '../kit/failure-text.ts';
import { GjElement } from '../kit/gj-element.ts';
import { given, state, withProperties } from '../kit/with-properties.ts';
import { shared } from '../theme/shared.ts';
import { type IssueState, issuePending } from './desk-data.ts';
import { isUnderWay } from './gj-desk-progress.ts';
import '../kit/gj-record-dialog.ts';
import './gj-desk-progress.ts';

/** Invoices on their way, followed to their end; those that failed, or were not issued behind one that did, are sent again. */
export class GjDeskIssuing extends withProperties(GjElement, {
  /** Ids of pending invoices. */
  ids: given<readonly string[]>(() => []),
  states: state<readonly IssueState[]>(() => []),
  turn: state(0),
  busy: state(false),
  failure: state<unknown>(null),
}) {
  static override styles = [
    shared,
    css`
      .stops {
        color: var(--gj-error);
      }
      p {
        margin-block-start: var(--gj-2);
      }
    `,
  ];

  async #send(records: readonly IssueState[]): Promise<void> {
    this.busy = true;
    this.failure = null;
    try {
      await issuePending(records);
    } catch (failure) {
      this.failure = failure;
    }
    this.turn += 1;
    this.busy = false;
  }

  override render() {
    const isGoing = this.states.length === 0 || this.states.some(isUnderWay);
    return html`<gj-record-dialog drawer wide .label=${msg('开票进度', { id: 'desk-progress' })} .leaving=${msg('关闭', { id: 'close' })}>
      <gj-desk-progress .ids=${this.ids} .turn=${this.turn} @states=${({
        detail,
      }: CustomEvent<readonly IssueState[]>) => {
        this.states = detail;
      }}></gj-desk-progress>
      ${isGoing ? html`<p class="muted">${msg('可以关闭：开票在服务器上继续。', { id: 'desk-may-close' })}</p>` : nothing}
      ${this.failure === null ? nothing : html`<p class="stops" role="alert">${failureText(this.failure)}</p>`}
      ${this.#again('failed')}${isGoing ? nothing : this.#again('pending')}
    </gj-record-dialog>`;
  }

  #again(status: 'failed' | 'pending'): TemplateResult | typeof nothing {
    const records = this.states.filter(({ issueStatus }) => issueStatus === status);
    const count = records.length;
    if (count === 0) return nothing;
    const said =
      status === 'failed'
        ? msg(str`重试失败的 ${count} 张`, { id: 'desk-retry' })
        : msg(str`继续开其余 ${count} 张`, { id: 'desk-continue' });
    return html`<button slot="actions" ?disabled=${this.busy} @click=${() => this.#send(records)}>${said}</button>`;
  }
}

customElements.define('gj-desk-issuing', GjDeskIssuing);
