import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { parseDecimal } from '../../../../metadata/common/decimal.ts';
import { isObject, type Json } from '../../../../metadata/common/json.ts';
import { GjElement } from '../../../kit/base/gj-element.ts';
import { given, state, text, withProperties } from '../../../kit/base/with-properties.ts';
import { shared } from '../../../theme/shared.ts';

/** A third value in place of two that are offered, typed as they are. Tells `change-value` with the value. */
export class GjOwnValue extends withProperties(GjElement, {
  /**
   * An example of the values offered, which decides the control: a text in two languages, a number, a flag, or anything
   * as JSON.
   */
  like: given<Json>(null),
  value: given<Json>(null),
  label: text(),
  wrong: state(false),
}) {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: var(--gj-1);
      }
      textarea {
        min-height: var(--gj-size-64);
      }
    `,
  ];

  #tell(value: Json): void {
    this.wrong = false;
    this.emit('change-value', value);
  }

  override render() {
    const { like, value, label } = this;
    if (isLabel(like)) {
      const now = isLabel(value) ? value : like;
      return (['zh', 'en'] as const).map(
        (language) => html`<input class="plain" .value=${String(now[language] ?? '')}
          aria-label=${`${label} ${language === 'zh' ? '中文' : 'English'}`} lang=${language}
          @change=${(event: Event) => this.#tell({ ...now, [language]: (event.target as HTMLInputElement).value })} />`,
      );
    }
    if (typeof like === 'boolean')
      return html`<select class="plain" aria-label=${label} @change=${(event: Event) =>
        this.#tell((event.target as HTMLSelectElement).value === 'yes')}>
        <option value="yes" .selected=${value === true}>${msg('是', { id: 'yes' })}</option>
        <option value="no" .selected=${value !== true}>${msg('否', { id: 'no' })}</option></select>`;
    if (typeof like === 'string' || typeof like === 'number')
      return html`<input class="plain" aria-label=${label} aria-invalid=${this.wrong} .value=${String(value ?? like)} @change=${(
        event: Event,
      ) => {
        const typed = (event.target as HTMLInputElement).value;
        if (typeof like === 'string') this.#tell(typed);
        else if (parseDecimal(typed) === null) this.wrong = true;
        else this.#tell(Number(typed));
      }} />${this.wrong ? problem(msg('请填写数字。', { id: 'pkg-own-number' })) : nothing}`;
    return html`<textarea class="fills pad-1-2 in-text coded surface edged-strong rounded" aria-label=${label}
        aria-invalid=${this.wrong} spellcheck="false" .value=${JSON.stringify(value ?? like, null, 1)}
        @change=${(event: Event) => {
          try {
            this.#tell(JSON.parse((event.target as HTMLTextAreaElement).value) as Json);
          } catch {
            this.wrong = true;
          }
        }}></textarea>
      ${this.wrong ? problem(msg('不是正确的 JSON。', { id: 'pkg-own-json' })) : nothing}`;
  }
}

const problem = (text: string) => html`<p class="problem small" role="alert">${text}</p>`;

function isLabel(value: Json): value is { readonly zh: string; readonly en: string } {
  return isObject(value) && typeof value['zh'] === 'string' && typeof value['en'] === 'string';
}
customElements.define('gj-own-value', GjOwnValue);
