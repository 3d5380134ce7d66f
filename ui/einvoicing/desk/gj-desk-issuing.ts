import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import { listed, plural } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import { type IssueState, issuePending, stopIssuing } from './desk-data.ts';
import { isUnderWay } from './gj-desk-progress.ts';
import '../../kit/dialog/gj-dialog.ts';
import './gj-desk-progress.ts';

/** Stopped ones that are named. */
const named = 10;

/**
 * Invoices on their way, followed to their end; those that failed, or were not issued behind one that did, are sent
 * again.
 */
export class GjDeskIssuing extends withProperties(GjElement, {
  /** Ids of pending invoices. */
  ids: given<readonly string[]>(() => []),
  states: state<readonly IssueState[]>(() => []),
  turn: state(0),
  /** Ids of those that were asked not to be sent; null: nobody asked. */
  stopping: state<readonly string[] | null>(null),
}) {
  static override styles = shared;

  readonly #doing = new Doing(this);

  async #send(records: readonly IssueState[]): Promise<void> {
    this.stopping = null;
    await this.#doing.run(() => issuePending(records));
    this.turn += 1;
  }

  async #stop(records: readonly IssueState[]): Promise<void> {
    await this.#doing.run(async () => {
      this.stopping = await stopIssuing(records.map(({ id }) => id));
    });
  }

  override render() {
    const isGoing = this.states.length === 0 || this.states.some(isUnderWay);
    return html`<gj-dialog drawer wide .label=${msg('开票进度', { id: 'desk-progress' })} .leaving=${msg('关闭', { id: 'close' })}>
      <gj-desk-progress .ids=${this.ids} .turn=${this.turn} @states=${({
        detail,
      }: CustomEvent<readonly IssueState[]>) => {
        this.states = detail;
      }}></gj-desk-progress>
      ${isGoing ? html`<p class="muted above-2">${msg('可以关闭：开票在服务器上继续。', { id: 'desk-may-close' })}</p>` : nothing}
      ${this.#doing.shown()}
      ${this.#stopped(isGoing)}
      ${this.#stopButton()}${this.#again('failed')}${isGoing ? nothing : this.#again('pending')}
    </gj-dialog>`;
  }

  #stopButton(): TemplateResult | typeof nothing {
    const underWay = this.states.filter(isUnderWay);
    if (underWay.length === 0) return nothing;
    return html`<button slot="actions" ?disabled=${this.#doing.busy || this.stopping !== null}
      @click=${() => this.#stop(underWay)}>${
        this.stopping === null
          ? msg('停止未送出的', { id: 'desk-stop' })
          : msg('正在停止…', { id: 'desk-stopping' })
      }</button>`;
  }

  /** Says which of the pending invoices that were stopped were not sent, by number. */
  #stopped(isGoing: boolean): TemplateResult | typeof nothing {
    const { stopping } = this;
    if (stopping === null || isGoing) return nothing;
    const kept = this.states.filter(
      ({ id, issueStatus }) => stopping.includes(id) && issueStatus !== 'issued',
    );
    const names = listed(kept.slice(0, named).map(({ number }) => number));
    const count = kept.length;
    return html`<p class="above-2" role="status">${
      count === 0
        ? msg('要停止时都已送出', { id: 'desk-stopped-none' })
        : count > named
          ? msg(str`已停止，${count} 张没有送出：${names} 等`, { id: 'desk-stopped-more' })
          : plural(msg(str`已停止，${count} 张没有送出：${names}`, { id: 'desk-stopped' }))
    }</p>`;
  }

  #again(status: 'failed' | 'pending'): TemplateResult | typeof nothing {
    const records = this.states.filter(({ issueStatus }) => issueStatus === status);
    const count = records.length;
    if (count === 0) return nothing;
    const said =
      status === 'failed'
        ? msg(str`重试失败的 ${count} 张`, { id: 'desk-retry' })
        : msg(str`继续开其余 ${count} 张`, { id: 'desk-continue' });
    return html`<button slot="actions" ?disabled=${this.#doing.busy} @click=${() => this.#send(records)}>${said}</button>`;
  }
}

customElements.define('gj-desk-issuing', GjDeskIssuing);
