import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, number, text, withProperties } from '../../kit/base/with-properties.ts';
import { moment } from '../../kit/moment.ts';
import { filling } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import type { StationBill } from './station-data.ts';
import '../review/gj-marked-file.ts';

/** The image of a bill that is to be scanned again, and where it is looked at. */
export interface Compared {
  readonly bill: string;
  readonly file: string;
  /** From 1. */
  readonly page: number;
}

/**
 * The images of a bill that have to be scanned again, with what was asked, by whom, why, and the marks. Tells `compare`
 * with another one of them; null: it is closed.
 */
export class GjSentBack extends withProperties(GjElement, {
  bill: given<StationBill>(),
  /** Id of the image that is shown. */
  file: text(),
  page: number(1),
}) {
  static override styles = [
    shared,
    filling,
    css`
      ol {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      gj-marked-file {
        padding: var(--gj-2);
      }
    `,
  ];

  #show(file: string, page = 1): void {
    this.emit<Compared>('compare', { bill: this.bill.id, file, page });
  }

  override render() {
    const { asked } = this.bill;
    const shown = asked?.files.find(({ id }) => id === this.file) ?? asked?.files[0];
    if (!asked || !shown) return nothing;
    const marks = asked.marks.map((mark, at) => ({ ...mark, number: at + 1 }));
    const at = asked.files.indexOf(shown);
    const close = msg('关闭对照', { id: 'station-compare-close' });
    return html`<div class="toolbar pad-2-3 ruled"><strong class="breaks">${msg('退回的影像', { id: 'station-sent-back' })}</strong>
        <span class="muted small breaks">${shown.name}</span>
        ${
          asked.files.length > 1
            ? html`<button type="button" class="slim" @click=${() => this.#show(asked.files[(at + 1) % asked.files.length]?.id ?? '')}
                >${msg(str`下一个（${at + 1}/${asked.files.length}）`, { id: 'station-compare-next' })}</button>`
            : nothing
        }
        <button type="button" class="square plain pushed" title=${close} aria-label=${close} @click=${() => this.emit('compare', null)}>${icon('close')}</button></div>
      <div class="pad-2-3 ruled small stack-2"><p class="flagged warn pad-1-2"><span class="badge warn">${asked.what}</span>
          ${asked.by} ${moment(asked.at)}<br /><span class="as-typed breaks">${asked.why}</span></p>
        ${
          marks.length > 0
            ? html`<ol aria-label=${msg('标记', { id: 'review-mark' })}>${marks.map(
                (
                  mark,
                ) => html`<li><button type="button" class="entry" @click=${() => this.#show(mark.file ?? '', mark.page ?? 1)}
                  ><b class="in-error">${mark.number}</b> <span class="breaks">${mark.reason}
                    <span class="muted">${mark.fileName}</span></span></button></li>`,
              )}</ol>`
            : nothing
        }</div>
      <gj-marked-file class="grows" .file=${shown} page=${this.page} .marks=${marks.filter(({ file }) => file === shown.id)}
        @page=${({ detail }: CustomEvent<number>) => this.#show(shown.id, detail)}></gj-marked-file>`;
  }
}
customElements.define('gj-sent-back', GjSentBack);
