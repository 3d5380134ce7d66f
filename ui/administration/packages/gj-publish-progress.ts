import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { PublishUnderWay } from '../../../metadata/contract/packages/publishes.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { plural } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import { keepTook, lastTook, secondsLeft } from './time-left.ts';

const every = 300;

/** The progress of a publish while it is carried out: checked, tables step by step, switched, records. */
export class GjPublishProgress extends withProperties(GjElement, {
  running: state<PublishUnderWay | null>(null),
  /** The publish has ended: it was seen running, and runs no more. */
  over: state(false),
}) {
  static override styles = [
    shared,
    css`
      li {
        grid-template-columns: var(--gj-size-18) minmax(0, 1fr);
        gap: 0 var(--gj-2);
      }
      li[aria-current] {
        color: var(--gj-text);
        font-weight: 600;
      }
      li.done {
        color: var(--gj-ok);
      }
      .dot {
        justify-self: center;
        width: var(--gj-2);
        height: var(--gj-2);
        border: var(--gj-px) solid currentColor;
        border-radius: 50%;
      }
      [aria-current] .dot {
        background: var(--gj-accent);
        border-color: var(--gj-accent);
      }
      .step {
        grid-column: 2;
      }
    `,
  ];
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #began = performance.now();
  readonly #last = lastTook('publish');

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#look();
  }

  override disconnectedCallback(): void {
    clearTimeout(this.#timer);
    // A publish that was refused at once says nothing of how long one takes.
    if (this.running !== null) keepTook('publish', performance.now() - this.#began);
    super.disconnectedCallback();
  }

  async #look(): Promise<void> {
    try {
      const { running } = await session.api.call('GET /api/publishes/progress');
      if (running === null && this.running !== null) this.over = true;
      if (running !== null) this.over = false;
      this.running = running ?? this.running;
    } catch {
      // The page that publishes says what went wrong; this element only looks at the progress.
    }
    if (this.isConnected) this.#timer = setTimeout(() => void this.#look(), every);
  }

  override render() {
    const { running, over } = this;
    const total = running?.steps.length ?? 0;
    const done = over ? total : (running?.done ?? 0);
    const at = over ? 3 : running === null ? 0 : done < total ? 1 : 2;
    const steps = [
      msg('核对计划', { id: 'pkg-step-check' }),
      total > 0
        ? msg(str`表结构 ${done} / ${total}`, { id: 'pkg-step-tables' })
        : msg('表结构', { id: 'pkg-tables' }),
      msg('切换到新的模型', { id: 'pkg-step-switch' }),
      msg('写入随包数据', { id: 'pkg-step-records' }),
    ];
    return html`<ol class="gridded gap-1h below-2" aria-label=${msg('进度', { id: 'progress' })} aria-live="polite">${steps.map(
      (text, place) => this.#step(text, place, at),
    )}</ol>
      ${this.#left()}
      <progress class="fills" aria-label=${msg('进度', { id: 'progress' })} max="4"
          value=${at === 1 && total > 0 ? 1 + done / total : at}></progress>`;
  }

  /** By how long the last one took here: steps of one publish are too unlike each other. */
  #left(): TemplateResult | typeof nothing {
    const left = secondsLeft({ elapsed: performance.now() - this.#began, share: 0, last: this.#last });
    return left === null
      ? nothing
      : html`<p class="small muted">${plural(msg(str`照上次的用时，大约还要 ${left} 秒。可以先去做别的。`, { id: 'pkg-publish-left' }))}</p>`;
  }

  #step(text: string, place: number, at: number): TemplateResult {
    const next = place === 1 && at === 1 ? this.running?.steps.find((one) => !one.done)?.message : undefined;
    return html`<li class="gridded centred muted ${place < at ? 'done' : ''}" aria-current=${place === at ? 'step' : nothing}>
      ${place < at ? icon('check', 14) : html`<span class="dot"></span>`}<span>${text}</span>
      ${next ? html`<span class="step small muted regular">${next}</span>` : nothing}</li>`;
  }
}
customElements.define('gj-publish-progress', GjPublishProgress);
