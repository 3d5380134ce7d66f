import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { compare, div, mul, parseDecimal, scaleOf, sign, sum } from '../../../metadata/common/decimal.ts';
import { grouped } from '../../../metadata/common/grouped.ts';
import { type RedPartFigures, redPart } from '../../../rules/einvoicing/common/red-part.ts';
import { focusDrawn } from '../../kit/base/focus.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import { Loading } from '../../kit/loading.ts';
import { table } from '../../kit/table/table.ts';
import type { Column } from '../../kit/table/table-shape.ts';
import type { FormModel } from '../../model/form-model.ts';
import { forms } from '../../model/forms.ts';
import { say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import { issuePending, readOne, recordsOf, type Seen, stationForms } from './desk-data.ts';
import '../../kit/dialog/gj-dialog.ts';
import '../../kit/gj-state.ts';
import './gj-desk-issuing.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';

/** A line of a blue invoice that something is left of. */
interface BlueLine {
  readonly id: string;
  readonly at: number;
  readonly itemName: string;
  readonly left: string;
  readonly quantity: string | null;
  /** What is wrong with the amount typed for it, which then counts for nothing; empty: nothing. */
  readonly wrong: string;
  /** What is asked of it comes to. */
  readonly part: RedPartFigures;
}

interface BlueInvoice {
  readonly about: FormModel;
  readonly invoice: Wire<'invoice'>;
}

interface RedMade extends Seen {
  readonly number: string;
  /** Nobody has to approve it any more. */
  readonly approved: boolean;
}

/** Red from blue: all that is left of an invoice, or as much of each line as is said. Tells `done` and `closed`. */
export class GjDeskRed extends withProperties(GjElement, {
  /** The id of one invoice. */
  ids: given<readonly string[]>(() => []),
  reason: state('wrong'),
  /** The typed amounts, by id of the line; empty or 0: the line stays. */
  typed: state<ReadonlyMap<string, string>>(() => new Map()),
  made: state<readonly RedMade[] | null>(null),
  /** The red-letter information forms that were made instead. */
  informed: state<readonly Wire<'red-information'>[]>(() => []),
  issuing: state(false),
}) {
  static override styles = [
    shared,
    css`
      .text-field {
        max-width: var(--gj-size-260);
      }
      .now {
        width: var(--gj-size-110);
        margin-inline-start: auto;
        white-space: normal;
      }
      .now input {
        width: 100%;
      }
    `,
  ];

  readonly #blue = new Loading<BlueInvoice, string>(this, {
    key: () => this.ids[0],
    load: async (id, signal) => {
      const [about, invoice] = await Promise.all([
        forms.get(stationForms.invoice),
        readOne('invoice', id, signal),
      ]);
      return { about, invoice };
    },
    loaded: () => {
      if (this.#isTouched) this.reason = 'return';
      this.#takeAll();
      void this.updateComplete.then(() => focusDrawn(this.renderRoot.querySelector('select')));
    },
  });
  readonly #doing = new Doing(this);

  #takeAll(): void {
    this.typed = new Map(this.#lines.map(({ id, left }) => [id, left]));
  }

  get #lines(): readonly BlueLine[] {
    const { lines } = this.#blue.value?.invoice ?? {};
    const left = this.reason === 'allowance' ? 'remainingAllowance' : 'remainingRed';
    return (lines ?? []).flatMap((line, at) => {
      const rest = line[left] ?? null;
      if (rest === null || sign(rest) <= 0) return [];
      const wrong = wrongAmount(this.typed.get(line.id) ?? '', rest);
      return {
        id: line.id,
        at: at + 1,
        itemName: line.itemName ?? '',
        left: rest,
        quantity: line.remainingQuantity ?? null,
        wrong,
        part: redPart(line, {
          amount: wrong === '' ? this.#amountOf(line.id) : '0',
          rest: line.remainingRed ?? '0',
        }),
      };
    });
  }

  /** Something of it was taken back before. */
  get #isTouched(): boolean {
    const counts = ['issuedRed', 'issuedAllowance', 'returnedQuantity'] as const;
    return (this.#blue.value?.invoice.lines ?? []).some((line) =>
      counts.some((name) => sign(String(line[name] || '0')) !== 0),
    );
  }

  /** What was issued wrongly goes as a whole, which the server judges, too. */
  get #needsWhole(): boolean {
    return this.reason === 'wrong' && (this.#isTouched || !this.#isAll);
  }

  /** Of each line all that is left of it. */
  get #isAll(): boolean {
    return this.#lines.every(({ id, left }) => compare(this.#amountOf(id), left) === 0);
  }

  /** As far as it is a number; else 0. */
  #amountOf(id: string): string {
    return parseDecimal(this.typed.get(id) ?? '') ?? '0';
  }

  get #asked(): readonly { readonly id: string; readonly amount: string }[] {
    return this.#lines.flatMap(({ id, wrong }) =>
      wrong !== '' || sign(this.#amountOf(id)) === 0 ? [] : [{ id, amount: this.typed.get(id) ?? '' }],
    );
  }

  async #reverse(invoice: Wire<'invoice'>): Promise<void> {
    await this.#doing.run(async () => {
      const before = new Set((await this.#redOf(invoice)).map(({ id }) => id));
      const known = new Set((await this.#informedOf(invoice)).map(({ id }) => id));
      // Its files may have come since it was shown; whether so much is left is judged by the server.
      const { revision } = await readOne('invoice', invoice.id);
      await session.api.call('POST /api/forms/:form/records/:id/actions/:action', {
        path: { form: stationForms.invoice, id: invoice.id, action: 'red' },
        body: { redReason: this.reason, lines: this.#asked },
        ifMatch: revision,
      });
      this.emit('done');
      this.informed = (await this.#informedOf(invoice)).filter(({ id }) => !known.has(id));
      this.made = (await this.#redOf(invoice)).filter(({ id }) => !before.has(id));
    });
  }

  async #informedOf({ id }: Wire<'invoice'>): Promise<readonly Wire<'red-information'>[]> {
    if (!session.form('red-information')?.actions.includes('read')) return [];
    const filter = { fact: 'blueInvoice', operator: 'equal', value: id };
    return recordsOf('red-information', { filter, fields: ['number'] });
  }

  async #redOf({ id }: Wire<'invoice'>): Promise<readonly RedMade[]> {
    if (!session.form(stationForms.pending)?.actions.includes('read')) return [];
    const filter = { fact: 'blueInvoice', operator: 'equal', value: id };
    const found = await recordsOf(stationForms.pending, { filter, fields: ['number', 'auditStatus'] });
    return found.map((one) => ({
      id: one.id,
      revision: one.revision,
      number: one.number ?? '',
      approved: one.auditStatus === 'C' || one.auditStatus === 'D',
    }));
  }

  async #issue(records: readonly Seen[]): Promise<void> {
    this.issuing = await this.#doing.run(() => issuePending(records));
  }

  override render() {
    const { made } = this;
    const invoice = this.#blue.value?.invoice;
    if (made && this.issuing)
      return html`<gj-desk-issuing .ids=${made.map(({ id }) => id)}></gj-desk-issuing>`;
    const number = invoice?.number ?? '';
    return html`<gj-dialog drawer wide .label=${msg(str`红冲 ${number}`, { id: 'desk-reverse' })}
        .leaving=${made ? msg('关闭', { id: 'close' }) : ''}>
      <div class="stack-3" aria-busy=${this.#doing.busy || this.#blue.busy}>
        ${this.#doing.shown()}${made ? this.#done(made) : this.#blue.shown(() => this.#content())}
      </div>
      ${made || !invoice ? nothing : this.#go(invoice)}
    </gj-dialog>`;
  }

  #go(invoice: Wire<'invoice'>): TemplateResult {
    const isWrong = this.#needsWhole || this.#lines.some(({ wrong }) => wrong !== '');
    return html`<button slot="actions" class="primary" ?disabled=${this.#doing.busy || isWrong || this.#asked.length === 0}
      @click=${() => this.#reverse(invoice)}>${msg('生成红字待开发票', { id: 'desk-red-make' })}</button>`;
  }

  #informedShown(): TemplateResult {
    return html`<p role="status">${msg(str`已生成发票 ${this.#blue.value?.invoice.number ?? ''} 的红字信息表；取得税局编号后，在信息表上开具红字发票。`, { id: 'desk-red-informed' })}</p>
      <ul>${this.informed.map(
        ({ id, number }) => html`<li><a href="/forms/red-information/${id}">${number}</a></li>`,
      )}</ul>`;
  }

  #done(made: readonly RedMade[]): TemplateResult {
    if (this.informed.length > 0) return this.#informedShown();
    return html`<p role="status">${msg(str`已生成红字待开发票，原蓝票 ${this.#blue.value?.invoice.number ?? ''} 的剩余金额已占用。`, { id: 'desk-red-made' })}</p>
      <ul>${made.map(({ id, number }) => html`<li><a href="/forms/${stationForms.pending}/${id}">${number}</a></li>`)}</ul>
      ${
        made.every(({ approved }) => approved)
          ? nothing
          : html`<p class="muted">${msg('先提交并审核，再开票。', { id: 'desk-approve-first' })}</p>`
      }
      ${
        made.length === 0 || !made.every(({ approved }) => approved)
          ? nothing
          : html`<div><button class="primary" ?disabled=${this.#doing.busy}
              @click=${() => this.#issue(made)}>${msg('现在开票', { id: 'desk-issue-now' })}</button></div>`
      }`;
  }

  #content(): TemplateResult {
    const lines = this.#lines;
    const field = this.#blue.value?.about.byName.get('redReason');
    if (lines.length === 0)
      return html`<gj-state symbol="invoice" text=${msg('没有可红冲的剩余金额。', { id: 'desk-red-nothing' })}></gj-state>`;
    return html`<label class="text-field">${say(field?.label)}<select class="plain" @change=${(
      event: Event,
    ) => {
      const wasAll = this.#isAll;
      this.reason = (event.target as HTMLSelectElement).value;
      if (wasAll) this.#takeAll();
    }}>${(field?.options ?? []).map(
      ({ value, label }) =>
        html`<option value=${String(value)} ?selected=${value === this.reason}>${say(label)}</option>`,
    )}</select></label>
      ${
        this.#needsWhole
          ? html`<p class="stops" role="status">${msg('开票有误须红冲整张发票，且此前未被红冲；只红冲一部分时，请改选其他红冲原因。', { id: 'desk-red-whole' })}</p>`
          : nothing
      }
      <div class="flex wraps centred gap-1-4">${this.#sums(lines)}
        <button class="plain" @click=${this.#takeAll}>${msg('全部剩余', { id: 'desk-red-all' })}</button>
        <button class="plain" @click=${() => {
          this.typed = new Map();
        }}>${msg('清空', { id: 'desk-red-none' })}</button></div>
      ${table({
        caption: msg('可红冲的明细', { id: 'desk-red-lines' }),
        columns: this.#columns(),
        rows: lines,
        key: ({ id }) => id,
        frame: 'half-high framed',
      })}`;
  }

  /** What is reversed in all, as it will be issued. */
  #sums(lines: readonly BlueLine[]): readonly TemplateResult[] {
    const net = sum(this.#asked.map(({ id }) => this.#amountOf(id)));
    const sums = [
      [msg('本次红冲（不含税）', { id: 'desk-red-sum' }), net],
      [this.#label('tax'), sum(lines.map(({ part }) => part.tax))],
      [this.#label('gross'), sum(lines.map(({ part }) => part.gross))],
    ] as const;
    return sums.map(([label, total]) => html`<span>${label} <b>${grouped(total, 2)}</b></span>`);
  }

  #columns(): readonly Column<BlueLine>[] {
    return [
      { label: '#', role: 'place', cell: ({ at }) => at },
      {
        label: this.#label('itemName'),
        role: 'name',
        look: 'ellipsis',
        title: ({ itemName }) => itemName,
        cell: ({ itemName }) => itemName,
      },
      {
        label: this.#label('remainingQuantity'),
        align: 'end',
        cell: ({ quantity }) => (quantity === null ? '' : grouped(quantity)),
      },
      {
        label: msg('剩余可红冲', { id: 'desk-red-left' }),
        align: 'end',
        cell: ({ left }) => grouped(left, 2),
      },
      { label: msg('本次红冲', { id: 'desk-red-now' }), align: 'end', cell: (line) => this.#input(line) },
      { label: this.#label('tax'), align: 'end', cell: ({ part }) => grouped(part.tax, 2) },
      { label: this.#label('gross'), align: 'end', cell: ({ part }) => grouped(part.gross, 2) },
    ];
  }

  #input(line: BlueLine): TemplateResult {
    const { wrong } = line;
    return html`<div class="now"><input class="plain to-end" inputmode="decimal" .value=${this.typed.get(line.id) ?? ''}
      aria-invalid=${wrong !== ''}
      aria-label=${msg(str`第 ${line.at} 行本次红冲金额`, { id: 'desk-red-of-line' })} title=${wrong || nothing}
      @input=${(event: Event) => {
        const value = (event.target as HTMLInputElement).value.trim();
        this.typed = new Map([...this.typed, [line.id, value]]);
      }} />${wrong ? html`<div class="stops small">${wrong}</div>` : this.#quantityShown(line)}</div>`;
  }

  /** How many come of the amount: who takes pieces back sees where it is not whole ones. */
  #quantityShown({ id, left, quantity }: BlueLine): TemplateResult | typeof nothing {
    const amount = this.#amountOf(id);
    if (quantity === null || this.reason === 'allowance' || sign(amount) === 0) return nothing;
    const back = div(mul(quantity, amount), left, 6);
    if (back === null) return nothing;
    const isBroken = scaleOf(quantity) === 0 && scaleOf(back) > 0;
    return isBroken
      ? html`<div class="small in-warn">${msg(str`数量 ${grouped(back)}，不是整数`, { id: 'desk-red-broken' })}</div>`
      : html`<div class="small muted">${msg(str`数量 ${grouped(back)}`, { id: 'desk-red-quantity' })}</div>`;
  }

  #label(name: string): string {
    return say(this.#blue.value?.about.byName.get('lines')?.rows?.byName.get(name)?.label) || name;
  }
}

/** Says what is wrong with a typed amount where so much is left; empty: nothing. */
function wrongAmount(typed: string, left: string): string {
  if (typed === '') return '';
  const amount = parseDecimal(typed);
  if (amount === null || !/^\d+(\.\d{1,2})?$/.test(typed))
    return msg('请填写不小于 0 的金额，最多两位小数', { id: 'desk-red-amount-typed' });
  return compare(amount, left) > 0 ? msg(str`最多 ${grouped(left, 2)}`, { id: 'desk-red-most' }) : '';
}

customElements.define('gj-desk-red', GjDeskRed);
