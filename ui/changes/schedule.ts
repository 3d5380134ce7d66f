import { msg } from '@lit/localize';
import { html, type LitElement } from 'lit';
import { openForm } from '../kit/dialog/form-dialog.ts';

interface Schedule {
  readonly at: string;
  readonly notAfter: string | null;
}

/** Asks when a set goes live, and until when it may if that moment was missed. */
export function askSchedule(
  host: LitElement,
  send: (schedule: Schedule) => Promise<unknown>,
): Promise<boolean> {
  const label = msg('定时发布', { id: 'change-schedule' });
  const at = msg('发布时间', { id: 'change-schedule-at' });
  const until = msg('补发截止时间（可不填，不填则随时补发）', { id: 'change-schedule-until' });
  const time = msg('时刻', { id: 'change-schedule-time' });
  return openForm(host, {
    label,
    fields: {
      day: {
        label: at,
        kind: 'day',
        half: true,
        required: true,
        wrong: (day, { time: of }) =>
          (momentOf(day, String(of))?.getTime() ?? 0) <= Date.now()
            ? msg('这个时间已经过去。', { id: 'change-schedule-past' })
            : null,
      },
      time: { label: `${at} ${time}`, kind: 'time', half: true, start: '22:00' },
      lastDay: { label: until, kind: 'day', half: true },
      lastTime: { label: `${until} ${time}`, kind: 'time', half: true },
    },
    after: () =>
      html`<p class="small muted">${msg('按您所在时区。到时若内容与现状冲突，不会发布，并通知新建人和审批人。', { id: 'change-schedule-help' })}</p>`,
    act: label,
    send: ({ day, time: of, lastDay, lastTime }) =>
      send({
        at: momentOf(day, of)?.toISOString() ?? '',
        notAfter: momentOf(lastDay, lastTime)?.toISOString() ?? null,
      }),
  });
}

/** Null: it is no moment. */
function momentOf(day: string, time: string): Date | null {
  const at = new Date(`${day}T${time || '00:00'}`);
  return day === '' || Number.isNaN(at.getTime()) ? null : at;
}
