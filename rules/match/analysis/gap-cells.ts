import type { Json } from '../../../metadata/common/json.ts';
import type { Condition } from '../../../metadata/condition.ts';
import type { Leaf } from '../../condition/compiled.ts';
import type { CallFacts } from '../../condition/facts.ts';
import { judgeFor } from '../../condition/judge.ts';
import { sampleValues } from '../../condition/sample-values.ts';
import type { Fact } from '../../condition/scope.ts';
import { isPointing, orderOf, type Single, sameValue } from '../../condition/value.ts';
import { closedOptions, representatives } from './representatives.ts';

/** Values of a fact that no rule tells apart, or empty. */
export interface Cell {
  /** One value of the cell, as the operators see it. */
  readonly value: Single | null;
  /** The same as callers send it. */
  readonly wire: Json;
  /** The values it stands for: all of these, all from the first to the last, or all others than those named. */
  readonly values: readonly Single[] | 'others';
}

/** A fact whose values the rules cut into pieces. */
export interface Cut {
  readonly fact: Fact;
  readonly cells: readonly Cell[];
  /** Every value that was named. */
  readonly said: readonly Single[];
  readonly isOrdered: boolean;
}

/** Named values of one fact that are told apart; where there are more, it is not looked at. */
export const mostValues = 200;

/** Null: its values cannot be told apart by what is said. */
export function cutBy(fact: Fact, leaves: readonly Leaf[], call: CallFacts): Cut | null {
  const said = distinct(leaves.flatMap(valuesOf));
  const [first] = leaves;
  if (!first || said.length > mostValues) return null;
  const found = pieces(fact, first, said, call);
  if (!found) return null;
  const { comparison } = fact;
  const isOrdered = comparison !== 'text' && !isPointing(comparison) && comparison !== 'boolean';
  const ordered = isOrdered
    ? found.toSorted((a, b) => orderOf(a.value ?? '', b.value ?? '', comparison) ?? 0)
    : found;
  const cells = merged(ordered, leaves, isOrdered);
  const isRequired = 'field' in fact.member && fact.member.field.required === true;
  const empty: readonly Cell[] = isRequired ? [] : [{ value: null, wire: null, values: [] }];
  return { fact, cells: [...cells, ...empty], said, isOrdered };
}

/** Tells whether a comparison holds in a cell; null: for some of its values, or for nobody knows which. */
export function holdsIn(leaf: Leaf, { value, values }: Cell): boolean | null {
  const { operator, comparison, operand } = leaf;
  if ('fact' in operand) return null;
  const whole = value === null || (values !== 'others' && values.length === 1);
  if (partial.has(operator) && !whole) return null;
  return judgeFor(operator, comparison, undefined)([value], operand);
}

const partial: ReadonlySet<Leaf['operator']> = new Set([
  'contains',
  'notContains',
  'startsWith',
  'endsWith',
  'matches',
]);

export function valuesOf({ operator, operand }: Leaf): readonly Single[] {
  return 'values' in operand && !partial.has(operator) ? operand.values : [];
}

function distinct(values: readonly Single[]): readonly Single[] {
  const known = new Map<string, Single>();
  for (const value of values) known.set(JSON.stringify(value), value);
  return [...known.values()];
}

/** Makes a cell for each value that may be told apart from others. */
function pieces(fact: Fact, leaf: Leaf, said: readonly Single[], call: CallFacts): readonly Cell[] | null {
  const { comparison } = fact;
  if (isPointing(comparison) && mixed(said)) return null;
  const open = isPointing(comparison) || (comparison === 'text' && !closedOptions(fact));
  if (!open) {
    const field = 'field' in fact.member ? fact.member.field : undefined;
    if (comparison === 'number' && !(field?.inner ?? field)?.kind.range) return null;
    const former = new Set((fact.formerOptions ?? []).map(({ value }) => value));
    return (representatives(leaf, said) ?? []).flatMap((value) => {
      const wire = former.has(String(value)) ? null : wireOf(fact, value);
      return wire === null ? [] : [{ value, wire, values: [value] }];
    });
  }
  const named = said.flatMap((value): readonly Cell[] => {
    const wire = wireOf(fact, value);
    return wire === null ? [] : [{ value, wire, values: [value] }];
  });
  const other = otherThan(fact, said, call);
  return other ? [...named, { ...other, values: 'others' }] : named;
}

function otherThan(
  fact: Fact,
  said: readonly Single[],
  call: CallFacts,
): Pick<Cell, 'value' | 'wire'> | null {
  for (const sample of sampleValues(fact, [], call)) {
    const value = toSingle(sample);
    if (value === null || said.some((one) => sameValue(one, value))) continue;
    const wire = wireOf(fact, value);
    if (wire !== null) return { value, wire };
  }
  return null;
}

function toSingle(sample: Json): Single | null {
  if (typeof sample === 'string') return sample === '' ? null : sample;
  return typeof sample === 'object' && sample !== null && 'number' in sample
    ? { number: String(sample['number']) }
    : null;
}

