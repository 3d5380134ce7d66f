import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Holding } from '../../../rules/sharing/contract.ts';
import { failureLine } from '../../kit/base/failure-line.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import { moment } from '../../kit/moment.ts';
import type { FormModel } from '../../model/form-model.ts';
import { sharingLabel } from '../../model/sharing-label.ts';
import { filling } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { askWithdrawal } from './ask-withdrawal.ts';
import type { SharingColumn, SharingRow } from './gj-sharing-table.ts';
import { openAssignDialog } from './open-assign-dialog.ts';
import { ownFields } from './own-fields.ts';
import { SharingOfRecord } from './sharing-of-record.ts';
import { called, calledFully, copyMark, howBadge, sharingMeans } from './sharing-words.ts';
import '../../kit/gj-state.ts';
import './gj-sharing-table.ts';

type Row = Holding & SharingRow;

/**
 * The organisations that use a record and through whom; assigns, withdraws, changes its sharing, transfers it, and
 * makes the organisation's own copy. Tells `changed` after the record itself was.
 */
export class GjSharingPanel extends withProperties(GjElement, {
  form: given<FormModel>(),
  record: given<JsonObject>(),
  /** Whether the record, as it stands, lets an action be done to it. Default: nobody knows of anything against it. */
  lets: given<(action: string) => boolean>(() => () => true),
  picked: state<ReadonlySet<string>>(() => new Set()),
  text: state(''),
}) {
  static override styles = [
    shared,
    filling,
    css`
      gj-sharing-table {
        min-height: var(--gj-size-180);
      }
    `,
  ];

  readonly #data = new SharingOfRecord(this);
  readonly #opening = new Doing(this, { notifies: true });

  protected override willUpdate(changed: PropertyValues<this>): void {
    if ((changed.has('record') || changed.has('form')) && this.form && this.record) this.#load();
  }

  #load(): void {
    this.picked = new Set();
    void this.#data.load(this.form, this.record);
  }

  /** Each dialog is loaded when it is first wanted. */
  async #ask(ask: () => Promise<boolean>, record: boolean): Promise<void> {
    await this.#opening.run(async () => {
      if (await ask()) this.#done(record);
    });
  }

  readonly #change = async () =>
    (await import('./change-sharing.ts')).askSharing(this, this.#data, this.form);
  readonly #transfer = async () => (await import('./transfer-record.ts')).askTransfer(this, this.#data);
  readonly #copy = async () => (await import('./own-copy.ts')).askOwnCopy(this, this.#data, this.form);
  readonly #withdraw = () =>
    this.#opening.run(() =>
      askWithdrawal(this, {
        form: this.form.name,
        rounds: this.#data.withdrawal(this.picked),
        again: this.#again,
      }),
    );

  readonly #assign = () => {
    const words: Readonly<Partial<Record<Holding['how'], string>>> = {
      own: msg('创建组织', { id: 'sharing-how-own' }),
      assigned: msg('已分配', { id: 'sharing-assigned' }),
    };
    const fixed = new Map(this.#data.holdings.map(({ org, how }) => [org.id ?? '', words[how] ?? '']));
    return openAssignDialog(this, {
      form: this.form,
      records: [this.#data.known],
      fixed,
      again: this.#again,
    });
  };

  readonly #again = () => this.#done(false);

  /** The record stays the same when only its assignments change. */
  #done(record: boolean): void {
    this.picked = new Set();
    void this.#data.reload();
    this.emit(record ? 'changed' : 'assigned');
  }

  override render() {
    const data = this.#data;
    const { value, failure, busy } = data.loading;
    if (failure !== null && !value)
      return html`<gj-state .failure=${failure} @retry=${this.#load}></gj-state>`;
    const { sharing } = data.known;
    return html`${failureLine(failure, () => this.#load())}
      <div class="toolbar">
        <span class="badge accent">${sharingLabel(sharing)}</span>
        <span>${msg(str`创建组织：${data.creator.name}`, {
          id: 'sharing-created-by',
        })} <span class="small muted">${data.creator.number}</span></span>
        ${copyMark({ personalised: data.personalised })}
        <p class="fills muted">${sharingMeans(sharing)}</p>
      </div>
      ${this.#actions()}
      <div class="toolbar">
        <h3 class="grows one-line">${msg('使用它的组织', { id: 'sharing-users' })} <span
            class="small muted">${data.total ?? ''}</span></h3>
        ${(data.total ?? 0) > 8 ? this.#search() : nothing}
        ${data.assignable ? this.#buttons() : nothing}
      </div>
      <gj-sharing-table class="grows edged rounded" .rows=${this.#rows()} .columns=${this.#columns()}
        .picked=${this.picked} ?picking=${data.assignable}
        label=${msg('使用它的组织', { id: 'sharing-users' })} aria-busy=${busy}
        @end=${() => data.loadAll()}
        @picked=${(event: CustomEvent<ReadonlySet<string>>) => {
          this.picked = event.detail;
        }}></gj-sharing-table>
    `;
  }

  #actions(): TemplateResult | typeof nothing {
    const data = this.#data;
    const copies = data.personalised || (data.may('personalise') && ownFields(this.form).length > 0);
    const [shares, moves] = (['share', 'transfer'] as const).map((one) => data.may(one) && this.lets(one));
    if (!shares && !moves && !copies) return nothing;
    return html`<div class="chips">
      ${
        shares
          ? html`<button
              @click=${() => this.#ask(this.#change, true)}>${icon('share')}${msg('更改管控策略…', { id: 'sharing-change' })}</button>`
          : nothing
      }
      ${
        moves
          ? html`<button
              @click=${() => this.#ask(this.#transfer, true)}>${icon('org')}${msg('移交…', { id: 'sharing-transfer-open' })}</button>`
          : nothing
      }
      ${
        copies
          ? html`<button @click=${() => this.#ask(this.#copy, true)}>${icon('copy')}${
              data.personalised
                ? msg('取消个性化…', { id: 'sharing-remove-copy-open' })
                : msg('个性化…', { id: 'sharing-make-copy-open' })
            }</button>`
          : nothing
      }
    </div>`;
  }

  #search(): TemplateResult {
    return html`<input type="search" class="plain find" autocomplete="off" .value=${this.text}
      placeholder=${msg('名称或编码', { id: 'sharing-org-search' })} aria-label=${msg('查找组织', { id: 'org-find' })}
      @change=${(event: Event) => event.stopPropagation()}
      @input=${(event: Event) => {
        this.text = (event.target as HTMLInputElement).value;
      }} />`;
  }

  #buttons(): TemplateResult {
    const { size } = this.picked;
    return html`<button ?disabled=${size === 0}
        @click=${this.#withdraw}>${msg('取消分配…', { id: 'sharing-withdraw' })}${size > 0 ? html` (${size})` : nothing}</button>
      <button class="primary"
          @click=${() => this.#ask(this.#assign, false)}>${icon('assign')}${msg('分配…', { id: 'assign-to' })}</button>`;
  }

  #rows(): readonly Row[] {
    const wanted = this.text.trim().toLowerCase();
    const { withdrawableFrom } = this.#data;
    return this.#data.holdings
      .filter(({ org }) => `${org.name}\n${org.number}`.toLowerCase().includes(wanted))
      .map((holding) => ({
        ...holding,
        id: holding.org.id ?? '',
        pickable: withdrawableFrom.has(holding.org.id ?? ''),
      }));
  }

  #columns(): readonly SharingColumn<Row>[] {
    const assigned = this.#data.holdings.some(({ how }) => how === 'assigned');
    const plain: readonly SharingColumn<Row>[] = [
      { label: msg('组织', { id: 'organisation' }), width: '3fr', show: ({ org }) => calledFully(org) },
      { label: msg('方式', { id: 'sharing-how' }), width: '84px', show: ({ how }) => howBadge(how) },
    ];
    const through: readonly SharingColumn<Row>[] = [
      {
        label: msg('经由', { id: 'sharing-through' }),
        width: '2fr',
        show: ({ by }) => (by ? calledFully(by) : nothing),
      },
      {
        label: msg('时间', { id: 'sharing-at' }),
        width: '122px',
        show: ({ at, user }) => html`<span title=${user ? called(user) : nothing}>${moment(at)}</span>`,
      },
    ];
    const copies = this.#data.holdings.some(({ personalised }) => personalised);
    return [
      ...plain,
      ...(assigned ? through : []),
      ...(copies ? [{ label: msg('副本', { id: 'sharing-copy' }), width: '110px', show: copyMark }] : []),
    ];
  }
}
customElements.define('gj-sharing-panel', GjSharingPanel);
