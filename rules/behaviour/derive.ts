import { div, mul, round, sub, sum } from '../../metadata/common/decimal.ts';
import { isObject, type Json } from '../../metadata/common/json.ts';
import { digitsOf } from '../../metadata/currency/currencies.ts';
import { currencyCode, currencyPath } from '../../metadata/currency/currency-of.ts';
import type { Field } from '../../metadata/field.ts';
import { type Compute, statedCompute } from '../../metadata/kinds/computed.ts';
import { type Facts, readFact, refOf } from '../condition/facts.ts';
import { type Fact, resolveFact, targetOf } from '../condition/scope.ts';
import { type ConditionPlace, pathOf } from './condition-place.ts';

/** A step that makes one field of others, on the record or on every row of entries. */
export interface Step {
  readonly field: Field;
  readonly entries: readonly Field[];
  /** Paths of the fields it reads, from the form. */
  readonly reads: readonly string[];
  /** Paths of references it goes through. */
  readonly references: readonly string[];
  /** Operands that name nothing. */
  readonly unknown: readonly string[];
  /** Its value always, or only when the reference changed and nobody gave one. */
  readonly refresh: 'always' | 'whenPicked';
  /** Path of the reference a carried value comes from, in the row or as `parent.x`. */
  readonly from?: string;
  /** The field there. */
  readonly carried?: { readonly form: string; readonly field: string };
  /** Undefined: not known, as the record pointed at is not at hand. */
  make(facts: Facts): Json | undefined;
}

/** Undefined where nothing is made of others. */
export function stepOf(field: Field, entries: readonly Field[], place: ConditionPlace): Step | undefined {
  const { from, field: carried, compute } = field.props;
  if (compute !== undefined) return computeStep(field, entries, place);
  if (typeof from === 'string' && typeof carried === 'string') {
    return carryStep(field, entries, place, { from, carried, refresh: 'always' });
  }
  if (field.carry) {
    return carryStep(field, entries, place, {
      from: field.carry.from,
      carried: field.carry.field,
      refresh: 'whenPicked',
    });
  }
  return undefined;
}

/** The source of a carried value, and when it is taken. */
interface Carrying {
  readonly from: string;
  readonly carried: string;
  readonly refresh: Step['refresh'];
}

function carryStep(
  field: Field,
  entries: readonly Field[],
  place: ConditionPlace,
  { from, carried, refresh }: Carrying,
): Step {
  const pointer = resolveFact(from, place.scope);
  const via =
    pointer && 'field' in pointer.member && pointer.entries.length === 0 ? pointer.member.field : undefined;
  const form = via && targetOf(via);
  const known = form !== undefined && (place.scope.target?.(form)?.byId.has(carried) ?? false);
  return {
    field,
    entries,
    reads: paths(pointer ? [pointer] : [], place),
    references: paths(pointer ? [pointer] : [], place),
    unknown: known ? [] : [`${from}.${carried}`],
    refresh,
    from,
    ...(form === undefined ? {} : { carried: { form, field: carried } }),
    make: (facts) => {
      if (!via || form === undefined) return undefined;
      const part = from.startsWith('parent.') ? facts.parent : facts.record;
      const said = part?.[via.id] ?? null;
      const ref = refOf(said);
      if (ref === null) return null;
      const target = facts.target?.(form, ref);
      if (target) return target[carried] ?? null;
      return isObject(said) && Object.hasOwn(said, carried) ? (said[carried] ?? null) : undefined;
    },
  };
}

type Operand = { readonly value: string } | { readonly fact: Fact };

function computeStep(field: Field, entries: readonly Field[], place: ConditionPlace): Step {
  const compute = statedCompute(field);
  const unknown: string[] = [];
  const operands = compute.of.flatMap((operand): Operand[] => {
    if (typeof operand !== 'string')
      return [{ value: String((operand as { readonly value?: Json }).value ?? '0') }];
    const fact = resolveFact(operand, place.scope);
    if (fact?.comparison !== 'number') unknown.push(operand);
    return fact ? [{ fact }] : [];
  });
  const path = currencyPath(field);
  const currency = path === undefined ? undefined : resolveFact(path, place.scope);
  const facts = [
    ...operands.flatMap((operand) => ('fact' in operand ? [operand.fact] : [])),
    ...(currency ? [currency] : []),
  ];
  const scaleAt = (given: Facts): number => {
    if (!compute.byCurrency) return compute.scale;
    const code = currency ? readFact(currency, given)[0] : currencyCode(field);
    return (typeof code === 'string' ? digitsOf(code) : undefined) ?? compute.scale;
  };
  return {
    field,
    entries,
    reads: paths(facts, place),
    references: paths(
      facts.filter((fact) => fact.via),
      place,
    ),
    unknown,
    refresh: 'always',
    make: (given) =>
      computed(
        { op: compute.op, scale: scaleAt(given) },
        operands.map((operand) => ('value' in operand ? operand.value : amountOf(operand.fact, given))),
      ),
  };
}

/** Of the widest column with its sign and point; a longer value is refused at its own field. */
const longest = 62;

/**
 * Of lines their sum; null when the field is empty. What no column holds counts as empty: each product of such values
 * would have twice the digits of the one before.
 */
function amountOf(fact: Fact, facts: Facts): string | null {
  const amounts = readFact(fact, facts).filter(
    (value): value is string => typeof value === 'string' && value.length <= longest,
  );
  if (fact.entries.length > 0) return sum(amounts);
  return amounts[0] ?? null;
}

/**
 * From left to right. Empty counts as nothing in sums and differences, and makes a product or a quotient
 * empty; a sum of nothing but empty fields is empty, and so is what is divided by zero.
 */
function computed(
  { op, scale }: Pick<Compute, 'op' | 'scale'>,
  operands: readonly (string | null)[],
): string | null {
  const amounts = operands.filter((operand) => operand !== null);
  if (amounts.length === 0) return null;
  if (op === 'sum') return round(sum(amounts), scale);
  if (op === 'difference') {
    const [first, ...rest] = operands.map((operand) => operand ?? '0');
    return round(rest.reduce(sub, first ?? '0'), scale);
  }
  if (amounts.length < operands.length) return null;
  if (op === 'product') return round(amounts.reduce(mul), scale);
  return quotient(amounts, scale);
}

/** Rounded once, at the end: what comes after the first is multiplied together and divided by. */
function quotient([first = '0', ...rest]: readonly string[], scale: number): string | null {
  return div(first, rest.reduce(mul, '1'), scale);
}

function paths(facts: readonly Fact[], place: ConditionPlace): readonly string[] {
  return facts.flatMap((fact) => pathOf(fact, place) ?? []);
}

/** Each after all it reads; fields that read each other in a circle are told apart. */
export function orderSteps(steps: readonly Step[]): {
  readonly steps: readonly Step[];
  readonly cycles: readonly string[];
} {
  const byPath = new Map(steps.map((step) => [step.field.path, step]));
  const ordered: Step[] = [];
  const state = new Map<Step, 'open' | 'done'>();
  const cycles: string[] = [];
  const visit = (step: Step): void => {
    if (state.get(step) === 'done') return;
    if (state.get(step) === 'open') {
      cycles.push(step.field.path);
      return;
    }
    state.set(step, 'open');
    for (const path of step.reads) {
      const other = byPath.get(path);
      if (other) visit(other);
    }
    state.set(step, 'done');
    ordered.push(step);
  };
  for (const step of steps) visit(step);
  return { steps: ordered, cycles };
}
