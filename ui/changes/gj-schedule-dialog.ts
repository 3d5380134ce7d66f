import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { GjElement } from '../kit/base/gj-element.ts';
import { state, withProperties } from '../kit/base/with-properties.ts';
import { dialogStyles } from '../kit/styles/dialog-styles.ts';
import { shared } from '../theme/shared.ts';
import '../kit/gj-day.ts';
import '../kit/gj-record-dialog.ts';

export interface Schedule {
  readonly at: string;
  readonly notAfter: string | null;
}

type Place = 'at' | 'notAfter';

/** When a set goes live, and until when it may if that moment was missed. Tells `schedule`, and `closed`. */
export class GjScheduleDialog extends withProperties(GjElement, {
  days: state<Readonly<Record<Place, string>>>(() => ({ at: '', notAfter: '' })),
  times: state<Readonly<Record<Place, string>>>(() => ({ at: '22:00', notAfter: '' })),
}) {
  static override styles = [
    shared,
    dialogStyles,
    css`
      input[type='time'] {
        width: var(--gj-size-110);
      }
    `,
  ];

  /** Null: it is no moment. */
  #moment(place: Place): string | null {
    const at = new Date(`${this.days[place]}T${this.times[place] || '00:00'}`);
    return this.days[place] === '' || Number.isNaN(at.getTime()) ? null : at.toISOString();
  }

  override render() {
    const at = this.#moment('at');
    const isPast = at !== null && Date.parse(at) <= Date.now();
    return html`<gj-record-dialog label=${msg('定时发布', { id: 'change-schedule' })}>
      <div class="stack stack-3">
        ${this.#when('at', msg('发布时间', { id: 'change-schedule-at' }))}
        ${isPast ? html`<p class="problem small" role="alert">${msg('这个时间已经过去。', { id: 'change-schedule-past' })}</p>` : nothing}
        ${this.#when('notAfter', msg('错过后最迟（可不填：任何时候都补发）', { id: 'change-schedule-until' }))}
        <p class="small muted">${msg('按您所在时区。到时若内容与现状冲突，不会发布，并通知新建人和审批人。', { id: 'change-schedule-help' })}</p>
      </div>
      <button slot="actions" class="primary" ?disabled=${at === null || isPast} @click=${() => {
        if (at !== null) this.emit<Schedule>('schedule', { at, notAfter: this.#moment('notAfter') });
      }}>${msg('定时发布', { id: 'change-schedule' })}</button>
    </gj-record-dialog>`;
  }

  #when(place: Place, label: string): TemplateResult {
    return html`<fieldset class="gridded gap-1 flush unpadded borderless"><legend class="below-1 unpadded muted smaller">${label}</legend><div class="flex low gap-2">
      <gj-day .label=${label} .value=${this.days[place]} @change=${(event: Event) => {
        this.days = { ...this.days, [place]: (event.target as HTMLElement & { value: string }).value };
      }}></gj-day>
      <input class="plain" type="time" aria-label=${`${label} ${msg('时刻', { id: 'change-schedule-time' })}`} .value=${this.times[place]}
        @change=${(event: Event) => {
          this.times = { ...this.times, [place]: (event.target as HTMLInputElement).value };
        }} /></div></fieldset>`;
  }
}
customElements.define('gj-schedule-dialog', GjScheduleDialog);
