import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { flag, given, state, text, withProperties } from '../../kit/base/with-properties.ts';
import { floatingStyles, placeFloating } from '../../kit/opener.ts';
import type { FormModel } from '../../model/form-model.ts';
import { plural } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import { factText, groupText, type OfferedFact, wholeText } from './facts-offered.ts';

const most = 200;

/** Words that its text begins with, has all of, or has none of: the less, the better it fits. */
function rankOf(one: OfferedFact, words: readonly string[]): number {
  const text = factText(one).toLowerCase();
  if (text.startsWith(words.join(' '))) return 0;
  return words.every((word) => text.includes(word)) ? 1 : 2;
}

/** A field, found by typing among hundreds, under the headings it belongs to. Tells `pick` with its path. */
export class GjFactPicker extends withProperties(GjElement, {
  form: given<FormModel>(),
  offered: given<readonly OfferedFact[]>(() => []),
  value: text(),
  label: text(),
  placeholder: text(),
  invalid: flag(),
  open: state(false),
  typed: state(''),
  at: state(-1),
}) {
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };
  static override styles = [
    shared,
    floatingStyles,
    css`
      .arrow {
        inset: 0 var(--gj-2) 0 auto;
        pointer-events: none;
      }
      [popover] {
        width: var(--gj-size-360);
        max-height: min(var(--gj-size-380), calc(100vh - var(--gj-size-16)));
        padding: var(--gj-1);
      }
      .head {
        inset-block-start: calc(-1 * var(--gj-1));
      }
      /* The heading covers what is scrolled below it. */
      .entry {
        scroll-margin-block-start: var(--gj-size-32);
      }
    `,
  ];

  get #input(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }

  get #found(): readonly OfferedFact[] {
    const words = this.typed.trim().toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return this.offered;
    const found = this.offered.filter((one) => {
      const text = `${wholeText(one)} ${one.path}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
    // What is called so comes before what is called so by its path alone, and with it the heading it stands under.
    const groups = [...Map.groupBy(found, ({ group }) => groupText(group, this.form)).values()];
    const ranked = groups.map((group) => group.toSorted((a, b) => rankOf(a, words) - rankOf(b, words)));
    const best = ([first]: readonly OfferedFact[]) => (first ? rankOf(first, words) : 0);
    return ranked.toSorted((a, b) => best(a) - best(b)).flat();
  }

  get #text(): string {
    const found = this.offered.find(({ path }) => path === this.value);
    return found ? wholeText(found) : this.value;
  }

  show(): void {
    if (this.open) return;
    this.typed = '';
    this.at = this.#found.findIndex(({ path }) => path === this.value);
    this.open = true;
  }

  #close(): void {
    this.open = false;
    this.typed = '';
  }

  #pick(one: OfferedFact | undefined): void {
    this.#close();
    if (one) this.emit('pick', one.path);
  }

  protected override updated(changed: PropertyValues): void {
    const list = this.renderRoot.querySelector<HTMLElement>('[popover]');
    if (changed.has('open') && list) {
      if (this.open) list.showPopover();
      else if (list.matches(':popover-open')) list.hidePopover();
    }
    if (!this.open || !list) return;
    placeFloating(list, this, 3);
    list.querySelector('.at')?.scrollIntoView({ block: 'nearest' });
  }

  #keys(event: KeyboardEvent): void {
    if (event.isComposing || event.keyCode === 229) return;
    const found = this.#found.slice(0, most);
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
    if (step !== undefined && !event.altKey) {
      event.preventDefault();
      event.stopPropagation();
      if (!this.open) this.show();
      else this.at = Math.max(0, Math.min(found.length - 1, this.at + step));
    } else if (event.key === 'Enter' && this.open && !event.ctrlKey) {
      event.preventDefault();
      event.stopPropagation();
      this.#pick(found[Math.max(0, this.at)]);
    } else if (event.key === 'Enter' && !event.ctrlKey) {
      event.preventDefault();
      this.show();
    } else if (event.key === 'Escape' && this.open) {
      event.preventDefault();
      event.stopPropagation();
      this.#close();
    }
  }

  override render() {
    const found = this.open ? this.#found : [];
    const shown = found.slice(0, most);
    return html`<input class="plain ellipsis" role="combobox" aria-expanded=${this.open} aria-controls="list"
        aria-haspopup="listbox"
        aria-autocomplete="list" aria-activedescendant=${this.open && this.at >= 0 ? `o${this.at}` : nothing}
        aria-label=${this.label} aria-invalid=${this.invalid || nothing} autocomplete="off" spellcheck="false"
        placeholder=${this.open && this.value !== '' ? this.#text : this.placeholder || msg('选择字段', { id: 'pick-field' })}
        title=${this.#text || nothing} .value=${this.open ? this.typed : this.#text}
        @click=${this.show} @keydown=${this.#keys} @blur=${this.#close}
        @input=${(event: Event) => {
          this.open = true;
          this.typed = (event.target as HTMLInputElement).value;
          this.at = 0;
        }}
        @change=${(event: Event) => event.stopPropagation()} />
      <span class="arrow gridded centred absolute muted">${icon('down', 14)}</span>
      <div id="list" popover="manual" role="listbox" aria-label=${this.label}
        @mousedown=${(event: Event) => event.preventDefault()}>
        ${this.open ? this.#groups(shown) : nothing}
        ${
          this.open && found.length === 0
            ? html`<div class="pad-2 muted">${msg('没有这样的字段', { id: 'no-such-field' })}</div>`
            : nothing
        }
        ${
          found.length > most
            ? html`<div class="pad-2 small muted">${plural(
                msg(str`还有 ${found.length - most} 个字段，输入文字可以查找`, { id: 'more-fields' }),
              )}</div>`
            : nothing
        }
      </div>`;
  }

  #groups(shown: readonly OfferedFact[]): readonly TemplateResult[] {
    const groups = new Map<string, { readonly one: OfferedFact; readonly at: number }[]>();
    for (const [at, one] of shown.entries()) {
      const text = groupText(one.group, this.form);
      const group = groups.get(text);
      if (group) group.push({ one, at });
      else groups.set(text, [{ one, at }]);
    }
    return [...groups].map(
      ([text, inner]) => html`<div role="group" aria-label=${text}>
        <div class="head sticky pad-1-2 smaller bold muted surface" aria-hidden="true">${text}</div>
        ${inner.map(
          ({
            one,
            at,
          }) => html`<div role="option" id="o${at}" class="entry based ${at === this.at ? 'at chosen' : ''}"
            aria-selected=${one.path === this.value} @click=${() => this.#pick(one)}>
            <span class="rest breaks">${factText(one)}</span><span class="path ellipsis coded muted"
                title=${one.path}>${one.path}</span>
          </div>`,
        )}
      </div>`,
    );
  }

  override focus(): void {
    this.#input?.focus();
  }
}
customElements.define('gj-fact-picker', GjFactPicker);
