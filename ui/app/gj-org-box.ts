import '@vaadin/combo-box/vaadin-combo-box.js';
import { msg } from '@lit/localize';
import { comboBoxRenderer } from '@vaadin/combo-box/lit.js';
import type { ComboBox } from '@vaadin/combo-box/vaadin-combo-box.js';
import { css, html, type LitElement, nothing } from 'lit';
import { OrgSearch, orgOption } from '../fields/org-search.ts';
import { pickKeys } from '../fields/pick-keys.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { flag, given, state, withProperties } from '../kit/base/with-properties.ts';
import type { OrgLine } from '../session/org-options.ts';
import { router } from '../session/router.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';

/** The organisations one may work for, found by name or number among thousands. */
export class GjOrgBox extends withProperties(GjElement, {
  /** The input that this box replaces: with the text typed by then, and the selection. */
  before: given<HTMLInputElement>(),
  /** Somebody clicked the input: the list opens at once. */
  pressed: flag(),
  text: state(''),
  /** Somebody looks for another organisation: all of them are offered. */
  opened: state(false),
}) {
  static override styles = [
    shared,
    css`
      :host {
        min-width: 0;
      }
      vaadin-combo-box {
        width: 100%;
        --vaadin-combo-box-overlay-width: var(--gj-size-340);
      }
    `,
  ];

  readonly #search = new OrgSearch();

  async #choose(event: Event): Promise<void> {
    const box = event.target as ComboBox<OrgLine>;
    const number = box.value;
    if (number === (session.org?.number ?? '')) return;
    if (number !== '' && (await router.maySwitch())) {
      router.guard(null);
      session.chooseOrg(number);
    } else box.value = session.org?.number ?? '';
  }

  /** Goes on where somebody clicked or typed before it was there. */
  protected override async firstUpdated(): Promise<void> {
    const box = this.renderRoot.querySelector<ComboBox<OrgLine> & LitElement>('vaadin-combo-box');
    await box?.updateComplete;
    const input = box?.inputElement;
    if (!box || !(input instanceof HTMLInputElement)) return;
    const { value } = this.before;
    box.focus();
    if (value !== session.org?.name) {
      input.value = value;
      input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
      return;
    }
    // What is typed next looks for another organisation.
    input.select();
    if (this.pressed) box.open();
  }

  override render() {
    if (!session.org) return nothing;
    const organisations = this.opened ? session.organisations : (session.who?.organisations ?? []);
    const found = this.#search.found(organisations, this.text);
    const searching = this.text.trim() !== '';
    return html`<vaadin-combo-box
      accessible-name=${msg('当前组织', { id: 'current-organisation' })}
      title=${`${session.org.number} ${session.org.name}`}
      item-value-path="number" item-label-path="name" item-id-path="number"
      .filteredItems=${found as OrgLine[]}
      .selectedItem=${this.#search.lines.find(({ id }) => id === session.org?.id) ?? { ...session.org, depth: 0, path: '' }}
      @opened-changed=${(event: CustomEvent<{ value: boolean }>) => {
        this.opened ||= event.detail.value;
      }}
      @filter-changed=${(event: CustomEvent<{ value: string }>) => {
        this.text = event.detail.value;
      }}
      @change=${this.#choose}
      @keydown=${pickKeys}
      ${comboBoxRenderer<OrgLine>((line) => orgOption(line, searching), [searching])}
    ></vaadin-combo-box>`;
  }
}
customElements.define('gj-org-box', GjOrgBox);
