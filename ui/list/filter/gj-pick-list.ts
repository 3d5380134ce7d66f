import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { GjElement } from '../../kit/base/gj-element.ts';
import { onlyHit } from '../../kit/base/only-hit.ts';
import { flag, given, state, text, withProperties } from '../../kit/base/with-properties.ts';
import { filling } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';

export interface PickLine {
  readonly value: string;
  readonly text: string;
  /** Beside the text, muted. */
  readonly more?: string;
}

/**
 * Several of many, each with a box; found by typing. `lines` is what is offered; where somebody else does the
 * searching, `search` is told and `lines` follow. Tells `change` with what is picked.
 */
export class GjPickList extends withProperties(GjElement, {
  lines: given<readonly PickLine[]>(() => []),
  picked: given<readonly string[]>(() => []),
  label: text(),
  /** The element that holds the list does the search. Default: the list itself, among its lines. */
  searched: flag(),
  busy: flag(),
  /** At most one. Default: several. */
  single: flag(),
  text: state(''),
}) {
  static override styles = [
    shared,
    filling,
    css`
      :host {
        width: var(--gj-size-260);
        max-height: var(--gj-size-340);
      }
      @media (max-width: 600px) {
        :host {
          width: auto;
          max-height: none;
        }
        .entry {
          min-height: var(--gj-size-40);
        }
      }
      .entry:is(:hover, :focus-within) {
        background: var(--gj-picked);
      }
      li .muted {
        flex: 0 1 auto;
        max-width: 45%;
      }
    `,
  ];

  override focus(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  get #shown(): readonly PickLine[] {
    const wanted = this.text.trim().toLowerCase();
    if (this.searched || wanted === '') return this.lines;
    return this.lines.filter(({ text, more }) => `${text} ${more ?? ''}`.toLowerCase().includes(wanted));
  }

  #toggle(value: string): void {
    const without = this.picked.filter((one) => one !== value);
    const had = without.length < this.picked.length;
    this.emitUp('change', had ? without : this.single ? [value] : [...without, value]);
  }

  #keys(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const places = [...this.renderRoot.querySelectorAll('input')];
    const here = places.indexOf(this.shadowRoot?.activeElement as HTMLInputElement);
    places[Math.max(0, Math.min(places.length - 1, here + step))]?.focus();
  }

  override render() {
    const shown = this.#shown;
    const picked = new Set(this.picked);
    return html`
      ${
        this.searched || this.lines.length > 8
          ? html`<div class="pad-2 ruled"><input class="plain" type="search" .value=${this.text} autocomplete="off"
              placeholder=${msg('查找', { id: 'find' })} aria-label=${msg('查找', { id: 'find' })} @keydown=${(
                event: KeyboardEvent,
              ) => {
                onlyHit(
                  () => (this.text.trim() === '' || this.busy ? [] : shown),
                  ({ value }) => this.#toggle(value),
                )(event);
                this.#keys(event);
              }}
              @input=${(event: Event) => {
                this.text = (event.target as HTMLInputElement).value;
                this.emit('search', this.text);
              }} @change=${(event: Event) => event.stopPropagation()} /></div>`
          : nothing
      }
      <ul class="grows shrinks-down scrolls pad-1" aria-label=${this.label || nothing} aria-busy=${this.busy}
          @keydown=${this.#keys}>
        ${repeat(
          shown,
          ({ value }) => value,
          ({ value, text, more }) => html`<li><label class="entry" title=${`${text} ${more ?? ''}`.trim()}>
            <input type="checkbox" .checked=${picked.has(value)} @change=${(event: Event) => {
              event.stopPropagation();
              this.#toggle(value);
            }} />
            <span class="text grows ellipsis">${text}</span>${
              more ? html`<span class="small muted ellipsis">${more}</span>` : nothing
            }
          </label></li>`,
        )}
      </ul>
      ${
        shown.length === 0
          ? html`<p class="small pad-3 muted to-middle" role="status">${
              this.busy ? msg('正在查找…', { id: 'searching' }) : msg('没有找到', { id: 'nothing-found' })
            }</p>`
          : nothing
      }
    `;
  }
}
customElements.define('gj-pick-list', GjPickList);
