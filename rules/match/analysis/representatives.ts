import { BoundedMap } from '../../../metadata/common/bounded-map.ts';
import { add, compare, mul, round, scaleOf, sub } from '../../../metadata/common/decimal.ts';
import type { NumberRange } from '../../../metadata/field.ts';
import { addDays, addMilliseconds, addSeconds, parseDate, parseInstant } from '../../calendar.ts';
import type { Leaf } from '../../condition/compiled.ts';
import type { Fact } from '../../condition/scope.ts';
import { orderOf, type Single } from '../../condition/value.ts';

const mostRemembered = 20_000;

type ComparedFact = Pick<Leaf, 'fact' | 'over' | 'comparison'>;

/**
 * Of every stretch of values between those that were said, one at least that the fact may have: what is so of
 * these is so of all there are. Null: they cannot be told, as of texts. Empty is none of them.
 */
export function representatives(asked: ComparedFact, said: readonly Single[]): readonly Single[] | null {
  const { fact, comparison } = asked;
  if (comparison === 'boolean') return [true, false];
  if (comparison === 'none') return [true];
  if (comparison === 'text') return closedOptions(fact);
  const texts = said.filter((value) => typeof value === 'string');
  if (comparison === 'number') return numbers(texts, rangeOf(asked));
  if (comparison !== 'date' && comparison !== 'time' && comparison !== 'datetime') return null;
  return [...new Set([some[comparison], ...texts].flatMap((value) => beside(value, comparison)))];
}

type Temporal = 'date' | 'time' | 'datetime';

const some: Readonly<Record<Temporal, string>> = {
  date: '2026-01-01',
  time: '12:00:00',
  datetime: '2026-01-01T00:00:00.000Z',
};

/** The value, and those just before and behind it that there are. */
const beside = remembered((value, comparison): readonly string[] => {
  const others = [-1, 1].map((step) => {
    if (comparison === 'date') return parseDate(addDays(value, step));
    return comparison === 'time' ? addSeconds(value, step) : parseInstant(addMilliseconds(value, step));
  });
  return [value, ...others.filter((other) => other !== null)];
});

/** Values of a field that has options; null: it may say anything. Former ones are counted as well. */
export function closedOptions({ member, via, root, options, formerOptions = [] }: Fact) {
  const isOwn = 'field' in member && !via && (root === 'record' || root === 'line');
  return isOwn && options ? [...options, ...formerOptions].map(({ value }) => value) : null;
}

/** Null: what is read through a reference was checked by somebody else. */
function rangeOf({ fact: { member, via, root }, over }: ComparedFact): NumberRange | null {
  if (over === 'count') return { min: '0', step: '1' };
  if (!('field' in member) || via || (root !== 'record' && root !== 'line')) return null;
  const field = member.field.inner ?? member.field;
  const range = field.kind.range?.(field) ?? null;
  return range && over === 'sum' ? { step: range.step } : range;
}

function numbers(said: readonly string[], range: NumberRange | null): readonly string[] {
  if (!range) return betweenNumbers(said);
  const { min, max, step } = range;
  const bounds = [min, max].filter((bound) => bound !== undefined);
  const near = [...new Set(['0', ...said, ...bounds])].flatMap((value) => onGrid(value, step));
  return [...new Set(near)].filter(
    (value) =>
      (min === undefined || compare(value, min) >= 0) && (max === undefined || compare(value, max) <= 0),
  );
}

/** The nearest that there is, and those on both sides of it. */
const onGrid = remembered((value, step): readonly string[] => {
  const nearest = round(value, scaleOf(step));
  return [nearest, add(nearest, step), sub(nearest, step)];
});

/** Rules say the same numbers and days over and over. */
function remembered<T>(find: (value: string, by: string) => T): (value: string, by: string) => T {
  const known = new BoundedMap<string, T>(mostRemembered);
  return (value, by) => {
    const key = `${value} ${by}`;
    let found = known.get(key);
    if (found === undefined) {
      found = find(value, by);
      known.set(key, found);
    }
    return found;
  };
}

/** Lists the numbers that were said, one between each two, one below and one above. */
function betweenNumbers(said: readonly string[]): readonly string[] {
  const sorted = [...new Set(said)].sort((a, b) => orderOf(a, b, 'number') ?? 0);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return ['0'];
  const middles = sorted.slice(1).map((value, at) => mul(add(sorted[at] ?? value, value), '0.5'));
  return [...sorted, ...middles, sub(first, '1'), add(last, '1')];
}