/** As callers send it; null: its field takes no such value. */
function wireOf({ member, comparison }: Fact, value: Single): Json {
  if (typeof value === 'object') return { ...value };
  const field = 'field' in member ? (member.field.inner ?? member.field) : undefined;
  if (!field) return value;
  const ways = comparison === 'number' ? [value, Number(value)] : [value];
  return ways.find((one) => field.kind.read(one, field).ok) ?? null;
}

/** By id here and by number there: nobody knows which are the same. */
function mixed(said: readonly Single[]): boolean {
  const ids = said.filter((value) => typeof value === 'object' && value.id !== undefined);
  return ids.length > 0 && ids.length < said.length;
}

/** Merges cells in which every comparison comes out the same; of ordered ones only neighbours. */
function merged(cells: readonly Cell[], leaves: readonly Leaf[], isOrdered: boolean): readonly Cell[] {
  const words = new Map(leaves.map((leaf) => [`${leaf.operator} ${JSON.stringify(leaf.operand)}`, leaf]));
  const listed = [...words.values()];
  const found: { cell: Cell; sign: string }[] = [];
  for (const cell of cells) {
    const sign = listed.map((leaf) => holdsIn(leaf, cell)).join();
    const alike = isOrdered
      ? found.at(-1)
      : cell.values === 'others'
        ? undefined
        : found.find((one) => one.sign === sign);
    if (alike?.sign !== sign || alike.cell.values === 'others' || cell.values === 'others')
      found.push({ cell, sign });
    else alike.cell = { ...alike.cell, values: [...alike.cell.values, ...cell.values] };
  }
  return found.map(({ cell }) => cell);
}

/** Returns a condition that holds for some cells of a fact and for no others; null: none is needed. */
export function conditionOf(cut: Cut, picked: readonly Cell[]): Condition | null {
  const { fact, cells, said, isOrdered } = cut;
  if (picked.length === cells.length) return null;
  const isEmpty = picked.some(({ value }) => value === null);
  const filled = picked.filter(({ value }) => value !== null);
  const leaf = (operator: string, value?: Json): Condition =>
    ({ fact: fact.path, operator, ...(value === undefined ? {} : { value }) }) as Condition;
  if (filled.length === 0) return leaf('isEmpty');
  if (filled.length === cells.filter(({ value }) => value !== null).length) return leaf('isNotEmpty');
  if (filled.some(({ values }) => values === 'others')) {
    const taken = filled.flatMap(({ values }) => (values === 'others' ? [] : values));
    const left = said.filter((one) => !taken.some((other) => sameValue(one, other))).map(plain);
    const others = left.length === 1 ? leaf('notEqual', left[0]) : leaf('notIn', left);
    return isEmpty || cells.every(({ value }) => value !== null)
      ? others
      : { all: [leaf('isNotEmpty'), others] };
  }
  const ways = isOrdered ? stretches(cut, filled, leaf) : identities(fact, filled, leaf);
  const all = isEmpty ? [...ways, leaf('isEmpty')] : ways;
  const [only] = all;
  return all.length === 1 && only ? only : { any: all };
}

type Say = (operator: string, value?: Json) => Condition;

function identities({ comparison }: Fact, cells: readonly Cell[], leaf: Say): readonly Condition[] {
  const values = cells.flatMap(({ values: some }) => (some === 'others' ? [] : some)).map(plain);
  return values.length === 1 || comparison === 'boolean'
    ? values.map((value) => leaf('equal', value))
    : [leaf('in', values)];
}

/** Neighbours as one; bounds as rules say them, where one does. */
function stretches({ fact, cells, said }: Cut, picked: readonly Cell[], leaf: Say): readonly Condition[] {
  const full = cells.filter(({ value }) => value !== null);
  const isSaid = (value: Single | undefined) =>
    value !== undefined && said.some((one) => sameValue(one, value));
  const edge = (cell: Cell | undefined, at: 0 | -1) =>
    cell && cell.values !== 'others' ? cell.values.at(at) : undefined;
  const found: Condition[] = [];
  for (let from = 0; from < full.length; from += 1) {
    if (!picked.includes(full[from] as Cell)) continue;
    let to = from;
    while (to + 1 < full.length && picked.includes(full[to + 1] as Cell)) to += 1;
    const [low, high] = [edge(full[from], 0), edge(full[to], -1)];
    const [under, over] = [edge(full[from - 1], -1), edge(full[to + 1], 0)];
    const parts: Condition[] = [];
    if (under !== undefined && isSaid(under) && !isSaid(low)) parts.push(leaf('greaterThan', plain(under)));
    else if (under !== undefined && low !== undefined) parts.push(leaf('greaterThanOrEqual', plain(low)));
    if (over !== undefined && isSaid(over) && !isSaid(high)) parts.push(leaf('lessThan', plain(over)));
    else if (over !== undefined && high !== undefined) parts.push(leaf('lessThanOrEqual', plain(high)));
    const [only] = parts;
    if (low !== undefined && high !== undefined && sameValue(low, high) && parts.length === 2)
      found.push(leaf('equal', plain(low)));
    else if (only) found.push(parts.length === 1 ? only : { all: parts });
    from = to;
  }
  return found.length > 0 ? found : [{ fact: fact.path, operator: 'isNotEmpty' }];
}

/** As conditions write it. */
function plain(value: Single): Json {
  return typeof value === 'object' ? (value.id ?? value.number ?? '') : value;
}
