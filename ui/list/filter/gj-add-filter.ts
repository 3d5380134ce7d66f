import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import type { GjPop } from '../../kit/gj-pop.ts';
import { say } from '../../session/i18n.ts';
import { typedAs } from '../../session/typed-as.ts';
import { shared } from '../../theme/shared.ts';
import type { ListField } from '../state/list-field.ts';
import '../../kit/gj-pop.ts';

/** A button with a panel: the fields that a list could be filtered by, found as they are typed. Tells `add` with a name. */
export class GjAddFilter extends withProperties(GjElement, {
  fields: given<readonly ListField[]>(() => []),
  text: state(''),
  opened: state(false),
}) {
  static override styles = [
    shared,
    css`
      .inner {
        width: var(--gj-size-240);
        max-height: var(--gj-size-420);
      }
      .entry {
        width: 100%;
      }
    `,
  ];

  get #found(): readonly ListField[] {
    return this.fields.filter(({ label }) => typedAs(this.text, label));
  }

  #pick(name: string): void {
    this.renderRoot.querySelector<GjPop>('gj-pop')?.hide();
    this.emit('add', name);
  }

  #keys(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const [first] = this.#found;
    const entries = [...this.renderRoot.querySelectorAll<HTMLElement>('.entry')];
    const here = entries.indexOf(this.shadowRoot?.activeElement as HTMLElement);
    const step = { ArrowDown: here + 1, ArrowUp: here - 1 }[event.key];
    if (event.key === 'Enter' && here < 0 && first) this.#pick(first.name);
    else if (step === undefined) return;
    else (entries[step] ?? this.renderRoot.querySelector<HTMLElement>('input'))?.focus();
    event.preventDefault();
  }

  override render() {
    const label = msg('添加筛选', { id: 'add-filter' });
    return html`<gj-pop look="square" label=${label} @toggled=${({ detail }: CustomEvent<boolean>) => {
      this.opened = detail;
      this.text = '';
    }}><span slot="button">${icon('add')}</span>${this.opened ? this.#panel(label) : nothing}</gj-pop>`;
  }

  #panel(label: string) {
    const find = msg('查找字段', { id: 'find-field' });
    const found = this.#found;
    return html`<div class="inner flex column" @keydown=${this.#keys}>
      <div class="pad-2 ruled"><input class="plain" type="search" data-first .value=${this.text} autocomplete="off"
        placeholder=${find} aria-label=${find} @input=${(event: Event) => {
          this.text = (event.target as HTMLInputElement).value;
        }} /></div>
      <ul class="grows shrinks-down scrolls pad-1" aria-label=${label}>${found.map(
        ({ name, label: text }) =>
          html`<li><button class="entry" @click=${() => this.#pick(name)}>${say(text)}</button></li>`,
      )}</ul>
      ${found.length === 0 ? html`<p class="pad-2 small muted" role="status">${msg('没有找到', { id: 'nothing-found' })}</p>` : nothing}
    </div>`;
  }
}
customElements.define('gj-add-filter', GjAddFilter);
