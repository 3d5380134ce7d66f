import { padded, parseDecimal } from '../../metadata/common/decimal.ts';
import type { FunctionName } from '../../metadata/formula/functions.ts';
import {
  addDays,
  addMonths,
  addYears,
  dayOfMonth,
  dayOfWeek,
  daysBetween,
  firstOfMonth,
  lastOfMonth,
  parseDate,
} from '../calendar.ts';
import { mondayToFriday, type WorkDays } from '../work-days.ts';
import {
  type Amount,
  amountOf,
  isNegative,
  minusOf,
  negativeOf,
  orderOfAmounts,
  overOf,
  plusOf,
  type Rounding,
  rounded,
  roundedAmount,
  timesOf,
  wholeAmount,
} from './amount.ts';
import { emptyOr, isAmount, isSame, isTrue, longestText, textOf, textOrEmpty, type Value } from './value.ts';

/** Gives the value of a place when it is asked, so that nobody evaluates what was not chosen. */
export type Place = () => Value;

/** A function of values; one of rows has its values, and those of its other places. */
type Implementation =
  | { readonly of: (places: readonly Place[], calendar: WorkDays) => Value }
  | { readonly ofRows: (values: readonly Value[], places: readonly Place[]) => Value };

const most = 4_000_000;

/** A whole number in a range, cut towards nothing; null: it is empty or beyond. */
function whole(value: Value, least: number, greatest: number): number | null {
  if (!isAmount(value)) return null;
  const number = Number(rounded(value, 0, 'down'));
  return number >= least && number <= greatest ? number : null;
}

const simple = (of: (...values: readonly Value[]) => Value): Implementation => ({
  of: (places) => of(...places.map((place) => place())),
});
const counted = (number: number): Value => wholeAmount(number);

const ofText = (of: (text: string) => Value) => simple((text = null) => of(textOf(text)));
const ofDate = (of: (date: string) => Value) =>
  simple((date = null) => emptyOr(date, (one) => (typeof one === 'string' ? of(one) : null)));

function rounding(how: Rounding): Implementation {
  return simple((number = null, digits = amountOf('0')) => {
    const scale = whole(digits, 0, 30);
    return isAmount(number) && scale !== null ? roundedAmount(number, scale, how) : null;
  });
}

/** The first by an order; what is empty is none of them. */
function extreme(values: readonly Value[], way: 1 | -1): Value {
  const known = values.filter((value) => value !== null);
  const order = (a: Value, b: Value): number => {
    if (isAmount(a) && isAmount(b)) return orderOfAmounts(a, b);
    // Dates and times stand in the order of their texts.
    return String(a) < String(b) ? -1 : Number(String(a) > String(b));
  };
  const [first = null, ...rest] = known;
  return rest.reduce((best, one) => (order(one, best) * way < 0 ? one : best), first);
}

const characters = (text: string) => [...text];

function added(date: Value, count: Value, add: (date: string, count: number) => string): Value {
  const by = whole(count, -most, most);
  if (typeof date !== 'string' || by === null) return null;
  return parseDate(attempt(() => add(date, by)) ?? '');
}

/** Counts the days that are worked, and finds one of them. */
const worked = (by: (calendar: WorkDays) => WorkDays): Implementation => ({
  of: (places, calendar) => {
    const [from = null, to = null] = places.map((place) => place());
    return typeof from === 'string' && typeof to === 'string'
      ? counted(by(calendar).between(from, to))
      : null;
  },
});
const workedOn = (by: (calendar: WorkDays) => WorkDays): Implementation => ({
  of: (places, calendar) => {
    const [date = null, count = null] = places.map((place) => place());
    return added(date, count, (day, days) => by(calendar).add(day, days) ?? '');
  },
});

function attempt<T>(make: () => T): T | null {
  try {
    return make();
  } catch {
    return null;
  }
}

/** What is too long is not even made. */
function joined(texts: readonly string[], between: string): Value {
  const size = texts.reduce(
    (sum, { length }) => sum + length,
    between.length * Math.max(0, texts.length - 1),
  );
  return size > longestText ? null : textOrEmpty(texts.join(between));
}

function total(values: readonly Value[]): Value {
  return values
    .filter(isAmount)
    .reduce<Amount | null>((sum, one) => sum && plusOf(sum, settled(one)), amountOf('0'));
}

/** A row's part of a sum: were they all fractions, no divisor would do for many rows. */
function settled(amount: Amount): Amount {
  return amount.under === 1n ? amount : roundedAmount(amount, 60);
}

