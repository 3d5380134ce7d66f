import type { Leaf, Literal } from '../condition/compiled.ts';
import { judgeFor } from '../condition/judge.ts';
import { orderOf, type Single, sameValue } from '../condition/value.ts';

interface Bound {
  readonly value: Single;
  readonly inclusive: boolean;
}

/** What one value may still be: empty or not, one of a few, above, below, anything that passes the tests. */
class Domain {
  readonly #literals: readonly Literal[];
  readonly #comparison: Leaf['comparison'];
  #mayBeEmpty = true;
  #mayBeFull = true;
  #few: readonly Single[] | null = null;
  #low: Bound | null = null;
  #high: Bound | null = null;

  constructor(literals: readonly Literal[]) {
    const [first] = literals;
    this.#literals = literals;
    this.#comparison = first?.leaf.comparison ?? 'none';
    if (this.#comparison === 'boolean') this.#few = [true, false];
    if (first?.leaf.over === 'count') this.#low = { value: '0', inclusive: true };
    // A count or a sum of nothing is zero, not empty.
    if (first?.leaf.over === 'count' || first?.leaf.over === 'sum') this.#mayBeEmpty = false;
    for (const literal of literals) this.#take(literal);
  }

  canHold(): boolean {
    if (this.#mayBeEmpty) return true;
    if (!this.#mayBeFull) return false;
    const few = this.#few ?? this.#onlyOne();
    if (few) return few.some((value) => this.#passes(value));
    return this.#boundsMeet() && !this.#insideDenied() && this.#startsMeet();
  }

  #take({ leaf, holds }: Literal): void {
    if (leaf.operator === 'isEmpty') {
      if (holds) this.#mayBeFull = false;
      else this.#mayBeEmpty = false;
      return;
    }
    // Whatever is not a denial is false of empty.
    if (holds) this.#mayBeEmpty = false;
    if ('fact' in leaf.operand || !this.#understood(leaf)) return;
    const [first, second] = leaf.operand.values;
    if (first === undefined) return;
    if (holds && (leaf.operator === 'equal' || leaf.operator === 'in')) this.#keep(leaf.operand.values);
    const order = holds ? leaf.operator : opposite[leaf.operator];
    if (order === 'lessThan') this.#below(first, false);
    if (order === 'lessThanOrEqual') this.#below(first, true);
    if (order === 'greaterThan') this.#above(first, false);
    if (order === 'greaterThanOrEqual') this.#above(first, true);
    if (order === 'between' && second !== undefined && (orderOf(first, second, this.#comparison) ?? 1) <= 0) {
      this.#above(first, true);
      this.#below(second, true);
    }
  }

  /** A record may be meant by id in one place and by number in another: those are not compared. */
  #understood({ operand }: Leaf): boolean {
    if (!('values' in operand) || this.#comparison !== 'reference') return true;
    return operand.values.every((value) => sort(value) === sort(this.#firstOperand()));
  }

  #firstOperand(): Single | undefined {
    for (const { leaf } of this.#literals) {
      if ('values' in leaf.operand && leaf.operand.values[0] !== undefined) return leaf.operand.values[0];
    }
    return undefined;
  }

  #keep(values: readonly Single[]): void {
    const kept = this.#few;
    this.#few = kept ? kept.filter((one) => values.some((value) => sameValue(one, value))) : values;
  }

  #below(value: Single, inclusive: boolean): void {
    const order = this.#high && orderOf(value, this.#high.value, this.#comparison);
    if (order === null || (order ?? 1) < 0 || (order === 0 && !inclusive)) this.#high = { value, inclusive };
  }

  #above(value: Single, inclusive: boolean): void {
    const order = this.#low && orderOf(value, this.#low.value, this.#comparison);
    if (order === null || (order ?? -1) > 0 || (order === 0 && !inclusive)) this.#low = { value, inclusive };
  }

  /** Every literal that speaks of values, by the operators' own judge. */
  #passes(value: Single): boolean {
    if (!within(value, this.#low, this.#high, this.#comparison)) return false;
    return this.#literals.every(({ leaf, holds }) => {
      if (leaf.operator === 'isEmpty' || 'fact' in leaf.operand || !this.#understood(leaf)) return true;
      return judgeFor(leaf.operator, leaf.comparison, undefined)([value], leaf.operand) === holds;
    });
  }

  #onlyOne(): readonly Single[] | null {
    if (!this.#low?.inclusive || !this.#high?.inclusive) return null;
    return orderOf(this.#low.value, this.#high.value, this.#comparison) === 0 ? [this.#low.value] : null;
  }

  #boundsMeet(): boolean {
    if (!this.#low || !this.#high) return true;
    return (orderOf(this.#low.value, this.#high.value, this.#comparison) ?? -1) < 0;
  }

  /** Between two and three, but not between one and nine. */
  #insideDenied(): boolean {
    const [low, high] = [this.#low?.value, this.#high?.value];
    if (low === undefined || high === undefined) return false;
    return this.#literals.some(({ leaf, holds }) => {
      if (holds || leaf.operator !== 'between' || 'fact' in leaf.operand) return false;
      const [from, to] = leaf.operand.values;
      if (from === undefined || to === undefined) return false;
      const order = (a: Single, b: Single): number => orderOf(a, b, this.#comparison) ?? Number.NaN;
      return order(from, to) <= 0 && order(from, low) <= 0 && order(high, to) <= 0;
    });
  }

  #startsMeet(): boolean {
    for (const operator of ['startsWith', 'endsWith'] as const) {
      const parts = this.#literals.flatMap(({ leaf, holds }) =>
        holds && leaf.operator === operator && 'values' in leaf.operand ? leaf.operand.values : [],
      );
      const longest = parts.reduce(
        (best, part) => (String(part).length > String(best).length ? part : best),
        '',
      );
      const fits = (part: Single): boolean =>
        operator === 'startsWith'
          ? String(longest).startsWith(String(part))
          : String(longest).endsWith(String(part));
      if (!parts.every(fits)) return false;
    }
    return true;
  }
}

/** Denied, of a value that is not empty. */
const opposite: Readonly<Partial<Record<Leaf['operator'], Leaf['operator']>>> = {
  lessThan: 'greaterThanOrEqual',
  lessThanOrEqual: 'greaterThan',
  greaterThan: 'lessThanOrEqual',
  greaterThanOrEqual: 'lessThan',
};

export function domainOf(literals: readonly Literal[]): Domain {
  return new Domain(literals);
}

function within(
  value: Single,
  low: Bound | null,
  high: Bound | null,
  comparison: Leaf['comparison'],
): boolean {
  const above = low ? orderOf(value, low.value, comparison) : 1;
  const below = high ? orderOf(value, high.value, comparison) : -1;
  if (above === undefined || below === undefined) return true;
  return (
    (above > 0 || (above === 0 && low?.inclusive === true)) &&
    (below < 0 || (below === 0 && high?.inclusive === true))
  );
}

function sort(value: Single | undefined): string {
  if (typeof value !== 'object') return 'value';
  return value.id === undefined ? 'number' : 'id';
}
