import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { shared } from '../theme/shared.ts';
import { GjElement } from './base/gj-element.ts';
import { type PageAction, pageActions } from './base/page-actions.ts';
import { Phone } from './base/phone.ts';
import { uncovered } from './base/uncovered.ts';
import { given, text, withProperties } from './base/with-properties.ts';
import type { Action } from './gj-actions.ts';
import type { MenuItem } from './gj-menu.ts';
import './gj-actions.ts';

/** A heading of more letters may need more than two lines of a narrow window. */
const longHeading = 30;

/**
 * The head of every page: where one is, what the page is called, how it stands, what can be done; on a phone what
 * can be done stands in a bar at the foot of the window. Tells `act` with the key of an action. Slots: none for what
 * belongs at the end of the line beside that, `where` for the way back, `before` for its picture, `named` for what belongs to the heading,
 * `stands` for badges beside it, `tabs` for what stands on its lower edge.
 */
export class GjPageHead extends withProperties(GjElement, {
  heading: text(),
  /** The tooltip of the heading. */
  help: text(),
  /**
   * Whether something on the page is not saved; the badge that says so keeps its room before. Default: nothing ever is.
   */
  unsaved: given<boolean | null>(null),
  /** The actions of the page, the most important first. */
  actions: given<readonly Action[]>(() => []),
  /** Further actions, rare enough for a menu. */
  more: given<readonly MenuItem[]>(() => []),
  /** As many actions are buttons, the others stand in the menu. Default: as many as there is room for. */
  most: given(Number.POSITIVE_INFINITY),
}) {
  static override styles = [
    shared,
    css`
      :host {
        flex: none;
        padding: var(--gj-2) var(--gj-4);
        border-block-end: var(--gj-edge);
        background: var(--gj-surface);
      }
      .line {
        min-height: var(--gj-size-34);
      }
      .what {
        gap: var(--gj-1) var(--gj-2);
      }
      .unsaved {
        min-width: var(--gj-size-64);
      }
      /* What can be done gives way to what it is done to, and goes into its menu. */
      .what:has(~ gj-actions) {
        flex: 0 1 auto;
        max-width: 66%;
      }
      gj-actions {
        flex: 1 1 0;
      }
      @media (max-width: 600px) {
        .what:has(~ gj-actions) {
          flex: 1 1 60%;
          max-width: none;
        }
        .unsaved:empty {
          display: none;
        }
        gj-actions {
          position: fixed;
          inset: auto 0 0;
          z-index: 5;
          height: var(--gj-foot-bar);
          padding: 0 var(--gj-3) env(safe-area-inset-bottom);
          border-block-start: var(--gj-edge);
          background: var(--gj-surface);
          --gj-control: var(--gj-size-36);
        }
      }
      /* In one line with its ellipsis. */
      ::slotted([slot='where']) {
        display: inline;
      }
      ::slotted([slot='tabs']) {
        margin-block-end: calc(-1 * var(--gj-2));
      }
    `,
  ];

  readonly #phone = new Phone(this);

  override disconnectedCallback(): void {
    takeFoot(this, false);
    pageActions.withdraw(this);
    super.disconnectedCallback();
  }

  /** The page ends above the bar. */
  protected override updated(): void {
    takeFoot(this, this.#phone.is && this.isConnected && this.#acts);
    if (this.isConnected) pageActions.offer(this, this.#possible, (key) => this.emit('act', key));
  }

  /** What can be done now. */
  get #possible(): readonly PageAction[] {
    const all: readonly (Action | MenuItem)[] = [...this.actions, ...this.more];
    return all.filter(({ disabled }) => !disabled);
  }

  /** What two lines have no room for, and what else is to be said of it. */
  get #tooltip(): string {
    const whole = this.heading.length > longHeading ? this.heading : '';
    return [whole, this.help].filter(Boolean).join('\n');
  }

  get #acts(): boolean {
    return this.actions.length + this.more.length > 0;
  }

  override render() {
    const { unsaved } = this;
    return html`<div class="ellipsis small muted"><slot name="where"></slot></div>
      <div class="line flex wraps centred gap-2-3">
        <div class="what toolbar broad">
          <slot name="before"></slot>
          <h1 class="shrinks two-lines" title=${this.#tooltip || nothing}>${this.heading}<slot name="named"></slot></h1>
          <slot name="stands"></slot>
          ${
            unsaved === null
              ? nothing
              : html`<span class="unsaved">${
                  unsaved
                    ? html`<span class="badge warn">${msg('未保存', { id: 'not-saved' })}</span>`
                    : nothing
                }</span>`
          }
        </div>
        <div class="toolbar shrinks"><slot></slot></div>
        ${
          this.#acts
            ? html`<gj-actions ${uncovered()} .actions=${this.actions} .more=${this.more} .most=${this.most}
                @act=${({ detail }: CustomEvent<string>) => this.emit('act', detail)}></gj-actions>`
            : nothing
        }
      </div>
      <slot name="tabs"></slot>`;
  }
}

const below = new Set<GjPageHead>();

/** A bar at the foot of the window is as high as `--gj-foot`, there for all who end or float above it. */
function takeFoot(head: GjPageHead, isTaken: boolean): void {
  if (isTaken) below.add(head);
  else below.delete(head);
  document.documentElement.style.setProperty('--gj-foot', below.size > 0 ? 'var(--gj-foot-bar)' : '0px');
}

customElements.define('gj-page-head', GjPageHead);
