import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { EffectiveEntry } from '../../metadata/contract/params/history.ts';
import type { ParameterRead } from '../../metadata/contract/params/value.ts';
import { dotted } from '../kit/base/dotted.ts';
import { failureText } from '../kit/base/failure-text.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import { GrowingList } from '../kit/growing-list.ts';
import { Loading } from '../kit/loading.ts';
import { moment } from '../kit/moment.ts';
import { timelineStyles } from '../kit/styles/timeline-styles.ts';
import { serverClock } from '../session/server-clock.ts';
import { shared } from '../theme/shared.ts';
import type { Parameter } from './parameter-data.ts';
import { readHistory, readOn, readThen } from './parameter-read.ts';
import { changeSetLink, fromChip, valueShown } from './parameter-words.ts';
import { comingLine } from './waiting-values.ts';
import '../kit/gj-day.ts';

/**
 * The history of the value that the organisation reads, with why and by whom it changed; and the value it read on a
 * day.
 */
export class GjParameterHistory extends withProperties(GjElement, {
  parameter: given<Parameter>(),
  day: state(''),
}) {
  static override styles = [shared, timelineStyles];

  readonly #entries = new GrowingList<EffectiveEntry, string>(this, {
    key: () => this.parameter.path,
    keeps: false,
    page: (_, next) => readHistory(this.parameter, next),
  });
  /** The value that held when the chosen day ended; of today, now; of a day to come, as it is set by now. */
  readonly #held = new Loading<ParameterRead, [path: string, day: string]>(this, {
    key: () => (this.day === '' ? undefined : [this.parameter.path, this.day]),
    load: async ([, day]) => {
      await serverClock.learn();
      const { now, today } = serverClock.moment;
      if (day > today) return await readOn(this.parameter, day);
      return await readThen(this.parameter, day === today ? now : new Date(`${day}T23:59:59`).toISOString());
    },
  });

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('parameter') && changed.get('parameter')?.path !== this.parameter.path) this.day = '';
  }

  override render() {
    const { effective, definition } = this.parameter;
    const { coming } = effective;
    return html`${this.#thenHeld()}${
      coming ? html`<div class="below-3">${comingLine(coming, definition)}</div>` : nothing
    }${this.#entries.shown(({ items }) => this.#timeline(items))}`;
  }

  #thenHeld(): TemplateResult {
    const { day } = this;
    const { value: held, failure } = this.#held;
    const label = msg('某日的值', { id: 'param-then' });
    return html`<div class="toolbar below-3 pad-2-3 edged rounded-l"><span>${label}</span>
      <gj-day .label=${label} .value=${day} @change=${(event: Event) => {
        this.day = (event.target as HTMLElement & { value: string }).value;
      }}></gj-day>
      <span role="status">${
        failure !== null
          ? html`<span class="problem small">${failureText(failure)}</span>`
          : held
            ? html`<b>${valueShown(held.value, this.parameter.definition)}</b> ${fromChip(held.from)}`
            : nothing
      }</span></div>`;
  }

  #timeline(entries: readonly EffectiveEntry[]): TemplateResult {
    if (entries.length === 0)
      return html`<p class="muted">${msg('自开始记录以来，这个组织读到的值没有变化。', { id: 'param-history-none' })}</p>`;
    return html`<ol class="timeline">${entries.map((entry, at) => this.#entry(entry, at === 0))}</ol>
      ${
        this.#entries.next
          ? html`<button class="plain" ?disabled=${this.#entries.busy}
              @click=${() => this.#entries.more()}>${msg('更多', { id: 'more' })}</button>`
          : nothing
      }`;
  }

  #entry(entry: EffectiveEntry, isNow: boolean): TemplateResult {
    const { at, cause, org, from, to, by, reason } = entry;
    const { definition } = this.parameter;
    const side = (one: EffectiveEntry['from']) =>
      one ? valueShown(one.value, definition) : msg('没有这个参数', { id: 'param-was-not-there' });
    return html`<li class=${isNow ? 'now' : ''}>
      <div class="flex wraps centred gap-half-2 breaks">${
        from ? html`<span class="muted struck">${side(from)}</span> →` : nothing
      } <span class="bold">${side(to)}</span></div>
      <div class="small">${dotted([
        from ? causeWords(cause) : msg('开始有记录', { id: 'param-cause-first' }),
        from && org?.name,
      ])}</div>
      <div class="small muted">${dotted([by?.name, moment(at)])} ${changeSetLink(entry)}</div>
      ${reason ? html`<div class="small">${msg(str`原因：${reason}`, { id: 'param-because' })}</div>` : nothing}
    </li>`;
  }
}

function causeWords(cause: EffectiveEntry['cause']): string {
  switch (cause) {
    case 'set':
      return msg('设置', { id: 'param-set' });
    case 'unset':
      return msg('恢复继承', { id: 'param-take-away' });
    case 'lock':
      return msg('被锁定', { id: 'param-cause-lock' });
    case 'unlock':
      return msg('解除锁定', { id: 'change-unlock' });
    case 'move':
      return msg('组织移动', { id: 'param-cause-move' });
    case 'zone':
      return msg('时区改变', { id: 'param-cause-zone' });
    case 'definition':
      return msg('元数据包更新', { id: 'param-cause-definition' });
    case 'date':
      return msg('日期到了', { id: 'param-cause-date' });
  }
}
customElements.define('gj-parameter-history', GjParameterHistory);
