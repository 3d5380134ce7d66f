import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { ProposedColumn, ProposedSheet } from '../../../metadata/design/workbook/proposal.ts';
import { tellsApart } from '../../../metadata/design/workbook/tells-apart.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import { plural, say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import { kindWords } from '../words/kind-words.ts';
import { readersFirst } from '../words/label-pair.ts';
import { labelShown, labelTyped } from '../words/label-typed.ts';
import { type SaidWhy, workbook } from './workbook-work.ts';

/** Kinds that the cells of a sheet can be read as. */
const kinds = [
  ...['text', 'multiline', 'integer', 'decimal', 'money', 'percent', 'boolean', 'date', 'time', 'datetime'],
  ...['choice', 'reference', 'email', 'phone', 'url', 'tax-number'],
];

type Input = HTMLInputElement | HTMLSelectElement;
const textOf = (event: Event): string => (event.target as Input).value;
const isOn = (event: Event): boolean => (event.target as HTMLInputElement).checked;

/** A sheet of a workbook: what becomes of each of its columns, with why, to be corrected. */
export class GjWorkbookSheet extends withProperties(GjElement, {
  sheet: given<ProposedSheet>(),
  /** Place of the column that names a record; null: numbers are given out. */
  key: given<number | null>(null),
}) {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      table {
        min-width: var(--gj-size-960);
      }
      td {
        vertical-align: top;
      }
      th.narrow,
      td.narrow {
        width: 1%;
      }
      td.narrow input {
        margin-block-start: var(--gj-2);
      }
      .heading {
        min-width: var(--gj-size-110);
        max-width: var(--gj-size-180);
      }
      .names {
        grid-template-columns: 1fr 1fr;
        min-width: var(--gj-size-240);
      }
      .names > :last-child {
        grid-column: 1 / -1;
      }
      .kind {
        min-width: var(--gj-size-160);
      }
      .kind label {
        display: flex;
        align-items: center;
        gap: var(--gj-1h);
        white-space: nowrap;
      }
      .kind label input {
        width: var(--gj-size-80);
      }
      code,
      input.code {
        font-family: var(--gj-mono);
        font-size: var(--gj-text-s);
      }
      .why {
        min-width: var(--gj-size-200);
      }
      tr.out td:not(:first-child) {
        color: var(--gj-muted);
      }
    `,
  ];

  override render() {
    const { sheet } = this;
    if (!sheet) return nothing;
    const isMain = sheet.use === 'records';
    return html`<div class="frame framed scrolls" role="region" tabindex="0" aria-label=${msg(str`“${sheet.title}”的列`, { id: 'workbook-columns-of' })}>
      <table class="plain">
        <thead><tr>
          <th class="narrow to-middle one-line">${msg('要', { id: 'workbook-take' })}</th><th>${msg('列', { id: 'workbook-column' })}</th>
          <th>${msg('字段名称', { id: 'workbook-field-name' })}</th><th>${msg('种类', { id: 'design-form-kind' })}</th>
          <th class="narrow to-middle one-line">${msg('必填', { id: 'workbook-required' })}</th>
          ${isMain ? html`<th class="narrow to-middle one-line">${msg('唯一', { id: 'workbook-unique' })}</th><th class="narrow to-middle one-line">${msg('编码', { id: 'workbook-key' })}</th>` : nothing}
          <th>${msg('为什么', { id: 'workbook-why' })}</th></tr></thead>
        <tbody>${sheet.columns.filter(({ use }) => use !== 'key').map((column) => this.#row(column, isMain))}</tbody>
      </table></div>`;
  }

  #row(column: ProposedColumn, isMain: boolean): TemplateResult {
    const { place, heading, use, values, filled } = column;
    const { sheet } = this;
    const at = sheet?.sheet ?? 0;
    const isKey = isMain && this.key === place;
    const isOut = use === 'none';
    const set = (what: Partial<ProposedColumn>) => workbook.changeColumn(at, place, what);
    const named = (text: string) => msg(str`${heading}：${text}`, { id: 'workbook-of-column' });
    return html`<tr class=${isOut ? 'out' : ''}>
      <td class="narrow to-middle one-line"><input type="checkbox" aria-label=${named(msg('要', { id: 'workbook-take' }))} .checked=${!isOut} ?disabled=${isKey}
        @change=${(event: Event) => set({ use: isOn(event) ? 'field' : 'none' })} /></td>
      <td class="heading breaks"><b>${heading}</b><div class="small muted">${values.slice(0, 3).join(' · ')}${values.length > 3 ? ' …' : ''}</div>
        <div class="small muted">${plural(msg(str`${filled} 个值`, { id: 'workbook-values' }))}</div></td>
      <td>${isOut ? '' : this.#names(column, isKey, set, named)}</td>
      <td>${isOut ? '' : this.#kind(column, isKey, set, named)}</td>
      <td class="narrow to-middle one-line">${
        isOut
          ? ''
          : html`<input type="checkbox" aria-label=${named(msg('必填', { id: 'workbook-required' }))} .checked=${column.required || isKey} ?disabled=${isKey}
        @change=${(event: Event) => set({ required: isOn(event) })} />`
      }</td>
      ${
        isMain
          ? html`<td class="narrow to-middle one-line">${
              isOut
                ? ''
                : html`<input type="checkbox" aria-label=${named(msg('唯一', { id: 'workbook-unique' }))} .checked=${column.unique || isKey} ?disabled=${isKey}
              @change=${(event: Event) => set({ unique: isOn(event) })} />`
            }</td>
            <td class="narrow to-middle one-line"><input type="radio" name="key" aria-label=${named(msg('编码', { id: 'workbook-key' }))} .checked=${isKey} ?disabled=${!isKey && !tellsApart(column, sheet?.rows ?? 0)}
              @change=${() => workbook.changeKey(place)} /></td>`
          : nothing
      }
      <td class="why small">${isOut && filled > 0 ? msg('不导入这一列', { id: 'workbook-left-out' }) : column.why.map((why) => html`<p class="flush">${(why as SaidWhy).message}</p>`)}</td>
      </tr>`;
  }

  #names(
    { label, name }: ProposedColumn,
    isKey: boolean,
    set: (what: Partial<ProposedColumn>) => void,
    named: (text: string) => string,
  ): TemplateResult {
    const words = {
      zh: msg('中文名称', { id: 'design-form-zh' }),
      en: msg('英文名称', { id: 'design-form-en' }),
    };
    const shown = labelShown(label);
    const code = msg('接口里的名称', { id: 'workbook-api-name' });
    return html`<div class="names gridded gap-1">
      ${readersFirst().map(
        (tongue) =>
          html`<input class="plain" lang=${tongue} aria-label=${named(words[tongue])} placeholder=${shown[tongue] === '' ? words[tongue] : ''} .value=${shown[tongue]} @change=${(
            event: Event,
          ) => set({ label: labelTyped(label, textOf(event).trim(), tongue) })} />`,
      )}
      ${
        isKey
          ? html`<code class="muted">number</code>`
          : html`<input class="plain code" aria-label=${named(code)} title=${code} pattern="[a-z][A-Za-z0-9]*" .value=${name} @change=${(
              event: Event,
            ) => {
              const input = event.target as HTMLInputElement;
              if (input.checkValidity() && input.value !== '') set({ name: input.value });
              else input.value = name;
            }} />`
      }</div>`;
  }

  #kind(
    column: ProposedColumn,
    isKey: boolean,
    set: (what: Partial<ProposedColumn>) => void,
    named: (text: string) => string,
  ): TemplateResult {
    const { kind, props } = column;
    const number = (
      property: string,
      text: string,
      least: number,
      most: number,
    ) => html`<label class="small muted">${text}
      <input class="plain" type="number" min=${least} max=${most} aria-label=${named(text)} .value=${String(props[property] ?? '')} @change=${(
        event: Event,
      ) => {
        const input = event.target as HTMLInputElement;
        if (input.value !== '' && input.checkValidity())
          set({ props: { ...props, [property]: Number(input.value) } });
        else input.value = String(props[property] ?? '');
      }} /></label>`;
    const options = Array.isArray(props['options'])
      ? (props['options'] as readonly { label: { zh: string } }[])
      : [];
    return html`<div class="kind gridded gap-1"><select class="plain" aria-label=${named(msg('种类', { id: 'design-form-kind' }))} ?disabled=${isKey} @change=${(
      event: Event,
    ) => void workbook.changeKind(this.sheet?.sheet ?? 0, column, textOf(event))}>${kinds.map(
      (one) => html`<option value=${one} ?selected=${one === kind}>${kindWords(one).label}</option>`,
    )}</select>
      ${kind === 'text' || kind === 'multiline' ? number('length', msg('最多字数', { id: 'workbook-length' }), 1, kind === 'text' ? 2000 : 1_000_000) : nothing}
      ${kind === 'decimal' ? number('scale', msg('小数位', { id: 'workbook-scale' }), 0, 12) : nothing}
      ${
        kind === 'choice'
          ? html`<span class="small muted">${options
              .map(({ label }) => label.zh)
              .slice(0, 6)
              .join(' · ')}${options.length > 6 ? ' …' : ''}</span>`
          : nothing
      }
      ${
        kind === 'reference'
          ? html`<select class="plain" aria-label=${named(msg('引用哪个表单', { id: 'workbook-target' }))} @change=${(
              event: Event,
            ) => set({ props: { ...props, form: textOf(event) } })}>
              <option value="">${msg('（请选择）', { id: 'design-choose' })}</option>${session.forms
                .filter((form) => form.kind !== 'setting')
                .toSorted((a, b) => say(a.label).localeCompare(say(b.label)))
                .map(
                  ({ id, label }) =>
                    html`<option value=${id} ?selected=${props['form'] === id}>${say(label)}</option>`,
                )}</select>`
          : nothing
      }</div>`;
  }
}
customElements.define('gj-workbook-sheet', GjWorkbookSheet);
