import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { dotted } from '../../kit/base/dotted.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { flag, given, state, withProperties } from '../../kit/base/with-properties.ts';
import { moment } from '../../kit/moment.ts';
import { shared } from '../../theme/shared.ts';
import { type Bill, type Mark, marksOnImages } from './review-data.ts';

/**
 * The marks on the images of a bill, and those that remain of images that were sent back. Tells `look` with a mark,
 * `unmark` with one that was a mistake, `keep` with the reason of the one that is being made, and `give-up`.
 */
export class GjReviewMarks extends withProperties(GjElement, {
  bill: given<Bill>(),
  /** Marks can be made and taken away. */
  open: flag(),
  /** A place was marked and has no reason yet. */
  placed: flag(),
  busy: flag(),
  /** What to do to mark something. Empty: nothing can be marked. */
  hint: given(''),
  reason: state(''),
}) {
  static override styles = [
    shared,
    css`
      ol {
        margin: var(--gj-1) 0 0;
        padding: 0;
        list-style: none;
      }
      h3 {
        margin: var(--gj-2) 0 0;
      }
      #reason {
        width: 100%;
      }
    `,
  ];

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('placed') || !this.placed) return;
    this.reason = '';
    this.renderRoot.querySelector<HTMLElement>('#reason')?.focus();
  }

  #keep(event: SubmitEvent): void {
    event.preventDefault();
    if (this.reason.trim()) this.emit('keep', this.reason.trim());
  }

  override render() {
    const { bill, placed } = this;
    const marks = bill.marks ?? [];
    if (marks.length === 0 && !placed && !this.open) return nothing;
    const now = marksOnImages(bill);
    const before = marks.filter((one) => !now.includes(one));
    return html`<section class="card"><h2>${msg('标记', { id: 'review-mark' })}</h2>
      ${now.length === 0 && !placed && this.hint ? html`<p class="muted">${this.hint}</p>` : nothing}
      ${this.#list(now, msg('标记', { id: 'review-mark' }), this.open)}
      ${
        before.length > 0
          ? html`<h3 class="small muted regular">${msg('在退回的影像上', { id: 'review-marks-before' })}</h3>${this.#list(
              before,
              msg('在退回的影像上', { id: 'review-marks-before' }),
              false,
            )}`
          : nothing
      }
      ${placed ? this.#newMark() : nothing}</section>`;
  }

  #list(marks: readonly Mark[], label: string, mayDrop: boolean): TemplateResult | typeof nothing {
    if (marks.length === 0) return nothing;
    const all = this.bill.marks ?? [];
    return html`<ol class="stack-2" aria-label=${label}>${marks.map(
      (
        mark,
      ) => html`<li class="across"><button type="button" class="entry grows" @click=${() => this.emit('look', mark)}
          ><b class="in-error">${all.indexOf(mark) + 1}</b><span class="grows breaks">${mark.reason}
          <span class="small muted">${dotted([
            mark.fileName,
            (mark.page ?? 1) > 1 && msg(str`第 ${mark.page ?? 1} 页`, { id: 'review-mark-page' }),
            mark.by,
            mark.at && moment(mark.at),
          ])}</span></span></button>
        ${
          mayDrop
            ? html`<button type="button" class="square" ?disabled=${this.busy} @click=${() => this.emit('unmark', mark)}
                aria-label=${msg(str`去掉标记 ${mark.reason ?? ''}`, { id: 'review-unmark' })}>${icon('trash')}</button>`
            : nothing
        }</li>`,
    )}</ol>`;
  }

  #newMark(): TemplateResult {
    return html`<form class="stack-2 above-2" @submit=${this.#keep}>
      <label class="small" for="reason">${msg('这里有什么问题', { id: 'review-reason' })}</label>
      <input class="plain" id="reason" maxlength="200" .value=${this.reason}
        @input=${({ currentTarget }: InputEvent) => {
          this.reason = (currentTarget as HTMLInputElement).value;
        }}>
      <div class="across"><button class="primary" ?disabled=${this.reason.trim() === '' || this.busy}>${msg('保存标记', { id: 'review-keep' })}</button>
        <button type="button" @click=${() => this.emit('give-up')}>${msg('取消', { id: 'cancel' })}</button></div></form>`;
  }
}
customElements.define('gj-review-marks', GjReviewMarks);
