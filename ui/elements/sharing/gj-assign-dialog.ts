import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { session } from '../../app/session.ts';
import { type PairSaid, assignRounds as passOn } from '../../controllers/sharing-calls.ts';
import { type SharingOrgs, sharingOrgs } from '../../controllers/sharing-orgs.ts';
import { type AssignedRecord, assignRounds } from '../../controllers/sharing-rounds.ts';
import { plural } from '../../i18n.ts';
import type { FormModel } from '../../model/form-model.ts';
import { shared } from '../../theme/shared.ts';
import { failureText } from '../failure-text.ts';
import { GjElement } from '../gj-element.ts';
import { notify } from '../gj-notices.ts';
import { called, doneLine } from './sharing-words.ts';
import '../gj-org-picker.ts';
import '../gj-record-dialog.ts';
import '../gj-state.ts';
import './gj-pairs-report.ts';

/** Which organisations records are assigned to. Tells `assigned` with what became of each pair, and `closed`. */
export class GjAssignDialog extends GjElement {
  static override properties = {
    form: { attribute: false },
    records: { attribute: false },
    fixed: { attribute: false },
    orgs: { state: true },
    picked: { state: true },
    busy: { state: true },
    failure: { state: true },
    told: { state: true },
  };
  static override styles = [
    shared,
    css`
      :host {
        display: contents;
      }
      gj-org-picker {
        height: min(420px, 52vh);
        margin-block-start: var(--gj-2);
      }
    `,
  ];
  declare form: FormModel;
  declare records: readonly AssignedRecord[];
  /** Ids of those that have them already, each with what is said about it. */
  declare fixed: ReadonlyMap<string, string>;
  declare orgs: SharingOrgs | null;
  declare picked: ReadonlySet<string>;
  declare busy: boolean;
  declare failure: unknown;
  declare told: readonly PairSaid[] | null;

  constructor() {
    super();
    this.records = [];
    this.fixed = new Map();
    this.orgs = null;
    this.picked = new Set();
    this.busy = false;
    this.failure = null;
    this.told = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('orgs') && this.orgs)
      this.renderRoot.querySelector<HTMLElement>('gj-org-picker')?.focus();
  }

  async #load(): Promise<void> {
    this.failure = null;
    try {
      this.orgs = await sharingOrgs();
    } catch (failure) {
      this.failure = failure;
    }
  }

  get #chained(): boolean {
    return this.records.length > 0 && this.records.every(({ sharing }) => sharing === 'hierarchical');
  }

  async #assign(): Promise<void> {
    const { orgs } = this;
    if (!orgs) return;
    const targets = orgs.nodes.filter(({ id }) => this.picked.has(id));
    const rounds = assignRounds(this.records, targets, orgs.byId, session.org?.number ?? '');
    this.busy = true;
    try {
      const told = await passOn(this.form.name, rounds);
      this.tell('assigned', told);
      if (told.some(({ outcome }) => outcome === 'refused')) this.told = told;
      else {
        notify({ text: doneLine(told) });
        this.tell('closed');
      }
    } catch (failure) {
      notify({ text: failureText(failure), kind: 'error' });
    }
    this.busy = false;
  }

  override render() {
    const [first] = this.records;
    const title =
      this.records.length === 1 && first
        ? msg(str`分配“${called(first)}”`, { id: 'sharing-assign-one' })
        : plural(msg(str`分配 ${this.records.length} 条数据`, { id: 'sharing-assign-many' }));
    if (this.told)
      return html`<gj-pairs-report form=${this.form.name} label=${doneLine(this.told)} .told=${this.told}></gj-pairs-report>`;
    return html`<gj-record-dialog label=${title}>
      <p class="muted">${
        this.#chained
          ? msg('逐级分配：勾选下级时，它上面的各级一并分配。', { id: 'sharing-assign-chained' })
          : msg('勾选可以使用的组织。按住 Shift 勾选，连同全部下级。', { id: 'sharing-assign-help' })
      }</p>
      ${this.#picker()}
      <button slot="actions" class="primary" ?disabled=${this.picked.size === 0 || this.busy} @click=${this.#assign}>${
        this.busy ? msg('正在分配…', { id: 'sharing-assigning' }) : msg('分配', { id: 'assign-now' })
      }${this.picked.size > 0 ? html` (${this.picked.size})` : nothing}</button>
    </gj-record-dialog>`;
  }

  #picker(): TemplateResult {
    if (this.failure)
      return html`<gj-state failed text=${failureText(this.failure)} @retry=${this.#load}></gj-state>`;
    return html`<gj-org-picker .nodes=${this.orgs?.nodes ?? []} .picked=${this.picked} .fixed=${this.fixed}
      ?chained=${this.#chained} label=${msg('分配给', { id: 'sharing-assign-to' })} aria-busy=${this.orgs === null}
      @change=${(event: CustomEvent<ReadonlySet<string>>) => {
        event.stopPropagation();
        this.picked = event.detail;
      }}></gj-org-picker>`;
  }
}
customElements.define('gj-assign-dialog', GjAssignDialog);
