import { isObject, type Json } from '../../metadata/common/json.ts';
import { digitsOf } from '../../metadata/currency/currencies.ts';
import { currencyCode, currencyPath } from '../../metadata/currency/currency-of.ts';
import type { Field } from '../../metadata/field.ts';
import { defaultFormula } from '../../metadata/formula/default-formula.ts';
import { pathsIn } from '../../metadata/formula/formula.ts';
import { parseFormula } from '../../metadata/formula/parse-formula.ts';
import { formsOf, severalOf } from '../../metadata/kinds/common/pointed.ts';
import { statedCompute } from '../../metadata/kinds/computed.ts';
import type { Compiled } from '../condition/compiled.ts';
import { type Facts, pointedRefOf, readFact, refOf } from '../condition/facts.ts';
import { type Fact, resolveFact } from '../condition/scope.ts';
import { rounded } from '../formula/amount.ts';
import { compileFormula } from '../formula/compile-formula.ts';
import { shortForm } from '../formula/short-form.ts';
import { givenValue, storedValue } from '../formula/stored-value.ts';
import { isAmount } from '../formula/value.ts';
import { type ConditionPlace, pathOf } from './condition-place.ts';
import { headsIn } from './heads.ts';

/** A step that makes one field of others, on the record or on every row of entries. */
export interface Step {
  readonly field: Field;
  readonly entries: readonly Field[];
  /** Paths of the fields it reads, from the form. */
  readonly reads: readonly string[];
  /** Those of them that are made before it. Default: all. */
  readonly after?: readonly string[];
  /** Ids of the fields of the record it reads, wherever it stands; its own entries where it looks at other rows. */
  readonly heads: readonly string[];
  /** Paths of references it goes through. */
  readonly references: readonly string[];
  /** Operands that name nothing. */
  readonly unknown: readonly string[];
  /**
   * Its value always, or only when the reference changed and nobody gave one, or when a record or row is made without, and
   * then again as long as nobody gave another.
   */
  readonly refresh: 'always' | 'whenPicked' | 'whenMade' | 'whileUntouched';
  /** Whether it goes on while untouched. Default: no. */
  readonly follows?: boolean | Compiled;
  /** Fields of other forms that a value gives away which is the record's own from then on, by form and id. */
  readonly gives?: readonly (readonly [form: string, field: string])[];
  /** Ids of the settings that it asks. */
  readonly settings?: readonly string[];
  /** Whether it goes by the days on which the organisation works. Default: no. */
  readonly byCalendar?: boolean;
  /** Path of the reference a carried value comes from, in the row or as `parent.x`. */
  readonly from?: string;
  /** Undefined: not known, as the record pointed at is not at hand. Takes a step for each row that it goes through. */
  make(facts: Facts): Generator<undefined, Json | undefined>;
}

/** Undefined where nothing is made of others. */
export function stepOf(field: Field, entries: readonly Field[], place: ConditionPlace): Step | undefined {
  const { from, field: carried, compute, formula } = field.props;
  if (compute !== undefined) return computeStep(field, entries, place);
  if (typeof formula === 'string') return formulaStep(field, entries, place, formula);
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
  const forms = via ? formsOf(via) : [];
  const several = via && severalOf(via);
  const known =
    forms.length > 0 && forms.every((form) => place.scope.target?.(form)?.byId.has(carried) ?? false);
  return {
    field,
    entries,
    reads: paths(pointer ? [pointer] : [], place),
    heads: headsIn(pointer ? [pointer] : [], entries.length > 0 ? 'row' : 'record'),
    references: paths(pointer ? [pointer] : [], place),
    unknown: known ? [] : [`${from}.${carried}`],
    refresh,
    from,
    gives: forms.map((form): readonly [string, string] => [form, carried]),
    *make(facts) {
      yield;
      if (!via || forms.length === 0) return undefined;
      const part = from.startsWith('parent.') ? facts.parent : facts.record;
      const said = part?.[via.id] ?? null;
      const ref = several ? pointedRefOf(said) : refOf(said);
      if (ref === null) return null;
      const form = ref.form ?? forms[0];
      const target = form === undefined ? undefined : facts.target?.(form, ref);
      if (target) return target[carried] ?? null;
      return isObject(said) && Object.hasOwn(said, carried) ? (said[carried] ?? null) : undefined;
    },
  };
}

