import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Label } from '../../metadata/common/label.ts';
import { say } from '../session/i18n.ts';
import { typedAs } from '../session/typed-as.ts';
import { shared } from '../theme/shared.ts';
import { GjElement } from './base/gj-element.ts';
import { icon } from './base/icons.ts';
import { onlyHit } from './base/only-hit.ts';
import { state, withProperties } from './base/with-properties.ts';
import './gj-pop.ts';

interface Choosable {
  readonly name: string;
  readonly label: Label;
}

/** The state of a column: whether it is shown and pinned, and which way it may move. */
interface ColumnPlace {
  readonly shown: boolean;
  readonly pinned: boolean;
  readonly earlier: boolean;
  readonly later: boolean;
}

/** A button with a panel: which columns there are, in which order, and which stay at the left. */
export abstract class ColumnsChooser<C extends Choosable> extends withProperties(GjElement, {
  text: state(''),
  opened: state(false),
}) {
  static override styles = [
    shared,
    css`
      :host {
        display: inline-block;
      }
      .inner {
        width: var(--gj-size-320);
        max-height: var(--gj-size-460);
      }
      /* The panel fills the screen, its button leaves room to others, and cards have no side at which a column stays. */
      @media (max-width: 600px) {
        .inner {
          width: auto;
          max-height: none;
        }
        .word,
        .pin {
          display: none;
        }
      }
      li:is(:hover, :focus-within) {
        background: var(--gj-head);
      }
      [aria-pressed='true'] {
        color: var(--gj-accent) !important;
      }
    `,
  ];

  protected readonly iconSize: number = 16;

  /** Answers the columns that are shown, in their order, then all others. */
  protected abstract lines(): readonly C[];
  protected abstract placeOf(column: C): ColumnPlace;
  /** The last one that is shown stays. */
  protected abstract get isLast(): boolean;
  protected abstract toggle(name: string): void;
  protected abstract pin(name: string): void;
  protected abstract move(name: string, step: number): void;
  /** As it was before anybody chose. */
  protected abstract restore(): void;

  #keys(event: KeyboardEvent, name: string): void {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    if (event.altKey) this.move(name, step);
    else {
      const boxes = [...this.renderRoot.querySelectorAll<HTMLInputElement>('li input')];
      boxes[boxes.indexOf(event.target as HTMLInputElement) + step]?.focus();
    }
  }

  override render() {
    const label = msg('列', { id: 'columns' });
    return html`<gj-pop align="end" look="plain" label=${label} @toggled=${(event: CustomEvent<boolean>) => {
      this.opened = event.detail;
      this.text = '';
    }}>
      <span slot="button">${icon('columns', this.iconSize)}</span><span slot="button" class="word">${label}</span>
      ${this.opened ? this.#panel(label) : nothing}
    </gj-pop>`;
  }

  #panel(label: string): TemplateResult {
    const found = this.lines().filter((one) => typedAs(this.text, one.label));
    return html`<div class="inner flex column">
      <div class="pad-2 ruled"><input class="plain" type="search" data-first .value=${this.text} autocomplete="off"
        placeholder=${msg('查找列', { id: 'find-column' })} aria-label=${msg('查找列', { id: 'find-column' })}
        @input=${(event: Event) => {
          this.text = (event.target as HTMLInputElement).value;
        }} @keydown=${onlyHit(
          () => (this.text.trim() === '' ? [] : found),
          (one) => {
            if (!this.isLast || !this.placeOf(one).shown) this.toggle(one.name);
          },
        )} /></div>
      <ul class="grows shrinks-down scrolls pad-1" aria-label=${label}>${repeat(
        found,
        ({ name }) => name,
        (one) => this.#line(one),
      )}</ul>
      <footer class="flex pad-1-2 ruled-above">
        <button class="plain" @click=${() => this.restore()}>${msg('恢复默认', { id: 'standard-columns' })}</button>
      </footer>
    </div>`;
  }

  #line(column: C): TemplateResult {
    const { name } = column;
    const { shown, pinned, earlier, later } = this.placeOf(column);
    const text = say(column.label);
    const pin = msg(str`${text}：固定在左侧`, { id: 'pin-column' });
    const step = (of: string, by: number, may: boolean) =>
      html`<button class="square slim muted" tabindex="-1" aria-label=${of} title=${of} ?disabled=${!may}
        @click=${() => this.move(name, by)}>${icon(by < 0 ? 'up' : 'down', 14)}</button>`;
    return html`<li class="flex centred rounded">
      <label class="rest entry" title=${text}><input type="checkbox" .checked=${shown} ?disabled=${shown && this.isLast}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown" @keydown=${(event: KeyboardEvent) => this.#keys(event, name)}
        @change=${() => this.toggle(name)} /><span class="ellipsis">${text}</span></label>
      ${
        shown
          ? html`<button class="pin square slim muted" tabindex="-1" aria-pressed=${pinned ? 'true' : 'false'}
              aria-label=${pin} title=${pin}
              @click=${() => this.pin(name)}>${icon('pin', 14)}</button>
            ${step(
              msg(str`${text}：前移`, { id: 'column-earlier' }),
              -1,
              earlier,
            )}${step(msg(str`${text}：后移`, { id: 'column-later' }), 1, later)}`
          : nothing
      }
    </li>`;
  }
}
