import { css, html, nothing, type PropertyValues } from 'lit';
import type { CodeName } from '../../../metadata/common/code-names.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { state, text, withProperties } from '../../kit/base/with-properties.ts';

/** A text drawn as a code, on paper as white in the dark as by day: scanners read it off the screen. */
export class GjCodePicture extends withProperties(GjElement, {
  code: text(),
  text: text(),
  drawn: state<string | null>(null),
}) {
  static override styles = css`
    :host {
      display: block;
    }
    img {
      display: block;
      max-width: 100%;
      max-height: var(--gj-size-120);
      border-radius: var(--gj-radius-s);
      background: var(--gj-paper);
    }
  `;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('code') || changed.has('text')) void this.#draw();
  }

  async #draw(): Promise<void> {
    const [code, asked] = [this.code as CodeName, this.text];
    // What draws all sorts of codes is larger than a page: it comes with the first one that is shown.
    const { drawCode } = await import('../../../rules/print/draw-code.ts');
    const size = { width: 50, height: 12, caption: false, align: 'left' } as const;
    const drawn = drawCode({ type: 'code', code, text: asked, ...size });
    if (code === this.code && asked === this.text) this.drawn = drawn;
  }

  override render() {
    const { drawn } = this;
    if (drawn === null) return nothing;
    return html`<img src="data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawn)}" alt=${this.text} />`;
  }
}
customElements.define('gj-code-picture', GjCodePicture);