export const implementations: Readonly<Record<FunctionName, Implementation>> = {
  if: {
    of: ([condition, then, otherwise]) => (isTrue(condition?.() ?? null) ? then : otherwise)?.() ?? null,
  },
  switch: {
    of: ([of, ...rest]) => {
      const value = of?.() ?? null;
      for (let at = 0; at + 1 < rest.length; at += 2)
        if (isSame(value, rest[at]?.() ?? null)) return rest[at + 1]?.() ?? null;
      return rest.length % 2 === 1 ? (rest.at(-1)?.() ?? null) : null;
    },
  },
  firstOf: {
    of: (places) => {
      for (const place of places) {
        const value = place();
        if (value !== null) return value;
      }
      return null;
    },
  },
  given: { of: ([place]) => place?.() ?? null },
  isEmpty: simple((value = null) => value === null),
  in: simple((value = null, ...ones) => ones.some((one) => isSame(value, one))),
  has: simple((list = null, option = null) => Array.isArray(list) && list.some((one) => one === option)),
  round: rounding('half-up'),
  roundUp: rounding('up'),
  roundDown: rounding('down'),
  roundEven: rounding('half-even'),
  abs: simple((number = null) => (isAmount(number) && isNegative(number) ? negativeOf(number) : number)),
  remainder: simple((number = null, divisor = null) => {
    if (!isAmount(number) || !isAmount(divisor)) return null;
    const times = overOf(number, divisor);
    const part = times && timesOf(roundedAmount(times, 0, 'down'), divisor);
    return part && minusOf(number, part);
  }),
  min: simple((...values) => extreme(values, 1)),
  max: simple((...values) => extreme(values, -1)),
  number: simple((text = null) => {
    const decimal = parseDecimal(textOf(text).trim());
    return decimal === null ? null : amountOf(decimal);
  }),
  text: simple((value = null, digits) => {
    if (digits === undefined) return textOf(value) || null;
    const scale = whole(digits, 0, 30);
    return isAmount(value) && scale !== null ? padded(rounded(value, scale), scale) : null;
  }),
  length: ofText((text) => counted(characters(text).length)),
  left: simple((text = null, count = null) => {
    const wanted = whole(count, 0, most);
    return wanted === null ? null : characters(textOf(text)).slice(0, wanted).join('') || null;
  }),
  right: simple((text = null, count = null) => {
    const wanted = whole(count, 0, most);
    return wanted ? characters(textOf(text)).slice(-wanted).join('') || null : null;
  }),
  mid: simple((text = null, from = null, count = null) => {
    const [first, wanted] = [whole(from, 1, most), whole(count, 0, most)];
    if (first === null || wanted === null) return null;
    return (
      characters(textOf(text))
        .slice(first - 1, first - 1 + wanted)
        .join('') || null
    );
  }),
  upper: ofText((text) => textOrEmpty(text.toUpperCase())),
  lower: ofText((text) => textOrEmpty(text.toLowerCase())),
  trim: ofText((text) => text.trim() || null),
  replace: simple((text = null, what = null, by = null) =>
    what === null ? text : joined(textOf(text).split(textOf(what)), textOf(by)),
  ),
  padLeft: simple((text = null, count = null, by = null) => {
    const wanted = whole(count, 0, 2000);
    const [own, filling] = [characters(textOf(text)), characters(textOf(by))];
    if (wanted === null || filling.length === 0) return text;
    const missing = Math.max(0, wanted - own.length);
    const before = Array.from({ length: missing }, (_, at) => filling[at % filling.length] ?? '');
    return textOrEmpty(before.concat(own).join(''));
  }),
  contains: simple((text = null, part = null) => part !== null && textOf(text).includes(textOf(part))),
  startsWith: simple((text = null, part = null) => part !== null && textOf(text).startsWith(textOf(part))),
  endsWith: simple((text = null, part = null) => part !== null && textOf(text).endsWith(textOf(part))),
  date: simple((year = null, month = null, day = null) => {
    const parts = [whole(year, 1, 9999), whole(month, 1, 12), whole(day, 1, 31)] as const;
    if (parts.includes(null)) return null;
    const [y, m, d] = parts.map((part, at) => String(part).padStart(at === 0 ? 4 : 2, '0'));
    return parseDate(`${y}-${m}-${d}`);
  }),
  year: ofDate((date) => counted(Number(date.slice(0, 4)))),
  month: ofDate((date) => counted(Number(date.slice(5, 7)))),
  day: ofDate((date) => counted(dayOfMonth(date))),
  weekday: ofDate((date) => counted(dayOfWeek(date))),
  addDays: simple((date = null, count = null) => added(date, count, addDays)),
  addMonths: simple((date = null, count = null) => added(date, count, addMonths)),
  addYears: simple((date = null, count = null) => added(date, count, addYears)),
  days: simple((from = null, to = null) =>
    typeof from === 'string' && typeof to === 'string' ? counted(daysBetween(from, to)) : null,
  ),
  weekdays: worked(() => mondayToFriday),
  addWeekdays: workedOn(() => mondayToFriday),
  workdays: worked((calendar) => calendar),
  addWorkdays: workedOn((calendar) => calendar),
  firstOfMonth: ofDate(firstOfMonth),
  lastOfMonth: ofDate(lastOfMonth),
  sum: { ofRows: total },
  count: { ofRows: (values) => counted(values.filter((value) => value !== null).length) },
  average: {
    ofRows: (values) => {
      const known = values.filter(isAmount);
      const sum = total(known);
      return isAmount(sum) ? overOf(sum, wholeAmount(known.length)) : null;
    },
  },
  lowest: { ofRows: (values) => extreme(values, 1) },
  highest: { ofRows: (values) => extreme(values, -1) },
  first: { ofRows: (values) => values.find((value) => value !== null) ?? null },
  last: { ofRows: (values) => values.findLast((value) => value !== null) ?? null },
  join: {
    ofRows: (values, [between]) => {
      const known = values.filter((value) => value !== null).map(textOf);
      return joined(known, textOf(between?.() ?? null));
    },
  },
  any: { ofRows: (values) => values.some(isTrue) },
  every: { ofRows: (values) => values.every(isTrue) },
};
