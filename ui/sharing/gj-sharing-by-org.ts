import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { PairAnswer, Usable } from '../../rules/sharing/contract.ts';
import type { How } from '../../rules/sharing/how.ts';
import { failureText } from '../kit/base/failure-text.ts';
import { state, withProperties } from '../kit/base/with-properties.ts';
import { notify } from '../kit/gj-notices.ts';
import { GrowingList } from '../kit/growing-list.ts';
import { session } from '../session/session.ts';
import type { SharingRow } from './gj-sharing-table.ts';
import { creatorColumn, howColumns, recordColumns } from './record-columns.ts';
import { assignmentsPath } from './sharing-calls.ts';
import { ownOrgs } from './sharing-orgs.ts';
import { withdrawUsed } from './sharing-union.ts';
import { SharingWay } from './sharing-way.ts';
import { doneLine, howChoices } from './sharing-words.ts';
import './gj-org-picker.ts';
import '../kit/gj-record-dialog.ts';
import '../kit/gj-state.ts';
import './gj-pairs-report.ts';
import './gj-sharing-table.ts';

type Row = Usable & SharingRow;

/** Pick an organisation: what it uses, how it comes to it, and taking that back. */
export class GjSharingByOrg extends withProperties(SharingWay<Usable>, {
  org: state<string>(() => session.org?.id ?? ''),
  how: state<How | ''>(''),
  report: state<readonly PairAnswer[] | null>(null),
  /** Rows that cannot be withdrawn before those below are. */
  cascade: state<readonly Usable[] | null>(null),
  busy: state(false),
}) {
  get #orgs() {
    return ownOrgs();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('form')) this.list = GrowingList.at<Usable>(this, assignmentsPath(this.form.name));
    if (changed.has('form') || changed.has('org') || changed.has('how')) this.load();
  }

  protected override load(): void {
    super.load();
    const org = this.#orgs.byId.get(this.org)?.number;
    void this.list?.load({ limit: 100, org, q: this.sought, how: this.how || undefined });
  }

  async #withdraw(rows: readonly Usable[], cascade: boolean): Promise<void> {
    const org = this.#orgs.byId.get(this.org);
    if (!org) return;
    this.busy = true;
    try {
      const pairs = await withdrawUsed(this.form.name, rows, org, cascade);
      const held = pairs.filter(({ code }) => code === 'sharing-held-below').map(({ record }) => record.id);
      this.cascade = held.length > 0 ? rows.filter(({ record }) => held.includes(record.id)) : null;
      const rest = pairs.filter(({ code }) => code !== 'sharing-held-below');
      if (rest.some(({ outcome }) => outcome === 'refused')) this.report = rest;
      else if (rest.length > 0) notify({ text: doneLine(rest) });
      this.load();
    } catch (failure) {
      notify({ text: failureText(failure), kind: 'error' });
    }
    this.busy = false;
  }

  override render() {
    return html`
      <gj-org-picker class="picks" single .nodes=${this.#orgs.nodes} .picked=${new Set([this.org])} label=${msg('组织', { id: 'organisation' })}
        @change=${(event: CustomEvent<string>) => {
          this.org = event.detail;
          this.seen = true;
        }}></gj-org-picker>
      <div class="pane shows">${this.#tools()}${this.#table()}</div>
      ${this.#overlay()}
    `;
  }

  #tools(): TemplateResult {
    const name = this.#orgs.byId.get(this.org)?.name ?? '';
    const ways: readonly (readonly [How | '', string])[] = [
      ['', msg('全部方式', { id: 'sharing-any-way' })],
      ...howChoices(),
    ];
    const rows = this.#rows().filter(({ id }) => this.picked.has(id));
    return html`<div class="tools">${this.back()}
      <h2 title=${name}>${msg(str`“${name}”可以使用`, { id: 'sharing-used-by' })} <span class="small muted" role="status">${this.count}</span></h2>
      <select class="plain" aria-label=${msg('方式', { id: 'sharing-how' })} .value=${this.how} @change=${(
        event: Event,
      ) => {
        event.stopPropagation();
        this.how = (event.target as HTMLSelectElement).value as How | '';
      }}>${ways.map(([way, text]) => html`<option value=${way}>${text}</option>`)}</select>
      ${this.search()}
      ${
        this.form.can.has('assign')
          ? html`<button ?disabled=${rows.length === 0 || this.busy} @click=${() => this.#withdraw(rows, false)}>${msg('取消分配', { id: 'sharing-withdraw-picked' })}${rows.length > 0 ? html` (${rows.length})` : nothing}</button>`
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
      none: html`<gj-state symbol="share" text=${msg('这个组织没有可以使用的数据。', { id: 'sharing-uses-nothing' })}></gj-state>`,
      picking: this.form.can.has('assign'),
    });
  }

  #overlay(): TemplateResult | typeof nothing {
    const close = (event: Event) => {
      event.stopPropagation();
      this.report = null;
      this.cascade = null;
    };
    if (this.report)
      return html`<gj-pairs-report form=${this.form.name} label=${doneLine(this.report)} .pairs=${this.report} @closed=${close}></gj-pairs-report>`;
    const { cascade } = this;
    if (!cascade) return nothing;
    const count = cascade.length;
    return html`<gj-record-dialog label=${msg('已继续分配给下级', { id: 'sharing-held-title' })} @closed=${close}>
      <p>${msg(str`其中 ${count} 条已由这个组织继续分配给下级。连同下级一并取消后，那些组织也不能再使用；此前已引用的数据保持不变。`, { id: 'sharing-held-means' })}</p>
      <button slot="actions" class="primary" autofocus ?disabled=${this.busy} @click=${() => this.#withdraw(cascade, true)}>${msg('连同下级取消', { id: 'sharing-cascade-now' })}</button>
    </gj-record-dialog>`;
  }
}
customElements.define('gj-sharing-by-org', GjSharingByOrg);
