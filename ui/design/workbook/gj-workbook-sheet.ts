import { msg, str } from '@lit/localize';
import '../../fields/gj-form-pick.ts';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { ProposedColumn, ProposedSheet } from '../../../metadata/design/workbook/proposal.ts';
import { tellsApart } from '../../../metadata/design/workbook/tells-apart.ts';
import { dotted } from '../../kit/base/dotted.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import { table } from '../../kit/table/table.ts';
import type { Column } from '../../kit/table/table-shape.ts';
import { listed, plural, say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import { kindWords } from '../words/kind-words.ts';
import { readersFirst } from '../words/label-pair.ts';
import { labelShown, labelTyping } from '../words/label-typed.ts';
import { misfitsOf } from './misfits.ts';
import { type SaidWhy, workbook } from './workbook-work.ts';

/** Kinds that the cells of a sheet can be read as. */
const kinds = [
  ...['text', 'multiline', 'integer', 'decimal', 'money', 'percent', 'boolean', 'date', 'time', 'datetime'],
  ...['choice', 'reference', 'email', 'phone', 'url', 'tax-number'],
];

type Input = HTMLInputElement | HTMLSelectElement;
const textOf = (event: Event): string => (event.target as Input).value;
const isOn = (event: Event): boolean => (event.target as HTMLInputElement).checked;

/** A form that another sheet of the workbook becomes. */
export interface OtherForm {
  readonly sheet: number;
  readonly label: string;
}

/** A sheet of a workbook: what becomes of each of its columns, with why, to be corrected. */
export class GjWorkbookSheet extends withProperties(GjElement, {
  sheet: given<ProposedSheet>(),
  /** Place of the column that names a record; null: numbers are given out, or rows belong to others. */
  key: given<number | null>(null),
  /** Other sheets that become forms, and what those are called. */
  others: given<readonly OtherForm[]>(() => []),
}) {
  static override styles = [
    shared,
    css`
      table {
        min-width: var(--gj-size-960);
      }
      td.middle input {
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
      tr.out {
        color: var(--gj-muted);
      }
    `,
  ];

  override render() {
    const { sheet } = this;
    if (!sheet) return nothing;
    return table({
      caption:
        sheet.title === ''
          ? msg('文件的列', { id: 'workbook-columns' })
          : msg(str`“${sheet.title}”的列`, { id: 'workbook-columns-of' }),
      columns: this.#columns(sheet.use !== 'entries'),
      rows: sheet.columns.filter(({ use }) => use !== 'key'),
      look: (column) => (isOut(column) ? 'out' : ''),
      frame: 'framed',
    });
  }

  #columns(hasRecords: boolean): readonly Column<ProposedColumn>[] {
    const isKey = ({ place }: ProposedColumn) => hasRecords && this.key === place;
    const box = (label: string, said: 'required' | 'unique'): Column<ProposedColumn> => ({
      label,
      align: 'middle',
      cell: (column) =>
        isOut(column)
          ? nothing
          : html`<input type="checkbox" aria-label=${named(column, label)}
              .checked=${column[said] || isKey(column)} ?disabled=${isKey(column)}
              @change=${(event: Event) => this.#set(column, { [said]: isOn(event) })} />`,
    });
    const code = msg('编码', { id: 'workbook-key' });
    const take = msg('使用', { id: 'workbook-take' });
    return [
      {
        label: take,
        align: 'middle',
        cell: (column) =>
          html`<input type="checkbox" aria-label=${named(column, take)} .checked=${!isOut(column)} ?disabled=${isKey(column)}
            @change=${(event: Event) => this.#set(column, { use: isOn(event) ? 'field' : 'none' })} />`,
      },
      {
        label: msg('列', { id: 'workbook-column' }),
        role: 'name',
        look: 'heading',
        cell: ({ heading, values, filled, distinct }) =>
          html`<b>${heading}</b><div class="small muted">${dotted(values.slice(0, 3))}${values.length > 3 ? ' …' : ''}</div>
            <div class="small muted">${plural(msg(str`${filled} 个值，不重复的有 ${distinct} 个`, { id: 'workbook-values' }))}</div>`,
      },
      {
        label: msg('字段名称', { id: 'workbook-field-name' }),
        cell: (column) => (isOut(column) ? nothing : this.#names(column, isKey(column))),
      },
      {
        label: msg('类型', { id: 'design-form-kind' }),
        cell: (column) => (isOut(column) ? nothing : this.#kind(column, isKey(column))),
      },
      box(msg('必填', { id: 'workbook-required' }), 'required'),
      ...(hasRecords
        ? [
            box(msg('唯一', { id: 'workbook-unique' }), 'unique'),
            {
              label: code,
              align: 'middle' as const,
              cell: (column: ProposedColumn) =>
                html`<input type="radio" name="key" aria-label=${named(column, code)} .checked=${isKey(column)}
                  ?disabled=${!isKey(column) && !tellsApart(column, this.sheet.rows)}
                  @change=${() => workbook.changeKey(this.sheet, column.place)} />`,
            },
          ]
        : []),
      {
        label: msg('依据', { id: 'workbook-why' }),
        look: 'why small',
        cell: (column) =>
          isOut(column) && column.filled > 0
            ? msg('不导入这一列', { id: 'workbook-left-out' })
            : html`${column.why.map((why) => html`<p class="flush">${(why as SaidWhy).message}</p>`)}${this.#mayRefer(column)}${misfitsLine(column)}`,
      },
    ];
  }

  #set({ place }: ProposedColumn, what: Partial<ProposedColumn>): void {
    workbook.changeColumn(this.sheet.sheet, place, what);
  }

  #names(column: ProposedColumn, isKey: boolean): TemplateResult {
    const { label, name } = column;
    const words = {
      zh: msg('中文名称', { id: 'design-form-zh' }),
      en: msg('英文名称', { id: 'design-form-en' }),
    };
    const shown = labelShown(label);
    const typing = labelTyping(label);
    const code = msg('接口里的名称', { id: 'workbook-api-name' });
    return html`<div class="names gridded gap-1">
      ${readersFirst().map(
        (tongue) =>
          html`<input class="plain" lang=${tongue} aria-label=${named(column, words[tongue])}
              placeholder=${shown[tongue] === '' ? words[tongue] : ''} .value=${shown[tongue]} @change=${(
                event: Event,
              ) => this.#set(column, { label: typing(textOf(event).trim(), tongue) })} />`,
      )}
      ${
        isKey
          ? html`<code class="muted">number</code>`
          : html`<input class="plain code" aria-label=${named(column, code)} title=${code}
              pattern="[a-z][A-Za-z0-9]*" .value=${name} @change=${(event: Event) => {
                const input = event.target as HTMLInputElement;
                if (input.checkValidity() && input.value !== '') this.#set(column, { name: input.value });
                else input.value = name;
              }} />`
      }</div>`;
  }

  #kind(column: ProposedColumn, isKey: boolean): TemplateResult {
    const { kind, props } = column;
    const number = (
      property: string,
      text: string,
      least: number,
      most: number,
    ) => html`<label class="small muted">${text}
      <input class="plain" type="number" min=${least} max=${most} aria-label=${named(column, text)}
          .value=${String(props[property] ?? '')} @change=${(event: Event) => {
            const input = event.target as HTMLInputElement;
            if (input.value !== '' && input.checkValidity())
              this.#set(column, {
                props: { ...props, [property]: Number(input.value) },
                misfits: null,
              });
            else input.value = String(props[property] ?? '');
          }} /></label>`;
    const options = Array.isArray(props['options'])
      ? (props['options'] as readonly { label: { zh: string } }[])
      : [];
    const made = [...(column.carried ? ['carry'] : []), ...(column.computed ? ['formula'] : [])];
    const offered = [...kinds, ...made];
    return html`<div class="kind gridded gap-1"><select class="plain"
        aria-label=${named(column, msg('类型', { id: 'design-form-kind' }))} ?disabled=${isKey} @change=${(
          event: Event,
        ) => void workbook.changeKind(this.sheet.sheet, column, textOf(event))}>${offered.map(
          (one) => html`<option value=${one} ?selected=${one === kind}>${kindWords(one).label}</option>`,
        )}</select>
      ${
        kind === 'text' || kind === 'multiline'
          ? number(
              'length',
              msg('最多字数', { id: 'workbook-length' }),
              1,
              kind === 'text' ? 2000 : 1_000_000,
            )
          : nothing
      }
      ${kind === 'decimal' ? number('scale', msg('小数位', { id: 'workbook-scale' }), 0, 12) : nothing}
      ${
        kind === 'choice'
          ? html`<span class="small muted">${dotted(
              options.map(({ label }) => label.zh).slice(0, 6),
            )}${options.length > 6 ? ' …' : ''}</span>`
          : nothing
      }
      ${kind === 'reference' ? this.#target(column) : nothing}</div>`;
  }

  /** To refer to records that only some of the values name is for a person to decide. */
  #mayRefer(column: ProposedColumn): TemplateResult | typeof nothing {
    const form = session.forms.find(({ id }) => id === column.mayRefer);
    if (!form || column.kind === 'reference') return nothing;
    return html`<button @click=${() => void workbook.referAnyway(this.sheet, column)}>${msg(
      str`仍然引用“${say(form.label)}”`,
      { id: 'workbook-refer-anyway' },
    )}</button>`;
  }

  /** The forms that a reference may refer to: those that come with the file first. */
  #target(column: ProposedColumn): TemplateResult {
    const { refers, props } = column;
    const ofSheet = 'sheet:';
    const first = this.others.map(({ sheet, label }) => {
      const called = msg(str`${label}（这个文件）`, { id: 'workbook-of-file' });
      return { id: `${ofSheet}${sheet}`, label: { zh: called, en: called } };
    });
    const value = refers === undefined ? String(props['form'] ?? '') : `${ofSheet}${refers}`;
    return html`<gj-form-pick label=${named(column, msg('引用哪个表单', { id: 'workbook-target' }))} .first=${first}
      .forms=${session.forms.filter((form) => form.kind !== 'setting')} .value=${value}
      placeholder=${msg('（请选择）', { id: 'design-choose' })} @pick=${({ detail }: CustomEvent<string>) => {
        const isOfFile = detail.startsWith(ofSheet);
        workbook.refer(this.sheet, column, isOfFile ? Number(detail.slice(ofSheet.length)) : detail);
      }}></gj-form-pick>`;
  }
}

/** Answers whether a column is left out of the form. */
function isOut({ use }: ProposedColumn): boolean {
  return use === 'none';
}

/** Answers the accessible name of a control of a column. */
function named({ heading }: ProposedColumn, text: string): string {
  return msg(str`${heading}：${text}`, { id: 'workbook-of-column' });
}
/** Draws the values that a kind which somebody chose does not read; a proposal says so itself. */
function misfitsLine(column: ProposedColumn): TemplateResult | typeof nothing {
  const misfits = column.why.some(({ params }) => 'others' in params) ? [] : misfitsOf(column);
  if (misfits.length === 0) return nothing;
  const some = listed(misfits.slice(0, mostMisfits).map((text) => `“${text}”`));
  return html`<p class="flush warn">${plural(
    msg(str`${misfits.length} 种值不符合这个类型：${some}`, { id: 'workbook-misfit-values' }),
  )}</p>`;
}

/** Number of values that are named. */
const mostMisfits = 3;

customElements.define('gj-workbook-sheet', GjWorkbookSheet);
