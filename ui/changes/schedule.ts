import { msg } from '@lit/localize';
import { html, type LitElement } from 'lit';
import { openForm } from '../kit/dialog/form-dialog.ts';
import { zoneText } from '../kit/moment.ts';

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
  return openForm(host, {
    label,
    fields: {
      at: {
        label: msg('发布时间', { id: 'change-schedule-at' }),
        kind: 'moment',
        usual: '22:00',
        half: true,
        required: true,
        wrong: (at) =>
          Date.parse(at) <= Date.now() ? msg('这个时间已经过去。', { id: 'change-schedule-past' }) : null,
      },
      notAfter: {
        label: msg('补发截止时间', { id: 'change-schedule-until' }),
        kind: 'moment',
        half: true,
        hint: msg('可不填；不填则随时补发。', { id: 'change-schedule-until-help' }),
      },
    },
    after: ({ at }) =>
      html`<p class="small muted">${zoneText(String(at))}</p>
        <p class="small muted">${msg('到时若内容与现状冲突，不会发布，并通知新建人和审批人。', { id: 'change-schedule-help' })}</p>`,
    act: label,
    send: ({ at, notAfter }) =>
      send({
        at: new Date(at).toISOString(),
        notAfter: notAfter === '' ? null : new Date(notAfter).toISOString(),
      }),
  });
}
