import '@vaadin/combo-box/vaadin-combo-box.js';
import { msg, str } from '@lit/localize';
import type { ComboBox } from '@vaadin/combo-box';
import { comboBoxRenderer } from '@vaadin/combo-box/lit.js';
import { html, nothing, type PropertyValues } from 'lit';
import { isObject } from '../../../metadata/common/json.ts';
import { withheldIn } from '../../../metadata/withheld.ts';
import { faceOfRecord } from '../../kit/base/face.ts';
import { icon } from '../../kit/base/icons.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { type Pick, pointerTo } from '../../model/record-picks.ts';
import { within } from '../../session/i18n.ts';
import { lazily } from '../common/lazily.ts';
import { pointerName } from '../common/shown.ts';
import { noRecord, pickKeys } from '../pick-keys.ts';
import { pickRow } from '../pick-row.ts';
import { PickingControl, pickOf } from './picking-control.ts';
import '../gj-pick-heads.ts';

/** A record of another form: searched on the server, opened, or made in place. */
export class GjPickControl extends withProperties(PickingControl, { making: state(false) }) {
  #offered = '';
  #selected: Pick | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!changed.has('ask')) return;
    const { value } = this.ask;
    if (!isObject(value)) this.#selected = null;
    else if (this.#selected?.id !== String(value['id'] ?? '') || this.#selected.text !== pointerName(value))
      this.#selected = pickOf(value);
  }

  protected override updated(): void {
    const offered = JSON.stringify(this.ask.offered ?? 'all');
    if (offered !== this.#offered && this.#offered !== '') this.#box?.clearCache();
    this.#offered = offered;
  }

  get #box(): ComboBox<Pick> | null {
    return this.renderRoot.querySelector('vaadin-combo-box');
  }

  #take(pick: Pick | null | undefined): void {
    if (pick?.id === noRecord) {
      const box = this.#box;
      if (box) box.selectedItem = this.#selected;
      if (this.#mayMake) void this.#make();
      return;
    }
    this.#right();
    const id = isObject(this.ask.value) ? this.ask.value['id'] : null;
    if ((pick?.id ?? null) === (id ?? null)) return;
    this.#selected = pick ?? null;
    this.ask.change(pick ? pointerTo(pick) : null);
  }

  #right(): void {
    if (this.wrong === null) return;
    this.wrong = null;
    this.ask.flaw(null);
  }

  /** Takes a typed text as picked if it means one record; any other stays, with a sentence. */
  async #named(event: CustomEvent<string>): Promise<void> {
    event.preventDefault();
    const text = event.detail.trim();
    const { picks } = this;
    if (!picks && !this.outline) {
      // A person who may not search the records names them by number, and the server finds them.
      this.#right();
      this.ask.change({ number: text });
      return;
    }
    const missing = msg(str`没有找到“${text}”`, { id: 'pick-not-found' });
    this.ask.flaw(missing);
    const found = await picks?.meant(text, this.ask.offered).catch(() => undefined);
    if (found === 'several') {
      this.wrong = msg(str`“${text}”有多条相符，请从列表中选一条`, { id: 'pick-several' });
      this.ask.flaw(this.wrong);
    } else if (found) {
      this.ask.flaw(null);
      this.wrong = null;
      const box = this.#box;
      if (box) box.selectedItem = found;
      this.#take(found);
    } else this.wrong = missing;
  }

  get #mayMake(): boolean {
    const { outline } = this;
    return outline?.kind === 'master' && outline.actions.includes('create');
  }

  /** There is none such; where one may, it is made at once. */
  #none({ text }: Pick) {
    const { outline } = this;
    const make = msg(str`新建${within(outline?.recordLabel)}`, { id: 'new-of' });
    return html`<span>${text}${
      this.#mayMake ? html` <span style="color:var(--gj-accent)">${icon('add', 12)} ${make}</span>` : nothing
    }</span>`;
  }

  override render() {
    const { ask } = this;
    const problem = this.wrong ?? ask.problem ?? '';
    const outline = this.outline;
    const id = isObject(ask.value) ? ask.value['id'] : undefined;
    const mayMake = this.#mayMake;
    return html`<div class="row flex high gap-1">
      <vaadin-combo-box id=${ask.id} autoselect .accessibleName=${ask.label} .dataProvider=${this.provider}
        item-label-path="text" item-value-path="id" item-id-path="id" .selectedItem=${this.#selected}
        .pageSize=${50} .allowCustomValue=${true} .manualValidation=${true}
        .clearButtonVisible=${!ask.required && ask.value !== null} @keydown=${pickKeys}
        placeholder=${this.picks || outline ? nothing : msg('填写编码（无权查看列表）', { id: 'pick-by-number' })}
        ?required=${ask.required} ?invalid=${problem !== '' || ask.invalid} .errorMessage=${problem}
        @change=${(event: Event) => this.#take((event.currentTarget as ComboBox<Pick>).selectedItem)}
        @custom-value-set=${this.#named}
        ${comboBoxRenderer<Pick>(
          (item) =>
            item.id === noRecord
              ? this.#none(item)
              : this.picks
                ? pickRow(item, this.picks)
                : html`${item.text}`,
          [this.picks],
        )}
      >${
        typeof id === 'string' && outline?.faced && !withheldIn(ask.value)
          ? html`<span slot="prefix" class="flex">${faceOfRecord(outline, id)}</span>`
          : nothing
      }<gj-pick-heads slot="overlay" .picks=${this.picks}></gj-pick-heads></vaadin-combo-box>
      ${
        outline && typeof id === 'string' && !withheldIn(ask.value)
          ? html`<a class="aside gridded central rigid muted" href="/forms/${outline.name}/${id}"
              title=${msg('打开', { id: 'open' })}
              aria-label=${msg(str`打开${pointerName(ask.value)}`, { id: 'open-picked' })}>${icon('link')}</a>`
          : mayMake && id === undefined
            ? html`<button class="square aside rigid muted" title=${msg('新建', { id: 'make-new' })}
                aria-label=${msg(str`新建：${ask.label}`, { id: 'make-new-of' })}
                @click=${this.#make}>${icon('add')}</button>`
            : nothing
      }
    </div>
    ${
      this.making && outline
        ? html`<gj-record-maker .outline=${outline} @made=${this.#made} @closed=${this.#closed}></gj-record-maker>`
        : nothing
    }`;
  }

  async #make(): Promise<void> {
    await lazily('gj-record-maker');
    this.making = true;
  }

  #made(event: CustomEvent): void {
    event.stopPropagation();
    this.making = false;
    if (this.picks) this.#take(this.picks.pick(event.detail));
    this.#box?.clearCache();
    void this.#back();
  }

  /** The focus, once nothing lies over the page. */
  async #back(): Promise<void> {
    await this.updateComplete;
    this.#box?.focus();
  }

  #closed(event: Event): void {
    event.stopPropagation();
    this.making = false;
    void this.#back();
  }
}
customElements.define('gj-pick-control', GjPickControl);
