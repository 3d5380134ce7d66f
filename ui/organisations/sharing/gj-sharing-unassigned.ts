import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Holdable } from '../../../rules/sharing/contract.ts';
import { icon } from '../../kit/base/icons.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import { GrowingList } from '../../kit/growing-list.ts';
import { Loading } from '../../kit/loading.ts';
import { session } from '../../session/session.ts';
import type { SharingRow } from './gj-sharing-table.ts';
import { creatorColumn, recordColumns, sharingColumn } from './record-columns.ts';
import { sayPairs } from './say-pairs.ts';
import { type AssignmentsQuery, assignRounds, usablesOf } from './sharing-calls.ts';
import { sharingOrgs } from './sharing-orgs.ts';
import { cut } from './sharing-rounds.ts';
import { SharingWay } from './sharing-way.ts';
import './gj-org-picker.ts';
import '../../kit/gj-state.ts';
import './gj-sharing-table.ts';

/** Pick an organisation: what the one worked for could still assign to it, to be assigned in one go. */
export class GjSharingUnassigned extends withProperties(SharingWay<Holdable, AssignmentsQuery>, {
  org: state(''),
}) {
  readonly #orgs = new Loading(this, { load: sharingOrgs });
  readonly #assigning = new Doing(this, { notifies: true });

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('form')) this.list = this.#listOf(this.form.name);
    if (changed.has('org') && this.org !== '') this.load();
  }

  #listOf(form: string): GrowingList<Holdable, AssignmentsQuery> {
    return new GrowingList(this, {
      key: null,
      page: (query, next, signal) => usablesOf(form, query, next, signal),
    });
  }

  protected override load(): void {
    super.load();
    const unassigned = this.#orgs.value?.byId.get(this.org)?.number;
    if (unassigned !== undefined) void this.list?.load({ limit: 100, unassigned, q: this.sought });
  }

  async #assign(): Promise<void> {
    const org = this.#orgs.value?.byId.get(this.org);
    if (!org) return;
    const records = [...this.picked].flatMap((id) => {
      const found = this.list?.items.find(({ record }) => record.id === id);
      return found ? [{ ...found.record, id }] : [];
    });
    const rounds = cut({ by: session.org?.number ?? '', records, orgs: [org] });
    await this.#assigning.run(async () => {
      const pairs = await assignRounds(this.form.name, rounds);
      void sayPairs(this, this.form.name, pairs, () => this.load());
      this.load();
    });
  }

  override render() {
    const own = session.org?.id ?? '';
    const fixed = new Map([[own, msg('当前组织', { id: 'current-organisation' })]]);
    return html`
      <gj-org-picker class="picks framed" single .nodes=${this.#orgs.value?.nodes ?? []}
        .picked=${new Set(this.org ? [this.org] : [])} .fixed=${fixed}
        label=${msg('分配给', { id: 'sharing-assign-to' })} @change=${(event: CustomEvent<string>) => {
          this.org = event.detail;
          this.seen = true;
        }}></gj-org-picker>
      <div class="shows framed flex column shrinks shrinks-down clips">${
        this.org === ''
          ? html`<gj-state class="grows" symbol="org" text=${msg('选择一个组织，查看还可以分配给它的数据。', { id: 'sharing-pick-org' })}></gj-state>`
          : html`${this.#tools()}${this.#table()}`
      }</div>
    `;
  }

  #tools(): TemplateResult {
    const name = this.#orgs.value?.byId.get(this.org)?.name ?? '';
    const by = session.org?.name ?? '';
    const { size } = this.picked;
    return html`<div class="toolbar rigid pad-2-3 ruled">${this.back()}
      <h2 class="broad" title=${name}>${msg(str`“${by}”还可以分配给“${name}”`, {
        id: 'sharing-could-assign',
      })} <span class="small muted" role="status">${this.count}</span></h2>
      ${this.search()}
      ${
        this.form.can.has('assign')
          ? html`<button class="primary" ?disabled=${size === 0 || this.#assigning.busy}
              @click=${this.#assign}>${icon('assign')}${msg('分配', { id: 'assign-now' })}${size > 0 ? html` (${size})` : nothing}</button>`
          : nothing
      }
    </div>`;
  }

  #table(): TemplateResult {
    return this.table<Holdable & SharingRow>({
      rows: (this.list?.items ?? []).map((item) => ({ ...item, id: item.record.id ?? '', pickable: true })),
      columns: [...recordColumns(this.form), sharingColumn(), creatorColumn()],
      label: msg('未分配的数据', { id: 'sharing-unassigned-records' }),
      none: html`<gj-state class="grows" symbol="check"
          text=${msg('当前组织可以分配的，它都已经有了。', { id: 'sharing-all-assigned' })}></gj-state>`,
      picking: this.form.can.has('assign'),
    });
  }
}
customElements.define('gj-sharing-unassigned', GjSharingUnassigned);
