import { msg, str } from '@lit/localize';
import { css, html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { choosingStyles } from '../kit/choosing-styles.ts';
import { GjElement } from '../kit/gj-element.ts';
import { icon } from '../kit/icons.ts';
import { given, state, withProperties } from '../kit/with-properties.ts';
import type { FormModel } from '../model/form-model.ts';
import { say } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';
import { type Columns, placedColumns } from './list-columns.ts';
import { type ListField, listFields } from './list-field.ts';
import '../kit/gj-pop.ts';

/** Which columns a list has, in which order. Tells `columns`; null is the form's own. */
export class GjColumnChooser extends withProperties(GjElement, {
  form: given<FormModel>(),
  columns: given<Columns>(),
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
        width: 300px;
        max-height: 440px;
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
      [aria-pressed='true'] {
        color: var(--gj-accent) !important;
      }
      li button {
        width: 26px;
        height: 26px;
        color: var(--gj-muted);
      }
    `,
  ];

  #show(shown: readonly string[]): void {
    if (shown.length > 0) this.tell('columns', { ...this.columns, shown });
  }

  #move(name: string, step: number): void {
    const shown = [...this.columns.shown];
    const at = shown.indexOf(name);
    const to = at + step;
    if (to < 0 || to >= shown.length) return;
    shown.splice(to, 0, ...shown.splice(at, 1));
    this.#show(shown);
  }

  #pin(name: string, isPinned: boolean): void {
    const { columns, pinned: count } = placedColumns(this.columns);
    const pinned = columns.slice(0, count);
    const next = isPinned ? pinned.filter((one) => one !== name) : [...pinned, name];
    this.tell('columns', { ...this.columns, pinned: next });
  }

  #keys(event: KeyboardEvent, name: string): void {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    if (event.altKey) this.#move(name, step);
    else {
      const boxes = [...this.renderRoot.querySelectorAll<HTMLInputElement>('li input')];
      const here = boxes.indexOf(event.target as HTMLInputElement);
      boxes[here + step]?.focus();
    }
  }

  override render() {
    const label = msg('列', { id: 'columns' });
    return html`<gj-pop align="end" look="plain" label=${label} @toggled=${(event: CustomEvent<boolean>) => {
      this.opened = event.detail;
      this.text = '';
    }}>
      <span slot="button">${icon('columns')}</span><span slot="button">${label}</span>
      ${this.opened ? this.#panel() : ''}
    </gj-pop>`;
  }

  #panel(): TemplateResult {
    const { columns } = this;
    const all = new Map(listFields(this.form).map((field) => [field.name, field]));
    const wanted = this.text.trim().toLowerCase();
    const found = (field: ListField) => say(field.label).toLowerCase().includes(wanted);
    const shown = columns.shown.flatMap((name) => all.get(name) ?? []);
    const rest = [...all.values()].filter(({ name }) => !columns.shown.includes(name));
    const lines = [...shown, ...rest].filter(found);
    return html`<div class="inner">
      <div class="search"><input class="plain" type="search" data-first .value=${this.text} autocomplete="off"
        placeholder=${msg('查找列', { id: 'find-column' })} aria-label=${msg('查找列', { id: 'find-column' })}
        @input=${(event: Event) => {
          this.text = (event.target as HTMLInputElement).value;
        }} /></div>
      <ul aria-label=${msg('列', { id: 'columns' })}>${repeat(
        lines,
        ({ name }) => name,
        (field) => this.#line(field, shown.indexOf(field)),
      )}</ul>
      <footer>
        <button class="plain" @click=${() => this.tell('columns', null)}>${msg('恢复默认', { id: 'standard-columns' })}</button>
      </footer>
    </div>`;
  }

  #line({ name, label }: ListField, at: number): TemplateResult {
    const { shown } = this.columns;
    const text = say(label);
    const isPinned = placedColumns(this.columns)
      .columns.slice(0, placedColumns(this.columns).pinned)
      .includes(name);
    const pin = msg(str`${text}：固定在左侧`, { id: 'pin-column' });
    const step = (of: string, by: number, symbol: 'up' | 'down') =>
      html`<button class="square" tabindex="-1" aria-label=${of} title=${of} ?disabled=${at + by < 0 || at + by >= shown.length}
        @click=${() => this.#move(name, by)}>${icon(symbol, 14)}</button>`;
    return html`<li>
      <label title=${text}><input type="checkbox" .checked=${at >= 0} ?disabled=${at >= 0 && shown.length === 1}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        @keydown=${(event: KeyboardEvent) => this.#keys(event, name)}
        @change=${() => this.#show(at >= 0 ? shown.filter((one) => one !== name) : [...shown, name])} /><span>${text}</span></label>
      ${
        at < 0
          ? ''
          : html`<button class="square" tabindex="-1" aria-pressed=${isPinned ? 'true' : 'false'} aria-label=${pin} title=${pin}
              @click=${() => this.#pin(name, isPinned)}>${icon('pin', 14)}</button>${step(msg(str`${text}：前移`, { id: 'column-earlier' }), -1, 'up')}${step(msg(str`${text}：后移`, { id: 'column-later' }), 1, 'down')}`
      }
    </li>`;
  }
}
customElements.define('gj-column-chooser', GjColumnChooser);
