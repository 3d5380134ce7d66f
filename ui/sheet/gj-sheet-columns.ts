import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Field } from '../../metadata/field.ts';
import { choosingStyles } from '../kit/choosing-styles.ts';
import { GjElement } from '../kit/gj-element.ts';
import { icon } from '../kit/icons.ts';
import { given, state, withProperties } from '../kit/with-properties.ts';
import { say } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';
import { arrange, type ColumnChoice } from './sheet-columns.ts';
import '../kit/gj-pop.ts';

/** Which columns a sheet has, in which order, and which stay at the left. Tells `choice`; null is as it was. */
export class GjSheetColumns extends withProperties(GjElement, {
  fields: given<readonly Field[]>(() => []),
  choice: given<ColumnChoice>(),
  text: state(''),
  opened: state(false),
}) {
  static override styles = [
    shared,
    choosingStyles,
    css`
      :host {
        display: inline-block;
      }
      .inner {
        display: flex;
        flex-direction: column;
        width: 320px;
        max-height: 420px;
      }
      li {
        display: flex;
        align-items: center;
        border-radius: var(--gj-radius);
      }
      li:hover,
      li:focus-within {
        background: var(--gj-head);
      }
      li label {
        flex: 1;
        min-width: 0;
        padding-inline-end: 0;
      }
      li button {
        width: 26px;
        height: 26px;
        color: var(--gj-muted);
      }
      [aria-pressed='true'] {
        color: var(--gj-accent);
      }
    `,
  ];
  #tell(choice: Partial<ColumnChoice>): void {
    this.tell('choice', { ...this.choice, ...choice });
  }

  #move(name: string, step: number): void {
    const { columns } = arrange(this.fields, this.choice);
    const order = columns.map((field) => field.name);
    const at = order.indexOf(name);
    order.splice(at + step, 0, ...order.splice(at, 1));
    this.#tell({ order });
  }

  #toggle(of: 'hidden' | 'pinned', name: string): void {
    const list = this.choice[of];
    this.#tell({ [of]: list.includes(name) ? list.filter((one) => one !== name) : [...list, name] });
  }

  override render() {
    const label = msg('列', { id: 'columns' });
    return html`<gj-pop align="end" look="plain" label=${label} @toggled=${(event: CustomEvent<boolean>) => {
      this.opened = event.detail;
      this.text = '';
    }}>
      <span slot="button">${icon('columns', 14)}</span><span slot="button">${label}</span>
      ${this.opened ? this.#panel() : nothing}
    </gj-pop>`;
  }

  #panel(): TemplateResult {
    const { columns, pinned } = arrange(this.fields, this.choice);
    const rest = this.fields.filter((field) => !columns.includes(field));
    const wanted = this.text.trim().toLowerCase();
    const lines = [...columns, ...rest].filter(({ label }) => say(label).toLowerCase().includes(wanted));
    return html`<div class="inner">
      <div class="search"><input class="plain" type="search" data-first .value=${this.text} autocomplete="off"
        placeholder=${msg('查找列', { id: 'find-column' })} aria-label=${msg('查找列', { id: 'find-column' })}
        @input=${(event: Event) => {
          this.text = (event.target as HTMLInputElement).value;
        }} /></div>
      <ul aria-label=${msg('列', { id: 'columns' })}>${repeat(
        lines,
        ({ name }) => name,
        (field) => this.#line(field, columns, pinned),
      )}</ul>
      <footer>
        <button class="plain" @click=${() => this.tell('choice', null)}>${msg('恢复默认', { id: 'standard-columns' })}</button>
      </footer>
    </div>`;
  }

  #line(field: Field, columns: readonly Field[], pinned: number): TemplateResult {
    const { name } = field;
    const text = say(field.label);
    const at = columns.indexOf(field);
    // Those that stay at the left are ordered among themselves.
    const [first, last] = at < pinned ? [0, pinned - 1] : [pinned, columns.length - 1];
    const step = (of: string, by: number, symbol: 'up' | 'down') =>
      html`<button class="square" tabindex="-1" aria-label=${of} title=${of}
        ?disabled=${at + by < first || at + by > last} @click=${() => this.#move(name, by)}>${icon(symbol, 14)}</button>`;
    const pin = msg(str`${text}：固定在左侧`, { id: 'pin-column' });
    return html`<li>
      <label title=${text}><input type="checkbox" .checked=${at >= 0} ?disabled=${at >= 0 && columns.length === 1}
        @change=${() => this.#toggle('hidden', name)} /><span>${text}</span></label>
      ${
        at < 0
          ? nothing
          : html`<button class="square" aria-pressed=${at < pinned ? 'true' : 'false'} aria-label=${pin} title=${pin}
              @click=${() => this.#toggle('pinned', name)}>${icon('pin', 14)}</button>
            ${step(msg(str`${text}：前移`, { id: 'column-earlier' }), -1, 'up')}${step(msg(str`${text}：后移`, { id: 'column-later' }), 1, 'down')}`
      }
    </li>`;
  }
}
customElements.define('gj-sheet-columns', GjSheetColumns);
