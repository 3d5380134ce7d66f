import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { flag, given, number, text, withProperties } from '../kit/base/with-properties.ts';
import { wrapping } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';

/**
 * Below a list: how far it is loaded, and the ways on. Tells `count`, `turn` (to the other end) and `retry`.
 */
export class GjListFoot extends withProperties(GjElement, {
  loaded: number(),
  /** Null: nobody counted. */
  total: given<number | null>(null),
  /** There are more than the total. */
  atLeast: flag(),
  complete: flag(),
  /** A search was cut short: only numbers were looked at. */
  cut: flag(),
  begun: flag(),
  /** Something is picked: what can be done then is told elsewhere. */
  picked: flag(),
  counting: flag(),
  progress: given<{ readonly done: number; readonly of: number } | null>(null),
  failure: text(),
  /** The order of the list, in words. Default: its headings tell. */
  order: text(),
}) {
  static override styles = [
    shared,
    wrapping,
    css`
      :host {
        min-height: var(--gj-size-40);
        padding: var(--gj-3q) var(--gj-4);
        container-type: inline-size;
      }
      /* The keys give way first: what the list says of itself stays on one line. */
      @container (max-width: 900px) {
        .keys {
          display: none;
        }
      }
    `,
  ];

  override render() {
    return html`
      ${
        this.progress
          ? this.#working(this.progress)
          : this.picked
            ? nothing
            : html`<span class="keys small muted desk-only">${msg('空格预览，X 选择，回车打开，/ 查找', { id: 'list-keys' })}</span>`
      }
      ${this.picked ? nothing : html`<slot></slot>`}
      <span class="grows"></span>
      ${
        this.failure
          ? html`<span class="problem" role="alert">${this.failure}</span>
              <button class="plain slim"
                  @click=${() => this.emit('retry')}>${icon('refresh')}${msg('重试', { id: 'retry' })}</button>`
          : nothing
      }
      ${this.order ? html`<span class="small muted">${this.order}</span>` : nothing}
      ${this.begun ? this.#loaded() : nothing}
    `;
  }

  #working({ done, of }: { readonly done: number; readonly of: number }): TemplateResult {
    const text = msg('正在处理…', { id: 'working' });
    return html`<span role="status">${text} <span class="muted">${done} / ${of}</span></span>
      <progress aria-label=${text} max=${of} value=${done}></progress>`;
  }

  #loaded(): TemplateResult {
    const { loaded, total, atLeast, complete } = this;
    const grouped = (number: number) => new Intl.NumberFormat('en').format(number);
    if (this.cut)
      return html`<span class="problem" role="status">${msg('只查找了编号，还没有查完内容：请输入完整编号，或加上筛选条件', { id: 'list-cut' })}</span>`;
    if (complete)
      return html`<span class="muted">${msg(str`共 ${grouped(loaded)} 条`, { id: 'total-count' })}</span>`;
    return html`<span class="muted">${
      total === null
        ? msg(str`已加载 ${grouped(loaded)} 条`, { id: 'loaded-count' })
        : atLeast
          ? msg(str`已加载 ${grouped(loaded)} / 共 ${grouped(total)} 条以上`, { id: 'loaded-of-more' })
          : msg(str`已加载 ${grouped(loaded)} / 共 ${grouped(total)} 条`, { id: 'loaded-of-count' })
    }</span>
      ${
        total === null
          ? html`<button class="plain slim" ?disabled=${this.counting}
              @click=${() => this.emit('count')}>${msg('统计总数', { id: 'count-all' })}</button>`
          : nothing
      }
      <button class="plain slim" title=${msg('按相反的顺序显示，从最后一条开始', { id: 'other-end-help' })}
        @click=${() => this.emit('turn')}>${msg('从最后一条看起', { id: 'other-end' })}</button>`;
  }
}
customElements.define('gj-list-foot', GjListFoot);
