import { msg } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { shared } from '../theme/shared.ts';
import { GjElement } from './base/gj-element.ts';
import { type IconName, icon } from './base/icons.ts';
import { SecondPress } from './base/second-press.ts';
import { given, state, withProperties } from './base/with-properties.ts';
import type { MenuItem } from './gj-menu.ts';
import './gj-menu.ts';

export interface Action
  extends Pick<MenuItem, 'key' | 'text' | 'disabled' | 'why' | 'danger' | 'href' | 'beside'> {
  readonly icon?: IconName;
  /** A sentence on the effect, as its tooltip. */
  readonly help?: string;
  /** Other names that find it among commands. Default: none. */
  readonly also?: readonly string[];
  readonly primary?: boolean;
  /** It stays a button however little room there is, as one that is primary does. Default: no. */
  readonly kept?: boolean;
}

/** Between buttons, and of the menu at the end, in pixels. */
const gap = 8;
const menu = 74;

/**
 * Actions on one line: as many buttons as there is room for, the most important first; the others, and those of `more`,
 * in a menu at the end. Tells `act` with the key.
 */
export class GjActions extends withProperties(GjElement, {
  actions: given<readonly Action[]>(() => []),
  /** Actions that stand in the menu however much room there is. */
  more: given<readonly MenuItem[]>(() => []),
  /** As many are buttons, however much room there is. Default: all. */
  most: given(Number.POSITIVE_INFINITY),
  /** The width of the line in pixels. */
  room: state(0),
  /** The widths of its buttons in pixels; null: nobody measured these. */
  widths: state<readonly number[] | null>(null),
}) {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        justify-content: flex-end;
        align-items: center;
        gap: var(--gj-2);
        min-width: 0;
      }
      @media (max-width: 600px) {
        :is(button, a.button).primary {
          flex: 1 0 auto;
        }
      }
    `,
  ];

  readonly #presses = new SecondPress();
  #shown = '';
  #measured = '';
  readonly #watch = new ResizeObserver(() => this.#measure());

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watch.observe(this);
  }

  override disconnectedCallback(): void {
    this.#watch.disconnect();
    super.disconnectedCallback();
  }

  protected override willUpdate(): void {
    const texts = JSON.stringify([this.most, this.actions.map(({ text, icon: symbol }) => [text, symbol])]);
    if (texts === this.#measured) return;
    this.#measured = texts;
    this.widths = null;
  }

  /** All of them stand there once, before anybody sees them, to be measured. */
  protected override updated(_changed: PropertyValues<this>): void {
    const buttons = [...this.renderRoot.querySelectorAll<HTMLElement>('[data-key]')];
    const shown = buttons.map(({ dataset }) => dataset['key']).join(' ');
    if (shown !== this.#shown) this.#presses.moved();
    this.#shown = shown;
    if (this.widths) return;
    this.#measure();
    this.widths = buttons.map((button) => button.getBoundingClientRect().width);
  }

  #measure(): void {
    const { paddingInlineStart: before, paddingInlineEnd: after } = getComputedStyle(this);
    this.room = this.clientWidth - Number.parseFloat(before) - Number.parseFloat(after);
  }

  /** The number of actions that are buttons. */
  get #fitting(): number {
    const { widths, room, most } = this;
    const wanted = Math.min(this.actions.length, most);
    if (!widths || room === 0) return wanted;
    const upTo = (count: number) => widths.slice(0, count).reduce((sum, width) => sum + width + gap, 0);
    const hasMenu = this.more.length > 0 || wanted < this.actions.length;
    if (upTo(wanted) - gap + (hasMenu ? gap + menu : 0) <= room) return wanted;
    let count = wanted;
    while (count > 0 && upTo(count) + menu > room) count--;
    // The primary action and those that are kept are never hidden.
    const least = this.actions[0]?.primary ? 1 : 0;
    return Math.max(count, least, this.actions.findLastIndex(({ kept }) => kept) + 1);
  }

  override render() {
    const { actions, more } = this;
    const count = this.#fitting;
    const rest: readonly MenuItem[] = actions
      .slice(count)
      .map(({ key, text, disabled, why, danger, href, beside, icon: symbol }) => ({
        key,
        text,
        ...(disabled ? { disabled } : {}),
        ...(why === undefined ? {} : { why }),
        ...(danger ? { danger } : {}),
        ...(href === undefined ? {} : { href }),
        ...(beside ? { beside } : {}),
        ...(symbol ? { icon: symbol } : {}),
      }));
    const items = [
      ...rest,
      ...more.map((item, at) => (at === 0 && rest.length > 0 ? { ...item, apart: true } : item)),
    ];
    const label = msg('更多操作', { id: 'more-actions' });
    // Each is a button of its own: one that went hands its place and the focus to no other act.
    return html`${repeat(
      actions.slice(0, count),
      ({ key }) => key,
      (action) => this.#button(action),
    )}${
      items.length > 0
        ? html`<gj-menu class="rigid" .items=${items} align="end" .label=${label}
            @pick=${({ detail }: CustomEvent<string>) =>
              this.emit('act', detail)}>${msg('更多', { id: 'more' })}${icon('down', 12)}</gj-menu>`
        : nothing
    }`;
  }

  #button({
    key,
    text,
    help,
    primary,
    danger,
    disabled,
    why,
    href,
    beside,
    icon: symbol,
  }: Action): TemplateResult {
    const look = primary ? 'primary' : danger ? 'danger' : '';
    const inner = html`${symbol ? icon(symbol) : nothing}${text}`;
    return href === undefined
      ? html`<button class="rigid ${look}" data-key=${key} title=${why ?? help ?? nothing}
          ?disabled=${disabled && !why} aria-disabled=${why ? 'true' : nothing}
          @click=${(event: MouseEvent) => why || this.#presses.wasFor(event, key) || this.emit('act', key)}>${inner}</button>`
      : html`<a class="button rigid ${look}" data-key=${key} href=${href} title=${help ?? nothing}
          target=${beside ? '_blank' : nothing} rel=${beside ? 'noopener' : nothing}>${inner}</a>`;
  }
}
customElements.define('gj-actions', GjActions);
