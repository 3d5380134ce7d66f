import type { Mutant } from './mutant.ts';

const values = { file: 'metadata/kinds/values.test.ts' };
const dates = { file: 'rules/calendar.test.ts' };
const decimals = { file: 'metadata/common/decimal.test.ts' };

/** Money and dates. */
export const ofKinds: readonly Mutant[] = [
  {
    file: 'metadata/common/decimal-units.ts',
    find: "(how === 'half up' && rest * 2 >= down ? 1 : 0)",
    replace: "(how === 'half up' && rest * 2 > down ? 1 : 0)",
    why: 'half a cent of a short amount is rounded down',
    suite: decimals,
  },
  {
    file: 'metadata/common/decimal-units.ts',
    find: 'const mostDigits = 15;',
    replace: 'const mostDigits = 17;',
    why: 'amounts are taken for exact that are too long for it',
    suite: decimals,
  },
  {
    file: 'metadata/common/decimal-units.ts',
    find: '(up % down) * 2n >= down ? 1n : 0n',
    replace: '(up % down) * 2n > down ? 1n : 0n',
    why: 'half a cent of a long amount is rounded down',
    suite: decimals,
  },
  {
    file: 'metadata/common/decimal.ts',
    find: "canonical(overLong(longOf(value), whole, scale, 'down'))",
    replace: 'canonical(overLong(longOf(value), whole, scale))',
    why: 'what is to be cut is rounded',
    suite: decimals,
  },
  {
    file: 'metadata/common/decimal.ts',
    find: 'canonical(overLong(longOf(a), divisor, scale))',
    replace: 'canonical(overLong(longOf(a), divisor, scale + 1))',
    why: 'a long quotient has a digit more than is wanted',
    suite: decimals,
  },
  {
    file: 'metadata/common/decimal.ts',
    find: 'scaleOf(value) <= scale && integerDigits(value) <= precision - scale',
    replace: 'scaleOf(value) <= scale && integerDigits(value) <= precision',
    why: 'an amount is taken that its column cannot hold',
    suite: decimals,
  },
  {
    file: 'metadata/common/decimal.ts',
    find: 'short ?? orderLong(longOf(a), longOf(b))',
    replace: 'short ?? Number(a) - Number(b)',
    why: 'long amounts are compared with the digits a double has',
    suite: decimals,
  },
  {
    file: 'metadata/kinds/percent.ts',
    find: "tidy.endsWith('%')",
    replace: "text.endsWith('%')",
    why: 'a full-width percent sign is none',
    suite: values,
  },
  {
    file: 'metadata/kinds/percent.ts',
    find: "div(number.value, '100', 200)",
    replace: "div(number.value, '100', 2)",
    why: '6.5 % become 7 %',
    suite: values,
  },
  {
    file: 'metadata/kinds/datetime.ts',
    find: "(parts[9] === '-' ? -1 : 1)",
    replace: '1',
    why: 'a moment west of Greenwich is hours off',
    suite: values,
  },
  {
    file: 'metadata/kinds/datetime.ts',
    find: 'minutes >= 1440 ? neighbour(date, 1)',
    replace: 'minutes > 1440 ? neighbour(date, 1)',
    why: 'midnight in UTC falls on the day before',
    suite: values,
  },
  {
    file: 'metadata/kinds/integer.ts',
    find: "if (max !== undefined && value > max) return refused('too-great', { max });",
    replace: "if (max !== undefined && value >= max) return refused('too-great', { max });",
    why: 'the greatest value is refused',
    suite: values,
  },
  {
    file: 'metadata/kinds/common/reading.ts',
    find: '\\d{1,3}(,\\d{3})+',
    replace: '\\d{1,3}(,\\d{3,4})+',
    why: '1,2345 is read as 12345',
    suite: values,
  },
  {
    file: 'rules/calendar.ts',
    find: 'start <= time && time <= end : time >= start || time <= end',
    replace: 'start <= time && time <= end : time >= start && time <= end',
    why: 'a window over midnight is never open',
    suite: dates,
  },
  {
    file: 'rules/calendar.ts',
    find: 'start <= end ? start <= time && time <= end',
    replace: 'start <= end ? start <= time && time < end',
    why: 'the last minute of a window does not belong to it',
    suite: dates,
  },
  {
    file: 'rules/calendar.ts',
    find: '.with({ day: 1 })',
    replace: '.with({ day: 2 })',
    why: 'a month begins on its second day',
    suite: dates,
  },
  {
    file: 'rules/calendar.ts',
    find: 'if (!plainDate.test(text)) return null;',
    replace: '',
    why: 'a moment is taken for a day',
    suite: dates,
  },
  {
    file: 'rules/calendar.ts',
    find: "until(Temporal.PlainDate.from(second), { largestUnit: 'days' })",
    replace: "until(Temporal.PlainDate.from(second), { largestUnit: 'months' })",
    why: 'days between two dates are those beyond whole months',
    suite: dates,
  },
  {
    file: 'ui/list/state/list-filter.ts',
    find: 'const end = instant(to, 1);',
    replace: 'const end = instant(to, 0);',
    why: 'a filter by days leaves out the last one',
    suite: { file: 'ui/list/state/list-filter.test.ts' },
  },
];
