import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, withProperties } from '../kit/base/with-properties.ts';
import { Loading } from '../kit/loading.ts';
import { shared } from '../theme/shared.ts';
import { type PlacedFile, readPart } from './placed-file.ts';
import { sizeText } from './size-text.ts';
import { viewBox } from './view-styles.ts';

/** Bytes of a text that are shown. */
const shownBytes = 200 * 1024;

/** The beginning of a text, as characters and nothing else. */
export class GjTextView extends withProperties(GjElement, { file: given<PlacedFile>() }) {
  static override styles = [
    shared,
    viewBox,
    css`
      pre {
        margin: 0;
        padding: var(--gj-4);
        background: var(--gj-surface);
        tab-size: 4;
      }
    `,
  ];
  readonly #text = new Loading(this, {
    key: () => (this.file.size === 0 ? undefined : this.file.id),
    load: async (_: string, signal) => {
      const bytes = await readPart(this.file, [0, Math.min(shownBytes, this.file.size)], signal);
      // As a stream, it leaves out a character that was cut in two.
      return new TextDecoder().decode(bytes, { stream: true });
    },
  });

  override render() {
    if (this.file.size === 0)
      return html`<gj-state symbol="file" .text=${msg('文件是空的。', { id: 'file-empty' })}></gj-state>`;
    return this.#text.shown(
      (text) =>
        html`${
          this.file.size > shownBytes
            ? html`<p class="pad-2-3 ruled muted rigid" role="status">${msg(str`只显示开头的 ${sizeText(shownBytes)}，其余请下载。`, { id: 'text-cut' })}</p>`
            : nothing
        }<pre class="view coded as-typed breaks" tabindex="0" role="group" aria-label=${this.file.name}>${text}</pre>`,
      { outline: { rows: 8 } },
    );
  }
}
customElements.define('gj-text-view', GjTextView);
