import { msg } from '@lit/localize';

export interface SnoozeChoice {
  readonly key: string;
  readonly text: string;
  readonly until: Date;
}

/** The hour of the working day at which what was put off comes back. */
const morning = 9;

const hour = 3_600_000;

/** When something that is put off comes back, where the reader is; `due`: it does before it is too late. */
export function snoozeChoices(now: Date, due: Date | null = null): readonly SnoozeChoice[] {
  const inHours = (hours: number) => new Date(now.getTime() + hours * hour);
  const onDay = (days: number) => {
    const day = new Date(now);
    day.setDate(day.getDate() + days);
    day.setHours(morning, 0, 0, 0);
    return day;
  };
  const toMonday = (8 - now.getDay()) % 7 || 7;
  const choices = [
    { key: 'hour', text: msg('一小时后', { id: 'snooze-hour' }), until: inHours(1) },
    { key: 'later', text: msg('四小时后', { id: 'snooze-later' }), until: inHours(4) },
    { key: 'tomorrow', text: msg('明天 9:00', { id: 'snooze-tomorrow' }), until: onDay(1) },
    { key: 'monday', text: msg('下周一 9:00', { id: 'snooze-monday' }), until: onDay(toMonday) },
  ];
  if (due === null) return choices;
  const last = new Date(due.getTime() - hour);
  const inTime = choices.filter(({ until }) => until < last);
  return last > now
    ? [...inTime, { key: 'due', text: msg('到期前一小时', { id: 'snooze-due' }), until: last }]
    : inTime;
}
