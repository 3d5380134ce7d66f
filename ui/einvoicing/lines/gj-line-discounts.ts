import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { parseDecimal, scaleOf, sub, sum } from '../../../metadata/common/decimal.ts';
import { grouped } from '../../../metadata/common/grouped.ts';
import { isObject, type JsonObject } from '../../../metadata/common/json.ts';
import { filledText } from '../../../metadata/common/read.ts';
import {
  type CountedBy,
  type Discountable,
  discountable,
  isDiscountOf,
  percentOf,
  withDiscounts,
} from '../../../rules/einvoicing/common/discounts.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { table } from '../../kit/table/table.ts';
import type { Column } from '../../kit/table/table-shape.ts';
import type { RecordEditor } from '../../record/editor/record-editor.ts';
import { say } from '../../session/i18n.ts';
import { localId } from '../../sheet/model/sheet-rows.ts';
import { boxless } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import '../../kit/dialog/gj-dialog.ts';
import '../../kit/gj-state.ts';

/** What is taken off the lines of a document, line by line or by a percentage of all. Tells `closed`. */
export class GjLineDiscounts extends withProperties(GjElement, {
  editor: given<RecordEditor>(),
  /** By the place of the line, as it was typed. */
  typed: state<ReadonlyMap<number, string>>(() => new Map()),
  percent: state(''),
}) {
  static override styles = [
    shared,
    boxless,
    css`
      label {
        white-space: nowrap;
      }
      input.percent,
      input.off {
        width: var(--gj-size-110);
      }
    `,
  ];

  get #lines(): readonly JsonObject[] {
    const { lines } = this.editor.edited;
    return Array.isArray(lines) ? lines.filter(isObject) : [];
  }

  get #by(): CountedBy {
    return this.editor.edited['taxIncluded'] === true ? 'gross' : 'amount';
  }

  get #offered(): readonly Discountable[] {
    return discountable(this.#lines, this.#by);
  }

  /** As it stands in the box of a line. */
  #textOf({ at, discount }: Discountable): string {
    return this.typed.get(at) ?? discount ?? '';
  }

  /** Null: nothing is taken off; undefined: what was typed is no discount of the line. */
  #asked(one: Discountable): string | null | undefined {
    const said = this.#textOf(one).trim();
    if (said === '') return null;
    const discount = parseDecimal(said.replaceAll(',', ''));
    const isOne = discount !== null && scaleOf(discount) <= 2 && isDiscountOf(discount, one.amount);
    return isOne ? discount : undefined;
  }

  #fill(): void {
    const percent = parseDecimal(this.percent.trim());
    if (percent === null) return;
    this.typed = new Map(this.#offered.map(({ at, amount }) => [at, percentOf(amount, percent)]));
  }

  #apply(): void {
    const { editor } = this;
    const field = editor.form.byId.get('lines');
    const changed = this.#offered.filter(({ at }) => this.typed.has(at));
    const asked = changed.map((one) => [one.at, this.#asked(one)] as const);
    if (!field || asked.some(([, discount]) => discount === undefined)) return;
    const lines = withDiscounts(this.#lines, new Map(asked.map(([at, discount]) => [at, discount ?? null])), {
      by: this.#by,
      taxMethod: filledText(editor.edited['taxMethod']),
      makeId: () => localId(Math.random),
    });
    if (asked.length > 0) editor.change(field, [...lines]);
    this.emitUp('closed');
  }

  override render() {
    const offered = this.#offered;
    return html`<gj-dialog wide label=${msg('折扣', { id: 'discounts' })}>
      ${
        offered.length === 0
          ? html`<gj-state symbol="invoice" text=${msg('没有可以打折的明细：请先填写明细的金额。', { id: 'discounts-none' })}></gj-state>`
          : this.#content(offered)
      }
      ${
        offered.length === 0
          ? nothing
          : html`<button slot="actions" class="primary" @click=${() => this.#apply()}>${msg('填入明细', { id: 'discounts-apply' })}</button>`
      }</gj-dialog>`;
  }

  #content(offered: readonly Discountable[]): TemplateResult {
    const label = msg('折扣率（%）', { id: 'discounts-percent' });
    const off = sum(offered.map((one) => this.#asked(one) ?? '0'));
    return html`<p class="muted below-3">${msg('每行折扣成为它下面的一行折扣行；清空则去掉该行的折扣。', { id: 'discounts-what' })}</p>
      <form class="flex wraps centred gap-2 below-3" @submit=${(event: Event) => {
        event.preventDefault();
        this.#fill();
      }}><label class="flex centred gap-1">${label}<input class="plain to-end percent" inputmode="decimal"
          .value=${this.percent} @input=${(event: Event) => {
            this.percent = (event.target as HTMLInputElement).value;
          }} /></label><button
          ?disabled=${parseDecimal(this.percent.trim()) === null}>${msg('按此折扣率填入各行', { id: 'discounts-fill' })}</button>
        <span class="pushed">${msg('折扣合计', { id: 'discounts-sum' })} <b>${grouped(off, 2)}</b></span></form>
      ${table({
        caption: msg('可以打折的明细', { id: 'discounts-lines' }),
        columns: this.#columns(),
        rows: offered,
        key: ({ at }) => String(at),
        frame: 'half-high framed',
      })}`;
  }

  #label(name: string): string {
    return say(this.editor.form.byId.get('lines')?.rows?.byId.get(name)?.label);
  }

  #columns(): readonly Column<Discountable>[] {
    return [
      { label: '#', role: 'place', cell: ({ at }) => at + 1 },
      {
        label: this.#label('itemName'),
        role: 'name',
        look: 'ellipsis',
        title: ({ line }) => String(line['itemName'] ?? ''),
        cell: ({ line }) => String(line['itemName'] ?? ''),
      },
      { label: this.#label(this.#by), align: 'end', cell: ({ amount }) => grouped(amount, 2) },
      { label: msg('折扣额', { id: 'discounts-off' }), align: 'end', cell: (one) => this.#input(one) },
      {
        label: msg('折后', { id: 'discounts-left' }),
        align: 'end',
        cell: (one) => grouped(sub(one.amount, this.#asked(one) ?? '0'), 2),
      },
    ];
  }

  #input(one: Discountable): TemplateResult {
    const isWrong = this.typed.has(one.at) && this.#asked(one) === undefined;
    const most = grouped(one.amount, 2);
    return html`<input class="plain to-end off" inputmode="decimal" .value=${this.#textOf(one)}
      aria-invalid=${isWrong} aria-label=${msg(str`第 ${one.at + 1} 行的折扣额`, { id: 'discounts-of-line' })}
      @input=${(event: Event) => {
        this.typed = new Map([...this.typed, [one.at, (event.target as HTMLInputElement).value]]);
      }} />${
        isWrong
          ? html`<div class="stops small" role="alert">${msg(str`填写大于 0、小于 ${most} 的金额，最多两位小数`, { id: 'discounts-wrong' })}</div>`
          : nothing
      }`;
  }
}
customElements.define('gj-line-discounts', GjLineDiscounts);
