import type { JsonObject } from '../../metadata/common/json.ts';
import {
  type Call,
  type CompareSign,
  type Formula,
  levels,
  type PairSign,
  partsOf,
  pathsIn,
} from '../../metadata/formula/formula.ts';
import type { FunctionName } from '../../metadata/formula/functions.ts';
import { functionNamed, isByCalendar, isOfRows } from '../../metadata/formula/functions.ts';
import { entriesOn, rowsOfCall } from '../../metadata/formula/rows-of.ts';
import { atRow, type Facts, readFact, rowsOf } from '../condition/facts.ts';
import { judgeFor } from '../condition/judge.ts';
import { type Fact, type Line, resolveFact, type Scope } from '../condition/scope.ts';
import type { Value as FactValue, Single } from '../condition/value.ts';
import { mondayToFriday } from '../work-days.ts';
import {
  type Amount,
  amountOf,
  minusOf,
  negativeOf,
  orderOfAmounts,
  overOf,
  plusOf,
  timesOf,
} from './amount.ts';
import { empties, isCalculated } from './empties.ts';
import { implementations } from './functions.ts';
import { isAmount, isTrue, textOf, textOrEmpty, type Value } from './value.ts';

/** A formula that was checked when its package was compiled, ready to be asked. */
export interface CompiledFormula {
  /** What it reads, once each. */
  readonly facts: readonly Fact[];
  /** Paths that name nothing here: of a form of which a page knows a part. */
  readonly unknown: readonly string[];
  /** Whether it goes by the days on which the organisation works. */
  readonly byCalendar: boolean;
  /** Takes a step for each row that it goes through, so that whoever drives it may let others run. */
  evaluate(facts: Facts): Generator<undefined, Value>;
}

/** Prepares a formula for where it stands. */
export function compileFormula(formula: Formula, scope: Scope): CompiledFormula {
  const facts = new Map<string, Fact>();
  const unknown: string[] = [];
  for (const path of pathsIn(formula)) {
    const fact = resolveFact(path, scope);
    if (fact) facts.set(path, fact);
    else unknown.push(path);
  }
  const isRows = (path: string) => {
    const fact = resolveFact(path, scope);
    return fact !== undefined && 'rows' in fact.member;
  };
  // Made when it is first wanted: a formula with a mistake, which is told of its package, is asked for its facts alone.
  let whole: { readonly value: Evaluate; readonly ofRows: readonly OfRows[] } | undefined;
  const wanted = () => {
    const ofRows: OfRows[] = [];
    whole ??= { value: made(formula, { facts, scope, isRows, around: [], ofRows }), ofRows };
    return whole;
  };
  return {
    facts: [...facts.values()],
    unknown,
    byCalendar: isByCalendar(formula),
    *evaluate(given) {
      if (unknown.length > 0) return null;
      const { ofRows, value } = wanted();
      const known = given.shared ? given : { ...given, shared: new Map() };
      yield* prepared(ofRows, known);
      return value(known);
    },
  };
}

type Evaluate = (facts: Facts) => Value;

/** A call that goes through rows. */
interface OfRows {
  readonly call: Call;
  /** Gives its value, with a step for each row. */
  steps(facts: Facts): Generator<undefined, Value>;
}

/** Values of calls through rows that were made beforehand, where they stand. */
const ready = new WeakMap<Facts, Map<Call, Value>>();

/** Has the calls through rows at hand, so that what is around them is made in one go. */
function* prepared(calls: readonly OfRows[], facts: Facts): Generator<undefined, void> {
  if (calls.length === 0) return;
  const values = new Map<Call, Value>();
  ready.set(facts, values);
  for (const { call, steps } of calls) values.set(call, yield* steps(facts));
}

interface Work {
  readonly facts: ReadonlyMap<string, Fact>;
  readonly scope: Scope;
  readonly isRows: (path: string) => boolean;
  /** Entries whose rows are gone through, and the line of the innermost. */
  readonly around: readonly string[];
  readonly line?: Line;
  /** Takes the calls through rows that stand here, not those in what they ask of every row. */
  readonly ofRows: OfRows[];
}

