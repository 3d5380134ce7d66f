import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { PickedForm } from '../../fields/gj-form-pick.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { flag, given, state, text, withProperties } from '../../kit/base/with-properties.ts';
import { shared } from '../../theme/shared.ts';
import '../../fields/gj-form-pick.ts';

export interface Ordered {
  readonly key: string;
  readonly text: string;
}

/**
 * Some of several, in an order: dragged, or moved by Alt and an arrow. Of an order of records each goes up or down.
 * Tells `order` with all keys.
 */
export class GjOrderEditor extends withProperties(GjElement, {
  label: text(),
  items: given<readonly Ordered[]>(() => []),
  value: given<readonly string[]>(() => []),
  /** What is added is found among these forms. Default: the items are few. */
  forms: given<readonly PickedForm[]>(() => []),
  readonly: flag(),
  sorts: flag(),
  dragged: state(-1),
  over: state(-1),
}) {
  static override styles = [
    shared,
    css`
      li {
        min-height: var(--gj-size-28);
        padding-inline: var(--gj-1) 0;
      }
      li[data-over] {
        box-shadow: 0 calc(-1 * var(--gj-half)) var(--gj-accent);
      }
      li > .icon {
        color: var(--gj-muted);
        cursor: grab;
      }
      li button {
        width: var(--gj-size-26);
        height: var(--gj-size-26);
      }
    `,
  ];

  /** The next change goes on from this one, before whoever hears of it hands it in. */
  #tell(value: readonly string[]): void {
    this.value = value;
    this.emit('order', value);
  }

  #move(key: string, to: number): void {
    if (to < 0 || to >= this.value.length || this.value[to] === key) return;
    this.#tell(this.value.filter((one) => one !== key).toSpliced(to, 0, key));
    void this.updateComplete.then(() => {
      const lines = this.renderRoot.querySelectorAll<HTMLElement>('li');
      lines[to]?.querySelector('button')?.focus();
    });
  }

  override render() {
    const texts = new Map(this.items.map(({ key, text: name }) => [key, name]));
    const field = (key: string) => (this.sorts ? key.replace(/^-/, '') : key);
    const left = this.items.filter(({ key }) => !this.value.some((one) => field(one) === key));
    return html`<ul class="gridded gap-half below-1" aria-label=${this.label}
        @keydown=${(event: KeyboardEvent) => this.#keys(event)}>${repeat(
          this.value,
          (key) => key,
          (key, at) => this.#line(key, texts.get(field(key)) ?? key, at),
        )}</ul>
    ${this.readonly || left.length === 0 ? nothing : this.#adding(left)}`;
  }

  #adding(left: readonly Ordered[]): TemplateResult {
    const label = msg(str`加到“${this.label}”`, { id: 'design-add-to' });
    const add = msg('添加一个…', { id: 'design-add-one' });
    if (this.forms.length > 0)
      return html`<gj-form-pick adds label=${label} placeholder=${add}
          .forms=${this.forms.filter(({ id }) => !this.value.includes(id))}
          @pick=${({ detail }: CustomEvent<string>) => this.#tell([...this.value, detail])}></gj-form-pick>`;
    return html`<select class="plain" aria-label=${label} @change=${(event: Event) => {
      const pick = event.target as HTMLSelectElement;
      if (pick.value) this.#tell([...this.value, pick.value]);
      pick.value = '';
    }}><option value="">${add}</option>${left.map(
      ({ key, text: name }) => html`<option value=${key}>${name}</option>`,
    )}</select>`;
  }

  #keys(event: KeyboardEvent): void {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const line = (event.target as HTMLElement).closest('li');
    if (step === undefined || !line || this.readonly) return;
    const lines = [...this.renderRoot.querySelectorAll('li')];
    const at = lines.indexOf(line);
    event.preventDefault();
    const key = line.dataset['key'] ?? '';
    if (event.altKey) this.#move(key, this.value.indexOf(key) + step);
    else lines[at + step]?.querySelector('button')?.focus();
  }

  #line(key: string, name: string, at: number): TemplateResult {
    const falls = this.sorts && key.startsWith('-');
    const turn = falls ? key.slice(1) : `-${key}`;
    return html`<li class="flex centred gap-1 surface edged rounded" data-key=${key} draggable=${!this.readonly}
      ?data-over=${this.over === at && this.dragged >= 0}
      @dragstart=${() => {
        this.dragged = at;
      }} @dragend=${() => {
        this.dragged = -1;
      }} @dragover=${(event: DragEvent) => {
        if (this.dragged < 0) return;
        event.preventDefault();
        this.over = at;
      }} @drop=${(event: DragEvent) => {
        if (this.dragged < 0) return;
        event.preventDefault();
        this.#move(this.value[this.dragged] ?? '', at);
        this.dragged = -1;
      }}>
      ${this.readonly ? nothing : icon('grip', 12)}<span class="name rest breaks">${name}</span>
      ${
        this.sorts
          ? html`<button class="square muted" ?disabled=${this.readonly}
              aria-label=${
                falls
                  ? msg(str`${name}：从大到小`, { id: 'design-sort-falls' })
                  : msg(str`${name}：从小到大`, { id: 'design-sort-rises' })
              }
              @click=${() =>
                this.#tell(
                  this.value.map((one) => (one === key ? turn : one)),
                )}>${icon(falls ? 'down' : 'up', 14)}</button>`
          : nothing
      }
      ${
        this.readonly
          ? nothing
          : html`<button class="square muted" aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
              title=${msg('移除；Alt+↑↓ 移动', { id: 'design-take-out-help' })}
              aria-label=${msg(str`移除“${name}”`, { id: 'design-take-out' })}
              @click=${() => this.#tell(this.value.filter((one) => one !== key))}>${icon('close', 12)}</button>`
      }</li>`;
  }
}
customElements.define('gj-order-editor', GjOrderEditor);
