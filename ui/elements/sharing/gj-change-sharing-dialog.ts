import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { SharingStrategy } from '../../../metadata/source.ts';
import { strategy } from '../../../rules/sharing/index.ts';
import type { PairTold } from '../../controllers/sharing-calls.ts';
import { consequences } from '../../controllers/sharing-consequences.ts';
import type { SharingOfRecord } from '../../controllers/sharing-of-record.ts';
import type { SharingOrgs } from '../../controllers/sharing-orgs.ts';
import type { FormModel } from '../../model/form-model.ts';
import { sharingLabel } from '../../model/sharing-label.ts';
import { shared } from '../../theme/shared.ts';
import { failureText } from '../failure-text.ts';
import { GjElement } from '../gj-element.ts';
import { notify } from '../gj-notices.ts';
import { icon } from '../icons.ts';
import { dialogStyles } from './dialog-styles.ts';
import { doneLine, sharingMeans } from './sharing-words.ts';
import '../gj-record-dialog.ts';
import './gj-consequences.ts';
import './gj-pairs-report.ts';

/** Another way of sharing, with who will see the record and who will lose it. Tells `done` and `closed`. */
export class GjChangeSharingDialog extends GjElement {
  static override properties = {
    data: { attribute: false },
    form: { attribute: false },
    orgs: { attribute: false },
    to: { state: true },
    busy: { state: true },
    failure: { state: true },
    told: { state: true },
  };
  static override styles = [shared, dialogStyles];
  declare data: SharingOfRecord;
  declare form: FormModel;
  declare orgs: SharingOrgs;
  declare to: SharingStrategy | null;
  declare busy: boolean;
  declare failure: unknown;
  declare told: readonly PairTold[] | null;

  constructor() {
    super();
    this.to = null;
    this.busy = false;
    this.failure = null;
    this.told = null;
  }

  async #change(): Promise<void> {
    const { data, to } = this;
    if (to === null) return;
    this.busy = true;
    this.failure = null;
    try {
      if (data.holders.size > 0 && strategy(data.known.sharing).assigner !== null) {
        const told = await data.withdraw([...data.holders.keys()], true);
        if (told.some(({ outcome }) => outcome === 'refused')) {
          this.tell('done');
          this.told = told;
          return;
        }
      }
      await data.act('change-sharing', { sharing: to });
      notify({ text: msg(str`管控策略已改为“${sharingLabel(to)}”`, { id: 'sharing-changed' }) });
      this.tell('done');
      this.tell('closed');
    } catch (failure) {
      this.failure = failure;
    } finally {
      this.busy = false;
    }
  }

  override render() {
    if (this.told)
      return html`<gj-pairs-report form=${this.form.name} label=${doneLine(this.told)} .told=${this.told}></gj-pairs-report>`;
    const { data, to } = this;
    const now = data.known.sharing;
    const ways = this.form.sharing?.allowed ?? [];
    const held = strategy(now).assigner !== null ? data.holders.size : 0;
    return html`<gj-record-dialog label=${msg('更改管控策略', { id: 'op-sharing' })}>
      <div class="stack">
        <fieldset><legend>${msg('谁可以使用这条记录', { id: 'sharing-who' })}</legend>
          ${ways.map((way) => this.#way(way, now))}</fieldset>
        ${to === null || to === now ? nothing : this.#outcome(to, held)}
        ${this.failure ? html`<p class="problem" role="alert">${failureText(this.failure)}</p>` : nothing}
      </div>
      <button slot="actions" class="primary" ?disabled=${this.busy || to === null || to === now} @click=${this.#change}>${
        held > 0 && to !== null && to !== now
          ? msg(str`取消 ${held} 项分配并更改`, { id: 'sharing-withdraw-and-change' })
          : msg('更改', { id: 'sharing-change-now' })
      }</button>
    </gj-record-dialog>`;
  }

  #way(way: SharingStrategy, now: SharingStrategy): TemplateResult {
    return html`<label class="way"><input type="radio" name="sharing" .checked=${(this.to ?? now) === way}
      ?autofocus=${way === now} @change=${(event: Event) => {
        event.stopPropagation();
        this.to = way;
        this.failure = null;
      }} />
      <span>${sharingLabel(way)}${way === now ? html` <span class="small muted">${msg('现在', { id: 'sharing-now' })}</span>` : nothing}</span>
      <span class="small muted">${sharingMeans(way)}</span></label>`;
  }

  #outcome(to: SharingStrategy, held: number): TemplateResult {
    const { data, orgs } = this;
    const before = data.state;
    const result = consequences(orgs.nodes, before, { ...before, sharing: to, holders: new Set() });
    return html`${
      held > 0
        ? html`<p class="warning" role="note">${icon('alert')}<span>${msg(
            str`它现在分配给了 ${held} 个组织：更改之前，这些分配会全部取消。`,
            { id: 'sharing-held-first' },
          )}</span></p>`
        : nothing
    }<gj-consequences .of=${result} ?partial=${!orgs.complete}></gj-consequences>`;
  }
}
customElements.define('gj-change-sharing-dialog', GjChangeSharingDialog);
