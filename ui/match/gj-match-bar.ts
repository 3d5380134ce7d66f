import '@vaadin/combo-box/vaadin-combo-box.js';
import { msg } from '@lit/localize';
import type { ComboBox } from '@vaadin/combo-box/vaadin-combo-box.js';
import { css, html } from 'lit';
import type { Json } from '../../metadata/json.ts';
import { madeField } from '../condition/value-field.ts';
import { GjElement } from '../kit/gj-element.ts';
import type { FormModel } from '../model/form-model.ts';
import { type OrgOption, session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';
import '../facts/gj-fact-field.ts';

const moment = madeField('datetime', { zh: '时刻（空为现在）', en: 'Moment (empty: now)' });

/** For which organisation and when rules are asked. Tells `asked`. */
export class GjMatchBar extends GjElement {
  static override properties = {
    form: { attribute: false },
    org: { type: String },
    at: { attribute: false },
  };
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        flex: none;
        gap: var(--gj-3);
        align-items: end;
      }
      .label {
        margin-block-end: 2px;
        font-size: var(--gj-text-s);
        line-height: var(--gj-line-s);
        color: var(--gj-muted);
      }
      .org {
        flex: none;
        width: 200px;
      }
      vaadin-combo-box {
        width: 100%;
        --vaadin-combo-box-overlay-width: 300px;
      }
      gj-fact-field {
        flex: none;
        width: 270px;
      }
    `,
  ];
  declare form: FormModel;
  declare org: string;
  declare at: string | null;

  constructor() {
    super();
    this.org = '';
    this.at = null;
  }

  override render() {
    const organisations = session.who?.organisations ?? [];
    const label = msg('组织', { id: 'organisation' });
    return html`<div class="org"><div class="label" aria-hidden="true">${label}</div>
        <vaadin-combo-box .accessibleName=${label} .items=${organisations as OrgOption[]} item-value-path="number"
          item-label-path="name" item-id-path="number" .value=${this.org}
          @change=${(event: Event) => {
            event.stopPropagation();
            const box = event.currentTarget as ComboBox;
            if (box.value === '') box.value = this.org;
            else this.tell('asked', { org: box.value, at: this.at });
          }}></vaadin-combo-box></div>
      <gj-fact-field .form=${this.form} .field=${moment} .value=${this.at}
        @fact=${(event: CustomEvent<Json>) => {
          event.stopPropagation();
          this.tell('asked', { org: this.org, at: typeof event.detail === 'string' ? event.detail : null });
        }}></gj-fact-field>
      <slot></slot>`;
  }
}
customElements.define('gj-match-bar', GjMatchBar);
