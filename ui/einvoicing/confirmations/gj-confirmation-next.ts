import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import { type NextStep, nextStep, ourSide } from '../../../rules/einvoicing/red-confirmation/next-step.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { moment } from '../../kit/moment.ts';
import { serverClock } from '../../session/server-clock.ts';
import { shared } from '../../theme/shared.ts';

/** Milliseconds after which it is looked again who has to act. */
const looked = 30_000;

/** Who acts next on a red confirmation, and until when. */
export class GjConfirmationNext extends withProperties(GjElement, {
  record: given<Wire<'red-confirmation'>>(),
  now: state(() => serverClock.moment.now),
}) {
  static override styles = [shared];

  #timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void serverClock.learn().catch(() => {});
    this.#timer = setInterval(() => {
      this.now = serverClock.moment.now;
    }, looked);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  override render() {
    const next = nextStep(this.record, this.now);
    if (!next) return nothing;
    const side = ourSide(this.record);
    const isOurs = next.by === side && !next.lapsed;
    return html`<p class="card flat"><span class="badge ${isOurs ? 'warn' : ''}">${
      isOurs ? msg('等我方处理', { id: 'confirmation-ours' }) : msg('下一步', { id: 'confirmation-next' })
    }</span> ${sentenceOf(next, side)}</p>`;
  }
}

function sentenceOf({ by, todo, until, lapsed, unapproved }: NextStep, side: 'seller' | 'buyer'): string {
  const at = moment(until);
  if (lapsed) return msg(str`${at} 前没有答复，已失效`, { id: 'confirmation-lapsed' });
  if (by === null) return msg('系统正在录入税局', { id: 'confirmation-entering' });
  const isOurs = by === side;
  switch (todo) {
    case 'submit':
      return msg('提交并审核后录入税局', { id: 'confirmation-submit' });
    case 'approve':
      return msg('待审核，通过后录入税局', { id: 'confirmation-approve' });
    case 'enter':
      return msg('请录入税局', { id: 'confirmation-enter' });
    case 'issue':
      return isOurs
        ? msg('可以开具红字发票：在原蓝票上点击“红冲”', { id: 'confirmation-issue' })
        : msg('由销方开具红字发票', { id: 'confirmation-seller-issues' });
    case 'answer':
      if (!until)
        return isOurs
          ? msg('请确认或拒绝', { id: 'confirmation-answer' })
          : msg('等待对方确认或拒绝', { id: 'confirmation-answers' });
      if (isOurs && unapproved)
        return msg(str`请在 ${at} 前提交、审核后确认，或直接拒绝，逾期失效`, {
          id: 'confirmation-approve-by',
        });
      if (isOurs) return msg(str`请在 ${at} 前确认或拒绝，逾期失效`, { id: 'confirmation-answer-by' });
      return by === 'buyer'
        ? msg(str`等待购方在 ${at} 前答复，逾期失效`, { id: 'confirmation-buyer-by' })
        : msg(str`等待销方在 ${at} 前答复，逾期失效`, { id: 'confirmation-seller-by' });
  }
}

customElements.define('gj-confirmation-next', GjConfirmationNext);
