import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { sum } from '../../../metadata/common/decimal.ts';
import { grouped } from '../../../metadata/common/grouped.ts';
import { isObject, type Json } from '../../../metadata/common/json.ts';
import { batchOrder, type IssueOrder } from '../../../rules/einvoicing/batch-order/batch-order.ts';
import { uiKind } from '../../fields/kinds/index.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import { Loading } from '../../kit/loading.ts';
import { summed } from '../../kit/table/summed.ts';
import { table } from '../../kit/table/table.ts';
import type { Column, Grouping } from '../../kit/table/table-shape.ts';
import type { FormModel } from '../../model/form-model.ts';
import { forms } from '../../model/forms.ts';
import { plural, say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import { issuePending, recordsOf, stationForms } from './desk-data.ts';
import '../../kit/dialog/gj-dialog.ts';
import './gj-desk-issuing.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';

const settings = 'other-settings';
const paper: ReadonlySet<Json | undefined> = new Set(['007', '004', '025', '007xdp', '004xdp']);
const members = [
  ...(['number', 'buyerName', 'invoiceType', 'gross', 'issueStatus', 'failure'] as const),
  ...(['sellerBank', 'sellerAccount', 'application', 'splitOrder'] as const),
];

interface Batch {
  readonly about: FormModel;
  /** The form of the settings; null for somebody who may not see it. */
  readonly settingForm: FormModel | null;
  readonly records: readonly Wire<'pending-invoice'>[];
}

/**
 * Pending invoices that are issued together: in which order, and what becomes of those behind one that fails. Tells
 * `done` and `closed`.
 */
export class GjDeskBatch extends withProperties(GjElement, {
  ids: given<readonly string[]>(() => []),
  order: state<IssueOrder>('pending-number'),
  continues: state(false),
  sent: state(false),
}) {
  static override styles = [
    shared,
    css`
      .text-field {
        min-width: var(--gj-size-200);
      }
    `,
  ];

  readonly #batch = new Loading<Batch, readonly string[]>(this, {
    key: () => this.ids,
    load: async (ids) => {
      const [about, records, settingForm] = await Promise.all([
        forms.get(stationForms.pending),
        recordsOf(stationForms.pending, { ids, fields: members }),
        this.#readSettings(),
      ]);
      return { about, records, settingForm };
    },
  });
  readonly #issuing = new Doing(this);

  /** Begins with the settings of the organisation; somebody who may not see them begins with the preset. */
  async #readSettings(): Promise<FormModel | null> {
    if (!session.form(settings)?.actions.includes('read')) return null;
    const [form, setting] = await Promise.all([
      forms.get(settings),
      session.api.call('GET /api/forms/:form/record', { path: { form: settings } }),
    ]);
    const { issueOrder, continueAfterFailure } = setting as Wire<typeof settings>;
    this.order = issueOrder ?? 'pending-number';
    this.continues = continueAfterFailure ?? false;
    return form;
  }

  get #inOrder(): readonly Wire<'pending-invoice'>[] {
    const { records = [] } = this.#batch.value ?? {};
    const { order } = batchOrder(
      {
        issueOrder: this.order,
        pendingInvoices: records.map((one) => ({
          number: one.number ?? '',
          buyerName: one.buyerName || null,
          sellerBank: one.sellerBank || null,
          sellerAccount: one.sellerAccount || null,
          applicationNumber: one.application?.number ?? null,
          splitOrder: one.splitOrder ?? null,
        })),
      },
      'none',
    ).result;
    const byNumber = new Map(records.map((one) => [one.number, one]));
    return order.flatMap((number) => byNumber.get(number) ?? []);
  }

  async #send(records: readonly Wire<'pending-invoice'>[]): Promise<void> {
    const how = { order: this.order, continueAfterFailure: this.continues };
    this.sent = await this.#issuing.run(() => issuePending(records, how));
    if (this.sent) this.emit('done');
    else await this.#batch.load();
  }

  override render() {
    const records = this.#inOrder;
    if (this.sent) return html`<gj-desk-issuing .ids=${records.map(({ id }) => id)}></gj-desk-issuing>`;
    const alone = this.ids.length === 1;
    return html`<gj-dialog drawer wide .label=${alone ? msg('开票', { id: 'desk-alone' }) : msg('批量开票', { id: 'desk-batch' })}>
      <div class="stack-3" aria-busy=${this.#batch.busy || this.#issuing.busy}>
        ${this.#issuing.shown()}${this.#batch.shown(() => this.#content(records), { outline: { rows: 8 } })}
      </div>
      <button slot="actions" class="primary" ?disabled=${this.#issuing.busy || records.length === 0}
        @click=${() => this.#send(records)}>${plural(msg(str`开票 ${records.length} 张`, { id: 'desk-issue-count' }))}</button>
    </gj-dialog>`;
  }

  #content(records: readonly Wire<'pending-invoice'>[]): TemplateResult {
    const total = sum(records.map(({ gross }) => gross ?? '0'));
    return html`<div class="flex wraps centred gap-1-4"><b>${plural(
      msg(str`${records.length} 张待开发票`, { id: 'desk-batch-count' }),
    )}</b>
        <span>${msg('价税合计', { id: 'desk-gross' })} <b>${grouped(total, 2)}</b></span></div>
      ${records.length > 1 ? this.#orderChoice(records) : nothing}
      ${table({
        caption: msg('开票顺序', { id: 'desk-order' }),
        columns: this.#columns(),
        rows: records,
        groups: this.#groups(records),
        frame: 'half-high framed',
      })}`;
  }

  /** In which order they are issued, and whether one that fails stops those behind it. */
  #orderChoice(records: readonly Wire<'pending-invoice'>[]): TemplateResult {
    const hasPaper = records.some(({ invoiceType }) => paper.has(invoiceType));
    return html`<div class="flex wraps low gap-3">
        <label class="text-field">${msg('开票顺序', { id: 'desk-order' })}<select class="plain" @change=${(
          event: Event,
        ) => {
          const { value } = event.target as HTMLSelectElement;
          this.order = orders.find((one) => one === value) ?? this.order;
        }}>${orders.map(
          (one) =>
            html`<option value=${one} ?selected=${one === this.order}>${this.#orderName(one)}</option>`,
        )}</select></label>
        ${
          hasPaper
            ? html`<label class="across high-as-control"><input type="checkbox" .checked=${this.continues} @change=${(
                event: Event,
              ) => {
                this.continues = (event.target as HTMLInputElement).checked;
              }} />${msg('一张失败后继续开其余的', { id: 'desk-continues' })}</label>`
            : html`<span class="across high-as-control muted">${msg('电子发票一张失败后总是继续开其余的', { id: 'desk-always-continues' })}</span>`
        }
      </div>`;
  }

  /** Buyers whose invoices stand together, where some have several. */
  #groups(records: readonly Wire<'pending-invoice'>[]): Grouping<Wire<'pending-invoice'>> | undefined {
    const by = ({ buyerName }: Wire<'pending-invoice'>) => buyerName ?? '';
    if (this.order !== 'buyer-name' || new Set(records.map(by)).size === records.length) return undefined;
    return { by, head: ([first]) => (first ? this.#shown(first, 'buyerName') : nothing) };
  }

  #columns(): readonly Column<Wire<'pending-invoice'>>[] {
    const column = (name: string): Column<Wire<'pending-invoice'>> => ({
      label: this.#label(name),
      cell: (one) => this.#shown(one, name),
    });
    return [
      { label: '#', role: 'place', cell: (_, at) => at + 1 },
      { ...column('number'), role: 'name', room: 'tight' },
      { ...column('buyerName'), look: 'ellipsis', title: (one) => one.buyerName || undefined },
      { ...column('invoiceType'), room: 'tight' },
      {
        ...column('gross'),
        align: 'end',
        sum: summed(
          (one) => one.gross ?? null,
          (total) => grouped(total, 2),
        ),
      },
      { ...column('issueStatus'), room: 'tight', title: (one) => one.failure || undefined },
    ];
  }

  #label(name: string): string {
    return say(this.#batch.value?.about.byName.get(name)?.label) || name;
  }

  #shown(record: Wire<'pending-invoice'>, name: string): TemplateResult | string {
    const value = record[name];
    const field = this.#batch.value?.about.byName.get(name);
    if (value === null || value === undefined || value === '') return '';
    return field ? uiKind(field).show(value, field) : isObject(value) ? '' : String(value);
  }

  /** As the settings name it. */
  #orderName(order: IssueOrder): string {
    const field = this.#batch.value?.settingForm?.byName.get('issueOrder');
    const option = field?.options?.find(({ value }) => value === order);
    return option ? say(option.label) : orderNames()[order];
  }
}

const orders = ['pending-number', 'buyer-name', 'seller-bank', 'application-number', 'split-order'] as const;

function orderNames(): Readonly<Record<IssueOrder, string>> {
  return {
    'pending-number': msg('待开单据编号', { id: 'desk-order-number' }),
    'buyer-name': msg('购方名称', { id: 'desk-order-buyer' }),
    'seller-bank': msg('销售方开户行及账号', { id: 'desk-order-seller' }),
    'application-number': msg('开票申请单编号', { id: 'desk-order-application' }),
    'split-order': msg('拆分顺序', { id: 'desk-order-split' }),
  };
}

customElements.define('gj-desk-batch', GjDeskBatch);
