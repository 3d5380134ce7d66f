import type { OwnOrganisation } from '../../metadata/contract/people/session.ts';
import '@vaadin/combo-box/vaadin-combo-box.js';
import { msg } from '@lit/localize';
import { comboBoxRenderer } from '@vaadin/combo-box/lit.js';
import type { ComboBox } from '@vaadin/combo-box/vaadin-combo-box.js';
import { css, html } from 'lit';
import { GjElement } from '../kit/base/gj-element.ts';
import { state, withProperties } from '../kit/base/with-properties.ts';
import { type OrgLine, orgLines, orgsWith } from '../session/org-options.ts';
import { router } from '../session/router.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';

/** The organisation one works for, always in sight; found by name or number among thousands. */
export class OrgSwitch extends withProperties(GjElement, {
  text: state(''),
  /** Somebody looks for another one: then all of them are wanted. */
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
        --vaadin-combo-box-overlay-width: 340px;
      }
      p {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
    `,
  ];

  #from: readonly OwnOrganisation[] = [];
  #lines: readonly OrgLine[] = [];
  #found: readonly OrgLine[] = [];
  #asked: string | null = null;

  /** The same array while nothing changed: the list would start over with each new one. */
  #shown(): readonly OrgLine[] {
    const organisations = this.opened ? session.organisations : (session.who?.organisations ?? []);
    if (organisations !== this.#from) {
      this.#from = organisations;
      this.#lines = orgLines(organisations);
      this.#asked = null;
    }
    if (this.#asked !== this.text) {
      this.#asked = this.text;
      this.#found = orgsWith(this.#lines, this.text);
    }
    return this.#found;
  }

  async #choose(event: Event): Promise<void> {
    const box = event.target as ComboBox<OrgLine>;
    const number = box.value;
    if (number === (session.org?.number ?? '')) return;
    if (number !== '' && (await router.mayLeave())) {
      router.guard(null);
      session.chooseOrg(number);
    } else box.value = session.org?.number ?? '';
  }

  override render() {
    if (!session.org) return html`<p class="muted">${msg('没有可用的组织', { id: 'no-organisation' })}</p>`;
    const searching = this.text.trim() !== '';
    return html`<vaadin-combo-box
      accessible-name=${msg('当前组织', { id: 'current-organisation' })}
      title=${`${session.org.number} ${session.org.name}`}
      item-value-path="number" item-label-path="name" item-id-path="number"
      .filteredItems=${this.#shown() as OrgLine[]}
      .selectedItem=${this.#lines.find(({ id }) => id === session.org?.id) ?? { ...session.org, depth: 0, path: '' }}
      @opened-changed=${(event: CustomEvent<{ value: boolean }>) => {
        this.opened ||= event.detail.value;
      }}
      @filter-changed=${(event: CustomEvent<{ value: string }>) => {
        this.text = event.detail.value;
      }}
      @change=${this.#choose}
      ${comboBoxRenderer<OrgLine>(
        (line) => html`<div style="padding-inline-start:${searching ? 0 : Math.min(line.depth, 8) * 14}px">
          <div>${line.name} <span style="color:var(--gj-muted);font-size:var(--gj-text-s)">${line.number}</span></div>
          ${
            searching && line.path !== ''
              ? html`<div style="color:var(--gj-muted);font-size:var(--gj-text-s)">${line.path}</div>`
              : ''
          }
        </div>`,
        [searching],
      )}
    ></vaadin-combo-box>`;
  }
}
customElements.define('gj-org-switch', OrgSwitch);