function computeStep(field: Field, entries: readonly Field[], place: ConditionPlace): Step {
  const compute = statedCompute(field);
  const { formula, unknown } = shortForm(compute, place.scope);
  const { facts, evaluate } = compileFormula(formula, place.scope);
  const path = currencyPath(field);
  const currency = path === undefined ? undefined : resolveFact(path, place.scope);
  const scaleAt = (given: Facts): number => {
    if (!compute.byCurrency) return compute.scale;
    const code = currency ? readFact(currency, given)[0] : currencyCode(field);
    return (typeof code === 'string' ? digitsOf(code) : undefined) ?? compute.scale;
  };
  return {
    ...calculated(field, entries, place, currency ? [...facts, currency] : facts),
    unknown,
    *make(given) {
      // As of a formula: a page that knows a part of the model leaves the rest to the server.
      if (unknown.length > 0 || (path !== undefined && !currency)) return undefined;
      const value = yield* evaluate(given);
      return isAmount(value) ? rounded(value, scaleAt(given)) : null;
    },
  };
}

/** Undefined: the formula does not read, which is told of its package. */
function formulaStep(
  field: Field,
  entries: readonly Field[],
  place: ConditionPlace,
  text: string,
): Step | undefined {
  const parsed = parseFormula(text);
  if (!parsed.ok) return undefined;
  const { facts, unknown, byCalendar, evaluate } = compileFormula(parsed.value, place.scope);
  return {
    ...calculated(field, entries, place, facts),
    unknown,
    byCalendar,
    settings: facts.flatMap(({ setting }) => setting ?? []),
    *make(given) {
      return unknown.length > 0 ? undefined : storedValue(yield* evaluate(given), field.inner ?? field);
    },
  };
}

/** The step that fills in a new record by the formula of a default; undefined: the default is no formula. */
export function defaultStep(
  field: Field,
  entries: readonly Field[],
  place: ConditionPlace,
): Step | undefined {
  const text = defaultFormula(field.default);
  const parsed = text === undefined ? undefined : parseFormula(text);
  if (!parsed?.ok) return undefined;
  const { facts, unknown, byCalendar, evaluate } = compileFormula(parsed.value, place.scope);
  const made = new Set(pathsIn(parsed.value, 'given'));
  // What a setting says is there to be gone by, whoever makes records.
  const gives = facts.flatMap(({ via, member }): [string, string][] => {
    if (!via || !('field' in member)) return [];
    const { id } = member.field;
    return formsOf(via).map((form): [string, string] => [form, id]);
  });
  return {
    ...calculated(field, entries, place, facts),
    refresh: 'whenMade',
    after: paths(
      facts.filter(({ path }) => made.has(path)),
      place,
    ),
    unknown,
    byCalendar,
    gives,
    settings: facts.flatMap(({ setting }) => setting ?? []),
    *make(given) {
      return unknown.length > 0 ? undefined : givenValue(yield* evaluate(given), field);
    },
  };
}

/** What every step says that is made of facts at each save. */
function calculated(
  field: Field,
  entries: readonly Field[],
  place: ConditionPlace,
  facts: readonly Fact[],
): Pick<Step, 'field' | 'entries' | 'reads' | 'heads' | 'references' | 'refresh'> {
  return {
    field,
    entries,
    reads: paths(facts, place),
    heads: headsIn(facts, entries.length > 0 ? 'row' : 'record'),
    references: paths(
      facts.filter((fact) => fact.via),
      place,
    ),
    refresh: 'always',
  };
}

function paths(facts: readonly Fact[], place: ConditionPlace): readonly string[] {
  return facts.flatMap((fact) => pathOf(fact, place) ?? []);
}

/** Each after all it reads, but for what it reads as it was given; fields that read each other in a circle are told apart. */
export function orderSteps(steps: readonly Step[]): {
  readonly steps: readonly Step[];
  /** Fields that are made of themselves. */
  readonly cycles: readonly Field[];
} {
  const byPath = Map.groupBy(steps, ({ field }) => field.path);
  const ordered: Step[] = [];
  const state = new Map<Step, 'open' | 'done'>();
  const cycles: Field[] = [];
  const visit = (step: Step): void => {
    if (state.get(step) === 'done') return;
    if (state.get(step) === 'open') {
      cycles.push(step.field);
      return;
    }
    state.set(step, 'open');
    for (const path of step.after ?? step.reads) {
      for (const other of byPath.get(path) ?? []) visit(other);
    }
    state.set(step, 'done');
    ordered.push(step);
  };
  for (const step of steps) visit(step);
  return { steps: ordered, cycles };
}
