import { msg, str } from '@lit/localize';
import { css, html, nothing, svg } from 'lit';
import { isObject } from '../../../metadata/common/json.ts';
import { signatureBox, signedBy, strokesOf } from '../../../metadata/kinds/signature.ts';
import { icon } from '../../kit/base/icons.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { moment } from '../../kit/moment.ts';
import { GjControl } from '../gj-control.ts';

const { width, height } = signatureBox;
/** Units that a pen moves before a point is kept. */
const step = 3;
/** Points of all lines together: a signature has a few hundred. */
const mostPoints = 2_000;

/** A place to sign in by mouse, pen or finger, or by typing one's name. What is signed and saved is shown, and stays. */
export class GjSignatureControl extends withProperties(GjControl, {
  isTyping: state(false),
  /** The lines that are being drawn. */
  drawing: state<string | null>(null),
}) {
  static override styles = [
    ...GjControl.styles,
    css`
      .pad {
        width: 100%;
        max-width: var(--gj-size-420);
        aspect-ratio: ${width} / ${height};
        background: var(--gj-surface);
        touch-action: none;
      }
      .open {
        cursor: crosshair;
      }
      .pad path {
        fill: none;
        stroke: currentcolor;
        stroke-width: 3;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
      .typed {
        font-size: var(--gj-text-2xl);
        font-style: italic;
      }
    `,
  ];
  #last: readonly [number, number] | null = null;

  get #isSigned(): boolean {
    return isObject(this.ask.value) && typeof this.ask.value['at'] === 'string';
  }

  #at(event: PointerEvent): readonly [number, number] {
    const box = (event.currentTarget as SVGElement).getBoundingClientRect();
    const within = (part: number, most: number) => Math.max(0, Math.min(most, Math.round(part * most)));
    return [
      within((event.clientX - box.left) / box.width, width),
      within((event.clientY - box.top) / box.height, height),
    ];
  }

  #begin(event: PointerEvent): void {
    (event.currentTarget as SVGElement).setPointerCapture(event.pointerId);
    event.preventDefault();
    const [x, y] = this.#at(event);
    this.#last = [x, y];
    this.drawing = `${strokesOf(this.ask.value) ?? ''}M${x} ${y}`;
  }

  #draw(event: PointerEvent): void {
    const { drawing } = this;
    if (!this.#last || drawing === null) return;
    const [x, y] = this.#at(event);
    if (Math.hypot(x - this.#last[0], y - this.#last[1]) < step) return;
    if (drawing.split(/[ML]/).length > mostPoints) return;
    this.#last = [x, y];
    this.drawing = `${drawing}L${x} ${y}`;
  }

  #end(): void {
    if (this.drawing === null) return;
    this.ask.change({ path: this.drawing });
    this.drawing = null;
    this.#last = null;
  }

  #shown() {
    const { value, label } = this.ask;
    const path = this.drawing ?? strokesOf(value);
    const isOpen = !this.#isSigned && !this.ask.readonly;
    const by = signedBy(value);
    if (isObject(value) && value['typed'] !== undefined)
      return html`<p class="typed">${String(value['typed'])}</p>`;
    if (path === null && !isOpen) return html`<p class="muted">—</p>`;
    const said =
      path === null
        ? msg(str`${label}：在这里签名`, { id: 'sign-here' })
        : msg(str`${label}：签名 ${by}`, { id: 'sign-of' });
    return html`<svg viewBox="0 0 ${width} ${height}" class="pad blocks edged rounded ${isOpen ? 'open' : ''}" role="img" aria-label=${said}
      @pointerdown=${isOpen ? (event: PointerEvent) => this.#begin(event) : nothing}
      @pointermove=${(event: PointerEvent) => this.#draw(event)} @pointerup=${() => this.#end()}
      @pointercancel=${() => this.#end()}>${path === null ? nothing : svg`<path d=${path} />`}</svg>`;
  }

  #tools() {
    const { ask } = this;
    if (ask.readonly || this.#isSigned) return nothing;
    return html`<div class="across wraps">
      <button type="button" class="button across-close" ?disabled=${ask.value === null} @click=${() => ask.change(null)}
        >${icon('close')}${msg('重签', { id: 'sign-again' })}</button>
      <button type="button" aria-pressed=${this.isTyping} @click=${() => {
        this.isTyping = !this.isTyping;
      }}>${msg('用姓名代替', { id: 'sign-typed' })}</button>
      ${
        this.isTyping
          ? html`<input class="plain" maxlength="60" aria-label=${msg(str`${ask.label}：姓名`, { id: 'sign-name-of' })}
              .value=${isObject(ask.value) ? String(ask.value['typed'] ?? '') : ''}
              @input=${(event: Event) => {
                const typed = (event.currentTarget as HTMLInputElement).value.trim();
                ask.change(typed === '' ? null : { typed });
              }} />`
          : nothing
      }
      <span class="muted small">${msg('保存后不能再改', { id: 'sign-stays' })}</span>
    </div>`;
  }

  override render() {
    const { ask } = this;
    const at = isObject(ask.value) ? ask.value['at'] : undefined;
    return html`<div class="stack-2" role="group" aria-label=${ask.label} id=${ask.id}>
      ${this.#shown()}${
        typeof at === 'string'
          ? html`<p class="muted small">${msg(str`${signedBy(ask.value)} 签于 ${moment(at)}`, { id: 'signed-at' })}</p>`
          : nothing
      }${this.#tools()}${this.problemLine(ask.problem)}</div>`;
  }
}
customElements.define('gj-signature-control', GjSignatureControl);
