import { css, html, nothing } from 'lit';
import {
  type Address,
  type AddressPart,
  addressLabels,
  addressLine,
  addressParts,
  partsOf,
} from '../../../metadata/kinds/address.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { colon, say } from '../../session/i18n.ts';
import { mapOfAddress } from '../common/map-link.ts';
import { GjControl } from '../gj-control.ts';
import { problemText } from '../read-typed.ts';

/** The parts of an address beside one another; a whole address that is pasted into one of them is taken apart. */
export class GjAddressControl extends withProperties(GjControl, {
  typed: state<Address | null>(null),
  wrong: state<string | null>(null),
}) {
  static override styles = [
    ...GjControl.styles,
    css`
      .parts {
        display: grid;
        grid-template-columns: var(--gj-size-90) repeat(3, minmax(0, 1fr));
        gap: var(--gj-2);
      }
      .street {
        grid-column: span 3;
      }
      input {
        width: 100%;
      }
      @media (max-width: 600px) {
        .parts {
          grid-template-columns: 1fr 1fr;
        }
        .street {
          grid-column: span 2;
        }
      }
    `,
  ];

  get #parts(): Address {
    const { value, typed, field } = this.ask;
    return this.typed ?? partsOf(typed ?? value ?? '', field);
  }

  /** The address as it was saved or typed whole; empty: there is none. */
  get #line(): string {
    const { value, field } = this.ask;
    return value === null || value === '' ? '' : addressLine(partsOf(value, field));
  }

  #take(parts: Address): void {
    const { field } = this.ask;
    this.typed = parts;
    const read = field.kind.read({ ...parts }, field);
    this.wrong = read.ok ? null : read.problems.map(problemText).join(' ');
    this.ask.flaw(this.wrong, addressParts.map((part) => parts[part]).join(' | '));
    if (read.ok) this.ask.change(read.value === null ? null : field.kind.write(read.value, field));
  }

  #paste(event: ClipboardEvent): void {
    const { field } = this.ask;
    const pasted = event.clipboardData?.getData('text/plain') ?? '';
    const parts = partsOf(pasted, field);
    const isWhole = addressParts.filter((part) => part !== 'country' && parts[part] !== '').length > 1;
    const isEmpty = addressParts.every((part) => part === 'country' || this.#parts[part] === '');
    if (!isWhole || !isEmpty) return;
    event.preventDefault();
    this.#take(parts);
  }

  #part(part: AddressPart) {
    const { ask } = this;
    const word = say(addressLabels[part]);
    const isFirst = part === 'country';
    return html`<label class="${part} muted small"><span class="blocks">${word}</span><input class="plain" autocomplete="off"
      id=${isFirst ? ask.id : nothing} aria-label=${`${ask.label}${colon()}${word}`} .value=${this.#parts[part]} ?disabled=${ask.readonly}
      aria-invalid=${this.wrong !== null || ask.invalid}
      @input=${(event: Event) =>
        this.#take({ ...this.#parts, [part]: (event.currentTarget as HTMLInputElement).value })} /></label>`;
  }

  override render() {
    return html`<div class="parts" role="group" aria-label=${this.ask.label} @paste=${(event: ClipboardEvent) => this.#paste(event)}
      @focusout=${() => {
        if (this.wrong === null) this.typed = null;
      }}>${addressParts.map((part) => this.#part(part))}</div>
      ${this.#line === '' ? nothing : html`<p class="above-1">${mapOfAddress(this.#line, this.ask.label)}</p>`}
      ${this.problemLine(this.wrong ?? this.ask.problem)}`;
  }
}
customElements.define('gj-address-control', GjAddressControl);
