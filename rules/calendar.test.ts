import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../workshop/runs.ts';
import {
  addDays,
  addMilliseconds,
  addMonths,
  addYears,
  compareDates,
  dayNumber,
  dayOfMonth,
  dayOfWeek,
  daysBetween,
  firstOfMonth,
  isZone,
  lastOfMonth,
  millisecondsBetween,
  momentIn,
  monthOf,
  parseDate,
  parseInstant,
  parseTime,
  toInstant,
  toLocal,
  withinWindow,
} from './calendar.ts';

describe('calendar', () => {
  it.each([
    ['a month after 31 January is the end of February', addMonths('2026-01-31', 1), '2026-02-28'],
    ['in a leap year the 29th', addMonths('2028-01-31', 1), '2028-02-29'],
    ['a month before 31 March too', addMonths('2026-03-31', -1), '2026-02-28'],
    ['a year after 29 February', addYears('2028-02-29', 1), '2029-02-28'],
    ['a day over the end of the year', addDays('2026-12-31', 1), '2027-01-01'],
    ['days back over a leap day', addDays('2028-03-01', -1), '2028-02-29'],
    ['the month of a day', monthOf('2026-02-03'), '2026-02'],
    ['its first', firstOfMonth('2026-02-03'), '2026-02-01'],
    ['its last', lastOfMonth('2028-02-03'), '2028-02-29'],
    ['Sunday is the seventh', dayOfWeek('2026-11-22'), 7],
    ['Monday is the first', dayOfWeek('2026-11-23'), 1],
    ['the day of the month', dayOfMonth('2026-11-23'), 23],
    ['days from one to another', daysBetween('2026-02-27', '2026-03-01'), 2],
    ['and back', daysBetween('2026-03-01', '2026-02-27'), -2],
    ['no such day', parseDate('2026-02-29'), null],
    ['a day', parseDate('2028-02-29'), '2028-02-29'],
    ['a day in other words', parseDate('2028-2-29'), null],
    ['a day without its dashes', parseDate('20280229'), null],
    ['a day with an hour', parseDate('2028-02-29T00:00'), null],
    ['an hour without seconds', parseTime('08:30'), '08:30:00'],
    ['an hour with', parseTime('23:59:59'), '23:59:59'],
    ['no such hour', parseTime('24:00'), null],
    ['a moment with an offset', parseInstant('2026-01-31T16:00:00+08:00'), '2026-01-31T08:00:00.000Z'],
    ['a moment without one', parseInstant('2026-01-31T16:00:00'), null],
    ['a moment on no day', parseInstant('2026-02-30T16:00:00.000Z'), null],
    ['a clock in Shanghai', toInstant('2026-01-31', '08:00:00', 'Asia/Shanghai'), '2026-01-31T00:00:00.000Z'],
    [
      'a clock that is skipped',
      toInstant('2026-03-29', '02:30:00', 'Europe/Berlin'),
      '2026-03-29T01:30:00.000Z',
    ],
    [
      'of a clock reading that comes twice the first',
      toInstant('2026-10-25', '02:30:00', 'Europe/Berlin'),
      '2026-10-25T00:30:00.000Z',
    ],
    [
      'later by a second and a half',
      addMilliseconds('2026-01-31T23:59:59.000Z', 1500),
      '2026-02-01T00:00:00.500Z',
    ],
    ['how much later', millisecondsBetween('2026-01-31T23:59:59.000Z', '2026-02-01T00:00:00.500Z'), 1500],
    ['a zone there is', isZone('Asia/Shanghai'), true],
    ['a zone there is not', isZone('Moon/Crater'), false],
    ['earlier', compareDates('2026-01-31', '2026-02-01'), -1],
    ['a window holds its start', withinWindow('08:00:00', '08:00:00', '18:00:00'), true],
    ['and its end', withinWindow('18:00:00', '08:00:00', '18:00:00'), true],
    ['and nothing behind', withinWindow('18:00:01', '08:00:00', '18:00:00'), false],
    ['over midnight before it', withinWindow('23:00:00', '22:00:00', '06:00:00'), true],
    ['over midnight after it', withinWindow('06:00:00', '22:00:00', '06:00:00'), true],
    ['over midnight not at noon', withinWindow('12:00:00', '22:00:00', '06:00:00'), false],
  ])('%s', (_sentence, is, expected) => {
    expect(is).toBe(expected);
  });

  it('a moment out of a number, on the local clock', () => {
    expect(momentIn('Asia/Shanghai', 1767196800123)).toEqual({
      instant: '2025-12-31T16:00:00.123Z',
      localDate: '2026-01-01',
      localTime: '00:00:00',
    });
    expect(toLocal('2025-12-31T16:00:00.123Z', 'Asia/Shanghai')).toEqual({
      date: '2026-01-01',
      time: '00:00:00',
    });
  });

  it('days have the numbers that a calendar counts', () => {
    const last = 3_652_058;
    for (const days of [0, 1, 58, 59, last])
      expect(dayNumber(addDays('0001-01-01', days)), String(days)).toBe(days);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: last }), (days) => {
        const date = addDays('0001-01-01', days);
        expect(dayNumber(date), date).toBe(daysBetween('0001-01-01', date));
      }),
      { numRuns: runs(300, 20_000) },
    );
  });

  it('days added and counted are the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: -4000, max: 4000 }), (days) => {
        expect(daysBetween('2026-02-28', addDays('2026-02-28', days))).toBe(days);
      }),
    );
  });
});
