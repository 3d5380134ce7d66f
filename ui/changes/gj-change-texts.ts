import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import type { ChangeSet } from '../params/basket/change-set.ts';
import { shared } from '../theme/shared.ts';
import { isOpen } from './change-words.ts';

type Member = 'name' | 'reason';

export interface TextEdit {
  readonly member: Member;
  readonly value: string | null;
  /** The stored text when one began to type. */
  readonly before: string | null;
}

/** Name and reason of a set, typed as long as it may be edited; afterwards they are read. Tells `edit`. */
export class GjChangeTexts extends withProperties(GjElement, {
  set: given<ChangeSet>(),
  /** Texts that are typed and not stored yet, with the stored text from when typing began. */
  typed: state<Readonly<Partial<Record<Member, { readonly text: string; readonly before: string | null }>>>>(
    () => ({}),
  ),
}) {
  static override styles = [
    shared,
    css`
      section {
        grid-template-columns: minmax(0, 1fr) minmax(0, 2fr);
      }
      @media (max-width: 900px) {
        section {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('set');
    if (before && before.id !== this.set.id) this.typed = {};
    // A typed text that the set has by now is forgotten.
    for (const member of ['name', 'reason'] as const)
      if ((this.typed[member]?.text.trim() || null) === this.set[member] && !this.#isIn(member))
        this.#forget(member);
  }

  #isIn(member: Member): boolean {
    return this.renderRoot instanceof ShadowRoot && this.renderRoot.activeElement?.id === member;
  }

  #forget(member: Member): void {
    const { [member]: gone, ...others } = this.typed;
    if (gone) this.typed = others;
  }

  #send(member: Member): void {
    const typed = this.typed[member];
    // A text that somebody else wrote meanwhile is not overwritten unasked.
    if (!typed || typed.before !== this.set[member]) return;
    const value = typed.text.trim() || null;
    if (value === this.set[member]) this.#forget(member);
    else this.emit<TextEdit>('edit', { member, value, before: typed.before });
  }

  override render(): TemplateResult | typeof nothing {
    const { set } = this;
    const [name, reason] = [msg('名称', { id: 'name' }), msg('原因', { id: 'reason' })];
    if (isOpen(set))
      return html`<section class="card stack-3" aria-label=${msg('名称和原因', { id: 'change-texts' })}>
        ${this.#field('name', name, 200, false)}${this.#field('reason', reason, 500, set.dangers > 0)}
      </section>`;
    const lines = [
      [name, set.name],
      [reason, set.reason],
    ].filter(([, text]) => text);
    if (lines.length === 0) return nothing;
    return html`<div class="card"><dl>${lines.map(([label, text]) => html`<dt>${label}</dt><dd>${text}</dd>`)}</dl></div>`;
  }

  #field(member: Member, label: string, most: number, isNeeded: boolean): TemplateResult {
    const stands = this.set[member];
    const typed = this.typed[member];
    const isOvertaken = typed !== undefined && typed.before !== stands;
    return html`<div><label class="text-field"><span>${label}${
      isNeeded ? html`<span class="star in-error" aria-hidden="true"> *</span>` : nothing
    }</span>
      <input id=${member} maxlength=${most} autocomplete="off" aria-required=${isNeeded} .value=${typed?.text ?? stands ?? ''}
        @input=${(event: Event) => {
          const { value } = event.target as HTMLInputElement;
          this.typed = { ...this.typed, [member]: { text: value, before: typed ? typed.before : stands } };
        }}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key === 'Enter' && !event.isComposing) this.#send(member);
        }}
        @blur=${() => this.#send(member)} /></label>
      ${
        isOvertaken
          ? html`<p class="small" role="status">${
              stands === null
                ? msg('他人已清空此处。', { id: 'change-text-emptied' })
                : msg(str`他人已改为“${stands}”。`, { id: 'change-text-overtaken' })
            }
              <button class="plain" @click=${() => this.#forget(member)}>${msg('用他人的', { id: 'change-text-theirs' })}</button>
              <button class="plain"
                  @click=${() =>
                    this.emit<TextEdit>('edit', {
                      member,
                      value: typed.text.trim() || null,
                      before: stands,
                    })}>${msg('用我的', { id: 'change-text-mine' })}</button></p>`
          : nothing
      }</div>`;
  }
}
customElements.define('gj-change-texts', GjChangeTexts);