function made(formula: Formula, work: Work): Evaluate {
  switch (formula.type) {
    case 'number': {
      const amount = amountOf(formula.value);
      return () => amount;
    }
    case 'text': {
      const text = formula.value === '' ? null : formula.value;
      return () => text;
    }
    case 'boolean':
      return () => formula.value;
    case 'empty':
      return () => null;
    case 'path':
      return madePath(formula.path, work);
    case 'sign': {
      const of = made(formula.of, work);
      if (formula.sign === 'not') return (facts) => !isTrue(of(facts));
      return (facts) => {
        const value = of(facts);
        return isAmount(value) ? negativeOf(value) : null;
      };
    }
    case 'pair':
      return madePair(formula, work);
    case 'call':
      return isOfRows(formula.name) ? madeOfRows(formula, work) : madeCall(formula, work);
  }
}

/** Of the widest column with its sign and point; a longer value is refused at its own field, and counts as empty. */
const longest = 62;

function madePath(path: string, { facts, line, around }: Work): Evaluate {
  // A row that is gone through is there.
  if (around.includes(path)) return () => true;
  if (path === '$user' || path === '$org') return madeOfCall(path);
  const whole = facts.get(path);
  if (!whole) return () => null;
  const fact = onRow(whole, line);
  if ('rows' in fact.member) return (known) => (rowsOf(fact, known).length > 0 ? true : null);
  const isNumber = fact.comparison === 'number';
  return (known) => valueRead(readFact(fact, known)[0] ?? null, isNumber);
}

/** Whoever asks and for which organisation, as records. */
function madeOfCall(path: '$user' | '$org'): Evaluate {
  return ({ call = {} }) => {
    const [id, number] = path === '$user' ? [call.userId, call.user] : [call.orgId, call.org];
    return id === undefined ? null : { id, ...(number === undefined ? {} : { number }) };
  };
}

function valueRead(value: FactValue, isNumber: boolean): Value {
  if (!isNumber) return value;
  return typeof value === 'string' && value.length <= longest ? amountOf(value) : null;
}

type Pair = Extract<Formula, { readonly type: 'pair' }>;

const nought = amountOf('0');
const calculations: Readonly<Record<'+' | '-' | '*' | '/', (a: Amount, b: Amount) => Amount | null>> = {
  '+': plusOf,
  '-': minusOf,
  '*': timesOf,
  '/': overOf,
};

function madePair({ sign, left, right }: Pair, work: Work): Evaluate {
  const [one, other] = [made(left, work), made(right, work)];
  if (sign === 'and') return (facts) => isTrue(one(facts)) && isTrue(other(facts));
  if (sign === 'or') return (facts) => isTrue(one(facts)) || isTrue(other(facts));
  if (sign === '&') return (facts) => textOrEmpty(textOf(one(facts)) + textOf(other(facts)));
  if (!isCalculated(sign)) {
    const holds = comparing(sign);
    return (facts) => holds(one(facts), other(facts));
  }
  const calculate = calculations[sign];
  const counts = empties[sign] === 'nothing';
  return (facts) => {
    const [a, b] = [one(facts), other(facts)];
    if (isAmount(a) && isAmount(b)) return calculate(a, b);
    if (!counts || (a === null && b === null)) return null;
    return calculate(isAmount(a) ? a : nought, isAmount(b) ? b : nought);
  };
}

const operators = {
  '=': 'equal',
  '!=': 'notEqual',
  '<': 'lessThan',
  '<=': 'lessThanOrEqual',
  '>': 'greaterThan',
  '>=': 'greaterThanOrEqual',
} as const satisfies Readonly<Record<CompareSign, string>>;

/** By the operators of conditions; numbers by their order beside nothing, as these judge it. */
function comparing(sign: Exclude<PairSign, '&'>): (a: Value, b: Value) => boolean {
  if (levels[sign] !== levels['=']) throw new Error(`${sign} compares nothing`);
  const operator = operators[sign as CompareSign];
  const judge = judgeFor(operator, 'text', undefined);
  const judgeNumber = judgeFor(operator, 'number', undefined);
  return (a, b) => {
    if (isAmount(a) && isAmount(b)) return judgeNumber([String(orderOfAmounts(a, b))], { values: ['0'] });
    const [value, against] = [isAmount(a) ? '0' : a, isAmount(b) ? '0' : b];
    return judge([value], { values: against === null ? [] : [against as Single] });
  };
}

