import {
  isZone,
  parseDate,
  parseInstant,
  parseTime,
  toInstant,
  toLocal,
} from '../../../../rules/calendar.ts';
import { refusal } from '../../../common/refusal.ts';

const momentWrong = refusal('restore-moment-wrong', 400);

/** A moment as it is typed: with an offset (`…+08:00`, `…Z`), or by the clock of the machine. */
export function momentSaid(
  said: string,
  clock: string | undefined,
): { readonly moment: number; readonly zone: string } {
  const zone = clock && isZone(clock) ? clock : Intl.DateTimeFormat().resolvedOptions().timeZone;
  const instant = parseInstant(said);
  if (instant !== null) return { moment: Date.parse(instant), zone };
  const [, day = '', hours = ''] = /^(\S{10})(?:[T ](\S+))?$/.exec(said) ?? [];
  const [date, time] = [parseDate(day), hours === '' ? '00:00:00' : parseTime(hours)];
  if (date === null || time === null) throw momentWrong({ value: said });
  return { moment: Date.parse(toInstant(date, time, zone)), zone };
}

/** The clock there and the instant, so that nobody has to guess whose time is meant. */
export function localMoment(moment: number, zone: string): string {
  const instant = new Date(moment).toISOString();
  const { date, time } = toLocal(instant, zone);
  return `${date} ${time} ${zone} (${instant})`;
}
