import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues } from 'lit';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import type { FormModel } from '../../model/form-model.ts';
import { listed } from '../../session/i18n.ts';
import { filling } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { askWithdrawal } from './ask-withdrawal.ts';
import { canBeAssigned } from './can-be-assigned.ts';
import type { SharingColumn, SharingRow } from './gj-sharing-table.ts';
import { openAssignDialog } from './open-assign-dialog.ts';
import type { AssignedRecord } from './sharing-rounds.ts';
import { SharingUnion, type UnionRow } from './sharing-union.ts';
import { called, calledFully } from './sharing-words.ts';
import '../../kit/gj-state.ts';
import './gj-sharing-table.ts';

type Row = UnionRow & SharingRow;

/** The organisations that use several records, each with how many of them; assigns to more, withdraws from some. */
export class GjSharingUnion extends withProperties(GjElement, {
  form: given<FormModel>(),
  records: given<readonly AssignedRecord[]>(() => []),
  picked: state<ReadonlySet<string>>(() => new Set()),
}) {
  static override styles = [shared, filling];

  readonly #data = new SharingUnion(
    this,
    () => this.form.name,
    () => this.records,
  );
  readonly #assigning = new Doing(this, { notifies: true });
  readonly #withdrawing = new Doing(this, { notifies: true });

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('records')) this.picked = new Set();
  }

  #load(): void {
    this.picked = new Set();
    void this.#data.load();
  }

  async #assign(): Promise<void> {
    await this.#assigning.run(async () => {
      if (await openAssignDialog(this, { form: this.form, records: this.records, again: () => this.#load() }))
        this.#load();
    });
  }

  async #withdraw(): Promise<void> {
    await this.#withdrawing.run(() =>
      askWithdrawal(this, {
        form: this.form.name,
        rounds: this.#data.withdrawal(this.picked),
        again: () => this.#load(),
      }),
    );
  }

  override render() {
    const { busy, failure, rows } = this.#data;
    const of = this.records.length;
    const { size } = this.picked;
    const may = this.form.can.has('assign') && this.records.some(({ sharing }) => canBeAssigned(sharing));
    return html`
      <div class="toolbar rigid pad-2-3 ruled">
        <h2 class="broad">${msg(str`使用这 ${of} 条的组织`, {
          id: 'sharing-users-of-many',
        })} <span class="small muted" role="status">${rows.length}</span></h2>
        ${
          may
            ? html`<button ?disabled=${size === 0 || this.#withdrawing.busy}
                @click=${this.#withdraw}>${msg('取消分配…', { id: 'sharing-withdraw' })}${size > 0 ? html` (${size})` : nothing}</button>
              <button class="primary" @click=${this.#assign}>${icon('assign')}${msg('分配…', { id: 'assign-to' })}</button>`
            : nothing
        }
      </div>
      ${
        failure !== null
          ? html`<gj-state class="grows" .failure=${failure} @retry=${() => this.#load()}></gj-state>`
          : html`<gj-sharing-table class="grows"
              .rows=${rows.map((row): Row => ({ ...row, id: row.org.id ?? '', pickable: row.assigned.length > 0 }))}
              .columns=${this.#columns()} .picked=${this.picked} ?picking=${may} aria-busy=${busy}
              label=${msg('使用它的组织', { id: 'sharing-users' })} @picked=${(
                event: CustomEvent<ReadonlySet<string>>,
              ) => {
                this.picked = event.detail;
              }}></gj-sharing-table>`
      }
    `;
  }

  #columns(): readonly SharingColumn<Row>[] {
    const of = this.records.length;
    return [
      { label: msg('组织', { id: 'organisation' }), width: '2fr', show: ({ org }) => calledFully(org) },
      {
        label: msg('使用', { id: 'sharing-uses' }),
        width: '84px',
        show: ({ uses }) =>
          html`<span class="badge ${uses.length === of ? 'ok' : ''}">${uses.length} / ${of}</span>`,
      },
      {
        label: msg('哪些', { id: 'sharing-which' }),
        width: '3fr',
        show: ({ uses }) => (uses.length === of ? msg('全部', { id: 'all' }) : listed(uses.map(called))),
      },
    ];
  }
}
customElements.define('gj-sharing-union', GjSharingUnion);