function madeCall(call: Call, work: Work): Evaluate {
  const implementation = implementations[call.name as FunctionName];
  if (!('of' in implementation)) throw new Error(`${call.name} goes through rows`);
  const places = call.args.map((arg) => made(arg, work));
  return (facts) =>
    implementation.of(
      places.map((place) => () => place(facts)),
      facts.call?.workDays ?? mondayToFriday,
    );
}

function madeOfRows(call: Call, work: Work): Evaluate {
  const implementation = implementations[call.name as FunctionName];
  if (!('ofRows' in implementation)) throw new Error(`${call.name} goes through no rows`);
  const params = functionNamed(call.name)?.params(call.args.length) ?? [];
  const { entries } = rowsOfCall(call, work.around, work.isRows);
  const way: { readonly fact: Fact; readonly line: Line }[] = [];
  let { line } = work;
  for (const path of entries) {
    const whole = resolveFact(path, work.scope);
    if (!whole) throw new Error(`${path} leads to no rows`);
    const fact = onRow(whole, line);
    line = { fact: whole, ...(line ? { upper: line } : {}) };
    way.push({ fact, line });
  }
  const below: OfRows[] = [];
  const around = [...work.around, ...entries];
  const inside: Work = { ...work, around, ofRows: below, ...(line ? { line } : {}) };
  const [of = () => null, ...more] = call.args.map((arg, at) =>
    made(arg, params[at]?.perRow ? inside : work),
  );
  const where = params.length > 1 && params.at(-1)?.perRow ? more.pop() : undefined;
  const parts = call.args.reduce((sum, arg, at) => sum + (params[at]?.perRow ? sizeOf(arg) : 0), 1);
  const steps = shared(call, work, function* (facts) {
    const rows = way.reduce<readonly Facts[]>(
      (known, step) =>
        known.flatMap((one) => rowsOf(step.fact, one).map((row: JsonObject) => atRow(one, step.line, row))),
      [facts],
    );
    const values: Value[] = [];
    for (const row of rows) {
      if (!spend(facts, parts)) return null;
      yield* prepared(below, row);
      if (!where || isTrue(where(row))) values.push(of(row));
      yield;
    }
    return implementation.ofRows(
      values,
      more.map((place) => () => place(facts)),
    );
  });
  work.ofRows.push({ call, steps });
  return (facts) => ready.get(facts)?.get(call) ?? null;
}

/** Takes what a row costs of what one completion may; false: that is used up. */
function spend({ effort }: Facts, parts: number): boolean {
  if (!effort) return true;
  effort.left -= parts;
  return effort.left >= 0;
}

function sizeOf(formula: Formula): number {
  return partsOf(formula).reduce((sum, part) => sum + sizeOf(part), 1);
}

/** The same fact as it is on the row that is gone through; other rows are all meant, whichever row that is. */
function onRow(fact: Fact, line: Line | undefined): Fact {
  for (let of = line; of; of = of.upper) {
    const { root, entries } = of.fact;
    if (root !== fact.root || !entries.every((one, at) => one === fact.entries[at])) continue;
    return { ...fact, root: 'line', line: { of, whole: fact }, entries: fact.entries.slice(entries.length) };
  }
  return fact;
}

/** What is one for many rows is made once for all of them: a share of a total would else add it up at every row. */
function shared(call: Call, { facts, around, isRows }: Work, steps: OfRows['steps']): OfRows['steps'] {
  const paths = pathsIn(call);
  if (paths.some((path) => entriesOn(path, isRows).some((one) => around.includes(one)))) return steps;
  const roots = new Set(paths.map((path) => facts.get(path)?.root));
  const base = roots.has('record') ? 'record' : roots.has('row') ? 'row' : 'parent';
  if (base === 'record' && around.length === 0) return steps;
  return function* (given) {
    const part = given[base];
    if (!part || !given.shared) return yield* steps(given);
    const known = given.shared.get(call) ?? new Map<JsonObject, unknown>();
    given.shared.set(call, known);
    if (!known.has(part)) known.set(part, yield* steps(given));
    return known.get(part) as Value;
  };
}
