import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { isList } from '../../../metadata/kinds/common/reading.ts';
import { marked } from '../../fields/marked.ts';
import { failureText } from '../../kit/base/failure-text.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { flag, given, number, state, withProperties } from '../../kit/base/with-properties.ts';
import type { FormModel } from '../../model/form-model.ts';
import type { ListedRecord } from '../../model/record-list.ts';
import { plural } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import { deskStyles } from './desk-styles.ts';

/** Milliseconds between two looks while it goes on. */
const pause = 1500;
/** Documents that are drawn before somebody asks for more. */
const few = 20;
const going: readonly Json[] = ['waiting', 'running'];

/**
 * What a run did not manage, a line each with its reason and another try of that one alone; and how far it is while it
 * goes on. Tells `done` whenever the run has become another.
 */
export class GjDeskRun extends withProperties(GjElement, {
  form: given<FormModel>(),
  record: given<ListedRecord>(),
  /** Whether it may be tried again as it is. */
  again: flag(),
  shown: number(few),
  busy: state(''),
  failure: state<unknown>(null),
}) {
  static override styles = [
    shared,
    deskStyles,
    css`
      td {
        vertical-align: top;
      }
      tr:last-child td {
        border-block-end: 0;
      }
      .why {
        min-width: var(--gj-size-200);
        white-space: pre-line;
      }
      td button {
        height: var(--gj-size-26);
      }
    `,
  ];

  #timer: ReturnType<typeof setTimeout> | undefined;

  get #isGoing(): boolean {
    return going.includes(this.record['state'] ?? null);
  }

  override disconnectedCallback(): void {
    clearTimeout(this.#timer);
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('record')) return;
    clearTimeout(this.#timer);
    if (this.#isGoing) this.#timer = setTimeout(() => void this.#look(), pause);
  }

  get #path(): string {
    return `/api/forms/${encodeURIComponent(this.form.name)}/records/${this.record.id}`;
  }

  async #look(): Promise<void> {
    try {
      const { revision } = await session.api.get<ListedRecord>(`${this.#path}?view=manage`);
      this.failure = null;
      if (revision !== this.record.revision) this.emit('done');
    } catch (failure) {
      this.failure = failure;
    }
    if (this.isConnected && this.#isGoing) this.#timer = setTimeout(() => void this.#look(), pause);
  }

  async #retry(row: string): Promise<void> {
    this.busy = row;
    try {
      const ifMatch = this.record.revision;
      await session.api.post(`${this.#path}/actions/run-again`, { rows: [row] }, { ifMatch });
      this.failure = null;
    } catch (failure) {
      this.failure = failure;
    }
    this.busy = '';
    this.emit('done');
  }

  override render() {
    const refused =
      this.failure === null ? nothing : html`<p class="stops" role="alert">${failureText(this.failure)}</p>`;
    if (this.#isGoing) return html`<section class="card below-3">${this.#progress()}${refused}</section>`;
    const left = rowsOf(this.record).filter(({ outcome }) => outcome !== 'done');
    if (left.length === 0 || this.record['state'] === 'done')
      return refused === nothing ? nothing : html`<section class="card below-3">${refused}</section>`;
    return html`<section class="card below-3">
      <h2 class="below-1">${plural(msg(str`未成功 ${left.length} 张`, { id: 'desk-run-left' }))}</h2>
      ${this.again ? html`<p class="muted">${msg('重试以您的名义进行，只处理所选的一张；全部重试请用上方的“重试”。', { id: 'desk-run-hint' })}</p>` : nothing}
      ${refused}
      <div class="frame scrolls above-2 edged rounded-l" tabindex="0" role="region" aria-label=${msg('每张的结果', { id: 'desk-results' })}><table class="fills">
        <thead><tr><th>${msg('单据', { id: 'desk-run-document' })}</th><th>${msg('结果', { id: 'desk-result' })}</th>
          <th>${msg('原因', { id: 'desk-run-why' })}</th>${this.again ? html`<th><span class="sr-only">${msg('重试', { id: 'desk-run-retry' })}</span></th>` : nothing}</tr></thead>
        <tbody>${left.slice(0, this.shown).map((row) => this.#row(row))}</tbody></table></div>
      ${
        left.length > this.shown
          ? html`<button class="plain" @click=${() => {
              this.shown += 200;
            }}>${plural(msg(str`还有 ${left.length - this.shown} 张`, { id: 'desk-more-invoices' }))}</button>`
          : nothing
      }
    </section>`;
  }

  #progress(): TemplateResult {
    // What is tried again waits in its row before the counts say so.
    const rows = rowsOf(this.record);
    const total = rows.length;
    const done = rows.filter(({ outcome }) => outcome !== 'waiting').length;
    const label = msg('执行进度', { id: 'desk-run-progress' });
    return html`<div class="sum flex wraps centred" role="status">${
      total > 0 ? plural(msg(str`已处理 ${done} / ${total} 张`, { id: 'desk-run-done' })) : label
    }</div>${
      total > 0
        ? html`<progress class="fills above-2" max=${total} value=${done} aria-label=${label}></progress>`
        : html`<progress class="fills above-2" aria-label=${label}></progress>`
    }`;
  }

  #row(row: JsonObject): TemplateResult {
    const { byName, fields } = this.form.byName.get('rows')?.rows ?? {};
    const outcome = byName?.get('outcome');
    const document = fields?.find(({ target }) => target !== undefined);
    const value = document ? (row[document.name] ?? null) : null;
    const id = String(row['id']);
    const named = isObject(value) ? String(value['number'] ?? value['name'] ?? '') : '';
    const form = document?.target === undefined ? undefined : session.formById(document.target);
    const link = form && isObject(value) ? `/forms/${form.name}/${String(value['id'])}` : undefined;
    return html`<tr>
      <td>${link === undefined ? named : html`<a href=${link}>${named}</a>`}</td>
      <td>${outcome ? marked(row['outcome'] ?? null, outcome) : nothing}</td>
      <td class="why fills breaks">${String(row['reason'] ?? '')}</td>
      ${
        this.again
          ? html`<td><button ?disabled=${this.busy !== ''} aria-label=${msg(str`重试 ${named}`, { id: 'desk-run-retry-one' })}
              @click=${() => void this.#retry(id)}>${icon('redo', 14)}${msg('重试', { id: 'desk-run-retry' })}</button></td>`
          : nothing
      }</tr>`;
  }
}
customElements.define('gj-desk-run', GjDeskRun);

function rowsOf({ rows }: ListedRecord): readonly JsonObject[] {
  return isList(rows) ? rows.filter(isObject) : [];
}
