import { type FormulaFunction, type Param, places } from './function-shape.ts';

const number: Param = { takes: ['number'] };
const date: Param = { takes: ['date'] };

/** The functions of dates, and of days that are worked. */
export const dateFunctions = {
  date: {
    group: 'dates',
    usage: 'date(year, month, day)',
    params: places([number, number, number]),
    gives: 'date',
    example: ['date(2026, 2, 28)', '2026-02-28'],
  },
  year: {
    group: 'dates',
    usage: 'year(date)',
    params: places([date]),
    gives: 'number',
    example: ['year(date(2026, 2, 28))', '2026'],
  },
  month: {
    group: 'dates',
    usage: 'month(date)',
    params: places([date]),
    gives: 'number',
    example: ['month(date(2026, 2, 28))', '2'],
  },
  day: {
    group: 'dates',
    usage: 'day(date)',
    params: places([date]),
    gives: 'number',
    example: ['day(date(2026, 2, 28))', '28'],
  },
  weekday: {
    group: 'dates',
    usage: 'weekday(date)',
    params: places([date]),
    gives: 'number',
    example: ['weekday(date(2026, 3, 1))', '7'],
  },
  addDays: {
    group: 'dates',
    usage: 'addDays(date, days)',
    params: places([date, number]),
    gives: 'date',
    example: ['addDays(date(2026, 2, 28), 1)', '2026-03-01'],
  },
  addMonths: {
    group: 'dates',
    usage: 'addMonths(date, months)',
    params: places([date, number]),
    gives: 'date',
    example: ['addMonths(date(2026, 1, 31), 1)', '2026-02-28'],
  },
  addYears: {
    group: 'dates',
    usage: 'addYears(date, years)',
    params: places([date, number]),
    gives: 'date',
    example: ['addYears(date(2024, 2, 29), 1)', '2025-02-28'],
  },
  days: {
    group: 'dates',
    usage: 'days(from, to)',
    params: places([date, date]),
    gives: 'number',
    example: ['days(date(2026, 1, 31), date(2026, 3, 1))', '29'],
  },
  weekdays: {
    group: 'dates',
    usage: 'weekdays(from, to)',
    params: places([date, date]),
    gives: 'number',
    example: ['weekdays(date(2026, 3, 6), date(2026, 3, 9))', '2'],
  },
  addWeekdays: {
    group: 'dates',
    usage: 'addWeekdays(date, days)',
    params: places([date, number]),
    gives: 'date',
    example: ['addWeekdays(date(2026, 3, 6), 1)', '2026-03-09'],
  },
  workdays: {
    group: 'dates',
    usage: 'workdays(from, to)',
    params: places([date, date]),
    byCalendar: true,
    gives: 'number',
    example: ['workdays(date(2026, 3, 6), date(2026, 3, 9))', '2'],
  },
  addWorkdays: {
    group: 'dates',
    usage: 'addWorkdays(date, days)',
    params: places([date, number]),
    byCalendar: true,
    gives: 'date',
    example: ['addWorkdays(firstOfMonth(date(2026, 3, 6)), 5)', '2026-03-06'],
  },
  firstOfMonth: {
    group: 'dates',
    usage: 'firstOfMonth(date)',
    params: places([date]),
    gives: 'date',
    example: ['firstOfMonth(date(2026, 2, 28))', '2026-02-01'],
  },
  lastOfMonth: {
    group: 'dates',
    usage: 'lastOfMonth(date)',
    params: places([date]),
    gives: 'date',
    example: ['lastOfMonth(date(2024, 2, 1))', '2024-02-29'],
  },
} as const satisfies Readonly<Record<string, FormulaFunction>>;
