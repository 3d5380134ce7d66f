import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Usable } from '../../../rules/sharing/contract.ts';
import type { How } from '../../../rules/sharing/how.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import { GrowingList } from '../../kit/growing-list.ts';
import { session } from '../../session/session.ts';
import { askWithdrawal } from './ask-withdrawal.ts';
import type { SharingRow } from './gj-sharing-table.ts';
import { creatorColumn, howColumns, recordColumns } from './record-columns.ts';
import { type AssignmentsQuery, usablesOf } from './sharing-calls.ts';
import { ownOrgs } from './sharing-orgs.ts';
import { withdrawUsed } from './sharing-union.ts';
import { SharingWay } from './sharing-way.ts';
import { howChoices } from './sharing-words.ts';
import './gj-org-picker.ts';
import '../../kit/gj-state.ts';
import './gj-sharing-table.ts';

type Row = Usable & SharingRow;

/** Pick an organisation: what it uses, how it comes to it, and taking that back. */
export class GjSharingByOrg extends withProperties(SharingWay<Usable, AssignmentsQuery>, {
  org: state<string>(() => session.org?.id ?? ''),
  how: state<How | ''>(''),
}) {
  readonly #withdrawing = new Doing(this, { notifies: true });

  get #orgs() {
    return ownOrgs();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('form')) this.list = this.#listOf(this.form.name);
    if (changed.has('form') || changed.has('org') || changed.has('how')) this.load();
  }

  #listOf(form: string): GrowingList<Usable, AssignmentsQuery> {
    return new GrowingList(this, {
      key: null,
      page: async (query, next, signal) => {
        const page = await usablesOf(form, query, next, signal);
        return { ...page, items: page.items.filter((one) => 'how' in one) };
      },
    });
  }

  protected override load(): void {
    super.load();
    const org = this.#orgs.byId.get(this.org)?.number;
    void this.list?.load({ limit: 100, org, q: this.sought, how: this.how || undefined });
  }

  async #withdraw(rows: readonly Usable[]): Promise<void> {
    const org = this.#orgs.byId.get(this.org);
    if (!org) return;
    await this.#withdrawing.run(() =>
      askWithdrawal(this, {
        form: this.form.name,
        rounds: withdrawUsed(rows, org),
        again: () => this.load(),
      }),
    );
  }

  override render() {
    return html`
      <gj-org-picker class="picks framed" single .nodes=${this.#orgs.nodes} .picked=${new Set([this.org])}
        label=${msg('组织', { id: 'organisation' })}
        @change=${(event: CustomEvent<string>) => {
          this.org = event.detail;
          this.seen = true;
        }}></gj-org-picker>
      <div class="shows framed flex column shrinks shrinks-down clips">${this.#tools()}${this.#table()}</div>
    `;
  }

  #tools(): TemplateResult {
    const name = this.#orgs.byId.get(this.org)?.name ?? '';
    const ways: readonly (readonly [How | '', string])[] = [
      ['', msg('全部方式', { id: 'sharing-any-way' })],
      ...howChoices(),
    ];
    const rows = this.#rows().filter(({ id }) => this.picked.has(id));
    return html`<div class="toolbar rigid pad-2-3 ruled">${this.back()}
      <h2 class="broad" title=${name}>${msg(str`“${name}”可以使用`, { id: 'sharing-used-by' })} <span
          class="small muted" role="status">${this.count}</span></h2>
      <select class="plain fits" aria-label=${msg('方式', { id: 'sharing-how' })} .value=${this.how} @change=${(
        event: Event,
      ) => {
        event.stopPropagation();
        this.how = (event.target as HTMLSelectElement).value as How | '';
      }}>${ways.map(([way, text]) => html`<option value=${way}>${text}</option>`)}</select>
      ${this.search()}
      ${
        this.form.can.has('assign')
          ? html`<button ?disabled=${rows.length === 0 || this.#withdrawing.busy}
              @click=${() => this.#withdraw(rows)}>${msg('取消分配…', { id: 'sharing-withdraw' })}${
                rows.length > 0 ? html` (${rows.length})` : nothing
              }</button>`
          : nothing
      }
    </div>`;
  }

  #rows(): readonly Row[] {
    return (this.list?.items ?? []).map((item) => ({
      ...item,
      id: item.record.id ?? '',
      pickable: item.how === 'assigned',
    }));
  }

  #table(): TemplateResult {
    return this.table<Row>({
      rows: this.#rows(),
      columns: [...recordColumns(this.form), ...howColumns(), creatorColumn()],
      label: msg('可以使用的数据', { id: 'sharing-usable' }),
      none: html`<gj-state class="grows" symbol="share"
          text=${msg('这个组织没有可以使用的数据。', { id: 'sharing-uses-nothing' })}></gj-state>`,
      picking: this.form.can.has('assign'),
    });
  }
}
customElements.define('gj-sharing-by-org', GjSharingByOrg);
