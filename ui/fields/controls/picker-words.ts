import { msg } from '@lit/localize';
import type { DatePickerI18n } from '@vaadin/date-picker';
import type { DateTimePickerI18n } from '@vaadin/date-time-picker';
import type { TimePickerTime } from '@vaadin/time-picker';
import type { Language } from '../../../metadata/common/label.ts';
import { date } from '../../../metadata/kinds/date.ts';
import { parseTime } from '../../../metadata/kinds/time.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { language } from '../../session/i18n.ts';
import { GjControl } from '../gj-control.ts';

/** The base of the controls of a day, a time and both: a typed text that is no value stays, with a sentence. */
export class TypedControl extends withProperties(GjControl, { wrong: state(false) }) {
  /** The sentence about a text that is no value. */
  protected get sentence(): string {
    return '';
  }

  /** The value of what the picker holds, which is not empty. Default: the same. */
  protected read(held: string): string | null {
    return held;
  }

  /** Answers whether a value is told to the record. Default: always. */
  protected isOther(_value: string | null): boolean {
    return true;
  }

  protected get problem(): string {
    return this.wrong ? this.sentence : (this.ask.problem ?? '');
  }

  /** For `change` and `unparsable-change` of the picker. */
  protected take(event: Event): void {
    const picker = event.currentTarget as HTMLElement & { readonly value: string };
    const texts = [...picker.querySelectorAll('input')].map(({ value }) => value.trim());
    this.wrong = picker.value === '' && texts.some((text) => text !== '');
    this.ask.flaw(this.wrong ? this.sentence : null);
    if (this.wrong) return;
    const value = picker.value === '' ? null : this.read(picker.value);
    if (this.isOther(value)) this.ask.change(value);
  }

  override settle(): void {
    // Leaving the field is what makes the picker read it.
    (this.shadowRoot?.activeElement as HTMLElement | null)?.blur();
  }
}

const two = (part: number | string) => String(part).padStart(2, '0');

/** The calendar's words, and dates read and written as the kind does: 2026-3-4, 20260304, 2026/3/4, 2026年3月4日. */
export function calendarWords(): DatePickerI18n {
  const spoken = language();
  const words = kept.get(spoken) ?? calendarIn(spoken);
  kept.set(spoken, words);
  return words;
}

/** The same object each time: a picker that is told new words writes its text anew, over what is being typed. */
const kept = new Map<Language, DatePickerI18n>();
const bothKinds = new Map<Language, DateTimePickerI18n>();

/** For a day and a time side by side. */
export function momentWords(): DateTimePickerI18n {
  const spoken = language();
  const words = bothKinds.get(spoken) ?? {
    ...calendarWords(),
    ...clockWords,
    dateLabel: msg('日期', { id: 'date' }),
    timeLabel: msg('时间', { id: 'time' }),
  };
  bothKinds.set(spoken, words);
  return words;
}

function calendarIn(spoken: Language): DatePickerI18n {
  const zh = spoken === 'zh';
  const name = (of: Intl.DateTimeFormatOptions, at: Date) =>
    new Intl.DateTimeFormat(zh ? 'zh-CN' : 'en-GB', { ...of, timeZone: 'UTC' }).format(at);
  // The fourth of January 1970 was a Sunday.
  const days = [4, 5, 6, 7, 8, 9, 10].map((day) => new Date(Date.UTC(1970, 0, day)));
  return {
    monthNames: [...new Array(12).keys()].map((month) =>
      name({ month: 'long' }, new Date(Date.UTC(1970, month, 1))),
    ),
    weekdays: days.map((day) => name({ weekday: 'long' }, day)),
    weekdaysShort: days.map((day) => name({ weekday: zh ? 'narrow' : 'short' }, day)),
    firstDayOfWeek: 1,
    today: msg('今天', { id: 'today' }),
    cancel: msg('取消', { id: 'cancel' }),
    dialogAccessibleName: msg('日历', { id: 'calendar' }),
    formatTitle: (month, year) => (zh ? `${year}年${month}` : `${month} ${year}`),
    formatDate: ({ year, month, day }) => `${String(year).padStart(4, '0')}-${two(month + 1)}-${two(day)}`,
    parseDate: (text) => {
      const read = date.parse(text, {} as never, 'zh');
      if (!read.ok) return undefined;
      const [year = 0, month = 1, day = 1] = String(read.value).split('-').map(Number);
      return { year, month: month - 1, day };
    },
  };
}

/** Times read and written as the kind does: 8:30, 08:30:15. */
export const clockWords = {
  formatTime: (time: TimePickerTime | undefined): string => {
    if (!time) return '';
    const seconds = Number(time.seconds ?? 0) === 0 ? '' : `:${two(time.seconds ?? 0)}`;
    return `${two(time.hours)}:${two(time.minutes)}${seconds}`;
  },
  parseTime: (text: string): TimePickerTime | undefined => {
    const tidy = /^\d{4}$/.test(text.trim()) ? text.trim().replace(/^(\d\d)/, '$1:') : text.trim();
    const read = parseTime(tidy);
    if (!read.ok) return undefined;
    const [hours = '0', minutes = '0', seconds = '0'] = read.value.split(':');
    return { hours, minutes, seconds };
  },
};
