import { msg } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { WireRecord } from '../../../metadata/contract/records/record.ts';
import type { Holdable } from '../../../rules/sharing/contract.ts';
import { uncovered } from '../../kit/base/uncovered.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { GrowingList } from '../../kit/growing-list.ts';
import { Loading } from '../../kit/loading.ts';
import type { RouteQuery } from '../../session/route.ts';
import { session } from '../../session/session.ts';
import type { SharingRow } from './gj-sharing-table.ts';
import { recordColumn, sharingColumn } from './record-columns.ts';
import { assignedRecord, holdableOf, sharingFields } from './sharing-records.ts';
import type { AssignedRecord } from './sharing-rounds.ts';
import { SharingWay } from './sharing-way.ts';
import './gj-sharing-panel.ts';
import '../../kit/gj-state.ts';
import './gj-sharing-table.ts';
import './gj-sharing-union.ts';

const records = 'GET /api/forms/:form/records';

/** Pick records: which organisations use them. */
export class GjSharingByRecord extends withProperties(SharingWay<WireRecord, RouteQuery<typeof records>>, {
  view: state<'use' | 'manage'>('manage'),
}) {
  static override styles = [
    ...SharingWay.styles,
    css`
      :host {
        --picks: max(var(--gj-size-300), 40%);
      }
      .onward {
        --gj-control: var(--gj-size-36);
      }
    `,
  ];

  #records: readonly AssignedRecord[] = [];
  /**
   * The one that is picked: as the organisation one works for sees it, with its own copy, or as whoever manages it
   * does.
   */
  readonly #record = new Loading(this, {
    key: () => {
      const [id, ...others] = this.picked;
      return others.length === 0 ? id : undefined;
    },
    load: (id, signal) =>
      session.api
        .call(`${records}/:id`, {
          path: { form: this.form.name, id },
          query: { view: 'use,manage' },
          signal,
        })
        .catch(() => null),
  });

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('form')) this.list = GrowingList.of(this, records, { path: { form: this.form.name } });
    if (changed.has('form') || changed.has('view')) this.load();
    if (!changed.has('picked')) return;
    this.#records = this.#rows()
      .filter(({ id }) => this.picked.has(id))
      .map(assignedRecord);
  }

  get #query() {
    return { limit: 100, view: this.view, fields: sharingFields(this.form), q: this.sought };
  }

  protected override load(): void {
    super.load();
    void this.list?.load(this.#query);
  }

  override render() {
    const { size } = this.picked;
    return html`<div class="picks framed flex column shrinks shrinks-down clips">${this.#tools()}${this.#table()}
        <div class="onward phone-only flex rigid pad-2-3 ruled-above" ${uncovered()}><button class="primary grows"
            ?disabled=${size === 0} @click=${() => {
              this.seen = true;
            }}>${msg('查看使用组织', { id: 'sharing-see-users' })}${size > 0 ? html` (${size})` : nothing}</button></div></div>
      <div class="shows framed flex column shrinks shrinks-down clips">${this.back()}${this.#shown()}</div>`;
  }

  #tools(): TemplateResult {
    return html`<div class="toolbar rigid pad-2-3 ruled">
      <select class="plain fits" aria-label=${msg('范围', { id: 'sharing-range' })} .value=${this.view} @change=${(
        event: Event,
      ) => {
        event.stopPropagation();
        this.view = (event.target as HTMLSelectElement).value as 'use' | 'manage';
      }}>
        <option value="manage">${msg('我管理的', { id: 'sharing-managed' })}</option>
        <option value="use">${msg('本组织可用的', { id: 'sharing-used-here' })}</option>
      </select>
      ${this.search()}
    </div>`;
  }

  #rows(): readonly (Holdable & SharingRow)[] {
    return (this.list?.items ?? []).map((item) => ({
      ...holdableOf(this.form, item),
      id: String(item['id']),
      pickable: true,
    }));
  }

  #table(): TemplateResult {
    return this.table<Holdable & SharingRow>({
      rows: this.#rows(),
      columns: [recordColumn(), sharingColumn()],
      label: msg('数据', { id: 'sharing-record' }),
      none: html`<gj-state class="grows" text=${msg('没有找到', { id: 'nothing-found' })}></gj-state>`,
      picking: true,
    });
  }

  #shown(): TemplateResult | typeof nothing {
    if (this.picked.size === 0)
      return html`<gj-state class="grows" symbol="share"
          text=${msg('选择一条或多条数据，查看使用组织。', { id: 'sharing-pick-records' })}></gj-state>`;
    if (this.picked.size > 1)
      return html`<gj-sharing-union class="grows" .form=${this.form} .records=${this.#records}></gj-sharing-union>`;
    const { value } = this.#record;
    return value
      ? html`<gj-sharing-panel class="grows gap-3 pad-3" .form=${this.form} .record=${value} @changed=${() => {
          void this.#reload();
        }}></gj-sharing-panel>`
      : nothing;
  }

  /** Its sharing stands in the list as well. */
  async #reload(): Promise<void> {
    const { picked } = this;
    await this.list?.load(this.#query);
    this.picked = new Set([...picked].filter((id) => this.#rows().some((row) => row.id === id)));
    if (this.picked.size === picked.size) void this.#record.load();
  }
}
customElements.define('gj-sharing-by-record', GjSharingByRecord);
