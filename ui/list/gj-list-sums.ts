import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Report } from '../../metadata/contract/reports/calls.ts';
import { dotted } from '../kit/base/dotted.ts';
import { failureText } from '../kit/base/failure-text.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, withProperties } from '../kit/base/with-properties.ts';
import { Loading } from '../kit/loading.ts';
import type { FormModel } from '../model/form-model.ts';
import { exportQuery, type RecordList } from '../model/record-list.ts';
import { cellTexts } from '../model/report/report-cells.ts';
import { language, say } from '../session/i18n.ts';
import { session } from '../session/session.ts';
import { wrapping } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';
import { summable } from './state/summable.ts';

/** The forms whose sums somebody wants to see, by name: they stay on as he goes about. */
const wanted = new Set<string>();

/** Which of the lists so far it is. */
const turns = new WeakMap<RecordList, number>();
let turn = 0;

/**
 * What the columns of a list come to over all records that it finds, not only those that are loaded: added up by the
 * server, exactly, amounts of several currencies apart.
 */
export class GjListSums extends withProperties(GjElement, {
  form: given<FormModel>(),
  list: given<RecordList>(),
  columns: given<readonly string[]>(() => []),
}) {
  static override styles = [
    shared,
    wrapping,
    css`
      :host {
        gap: var(--gj-2);
      }
    `,
  ];

  readonly #sums = new Loading<Report, string>(this, {
    key: () => (this.#isOn ? this.#question : undefined),
    behind: true,
    load: (_, signal) => this.#ask(signal),
  });

  get #names(): readonly string[] {
    return this.form.can.has('report') ? summable(this.form, this.columns) : [];
  }

  get #isOn(): boolean {
    return wanted.has(this.form.name) && this.#names.length > 0;
  }

  /** Records are read anew by another list: their sums are, too. */
  get #question(): string {
    const at = turns.get(this.list) ?? turn++;
    turns.set(this.list, at);
    return JSON.stringify([at, this.#names, language()]);
  }

  #ask(signal: AbortSignal): Promise<Report> {
    const { view, q, filter } = this.list.question;
    return session.api.call('POST /api/forms/:form/reports', {
      path: { form: this.form.name },
      query: exportQuery({ view, q, filter, sort: [] }),
      body: { groups: [], values: this.#names.map((field) => ({ of: 'sum' as const, field })) },
      signal,
    });
  }

  #toggle(on: boolean): void {
    if (on) wanted.add(this.form.name);
    else wanted.delete(this.form.name);
    this.requestUpdate();
  }

  override render(): TemplateResult | typeof nothing {
    if (this.#names.length === 0) return nothing;
    const on = this.#isOn;
    return html`<button class="plain slim" aria-pressed=${on} title=${msg('查到的全部记录的合计', { id: 'list-sums-help' })}
        @click=${() => this.#toggle(!on)}>${icon('data', 14)}${msg('合计', { id: 'list-sums' })}</button>
      ${on ? this.#shown() : nothing}`;
  }

  #shown(): TemplateResult {
    const { value, failure } = this.#sums;
    if (failure) return html`<span class="small in-error" role="alert">${failureText(failure)}</span>`;
    if (!value)
      return html`<span class="small muted" role="status">${msg('正在合计…', { id: 'list-summing' })}</span>`;
    const cells = value.lines.at(-1)?.cells.at(-1) ?? [];
    const ofOriginals = value.originals !== undefined;
    return html`<ul class="flex wraps gap-3 small" aria-label=${msg('合计', { id: 'list-sums' })}>${value.values.map(
      (one, at) => {
        const texts = cellTexts(cells[at] ?? null, one, language());
        const label = say(this.form.byName.get(one.field ?? '')?.label ?? one.label);
        return html`<li><span class="muted">${label}</span> <b class="figures">${texts.length > 0 ? dotted(texts) : '—'}</b></li>`;
      },
    )}</ul>${
      ofOriginals
        ? html`<span class="small muted">${msg('数值取自原数据；本组织对其中一些有自己的副本', { id: 'chart-view-copies' })}</span>`
        : nothing
    }`;
  }
}
customElements.define('gj-list-sums', GjListSums);
