import { isObject, type Json } from '../../metadata/common/json.ts';
import { digitsOf } from '../../metadata/currency/currencies.ts';
import { currencyCode, currencyPath } from '../../metadata/currency/currency-of.ts';
import type { Field } from '../../metadata/field.ts';
import { parseFormula } from '../../metadata/formula/parse-formula.ts';
import { formsOf, severalOf } from '../../metadata/kinds/common/pointed.ts';
import { statedCompute } from '../../metadata/kinds/computed.ts';
import { type Facts, pointedRefOf, readFact, refOf } from '../condition/facts.ts';
import { type Fact, resolveFact } from '../condition/scope.ts';
import { rounded } from '../formula/amount.ts';
import { compileFormula } from '../formula/compile-formula.ts';
import { shortForm } from '../formula/short-form.ts';
import { storedValue } from '../formula/stored-value.ts';
import { isAmount } from '../formula/value.ts';
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
  /** The field there, in each form whose records may be pointed at. */
  readonly carried?: readonly { readonly form: string; readonly field: string }[];
  /** Undefined: not known, as the record pointed at is not at hand. */
  make(facts: Facts): Json | undefined;
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
    references: paths(pointer ? [pointer] : [], place),
    unknown: known ? [] : [`${from}.${carried}`],
    refresh,
    from,
    carried: forms.map((form) => ({ form, field: carried })),
    make: (facts) => {
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
    make: (given) => {
      // As of a formula: a page that knows a part of the model leaves the rest to the server.
      if (unknown.length > 0 || (path !== undefined && !currency)) return undefined;
      const value = evaluate(given);
      return isAmount(value) ? rounded(value, scaleAt(given)) : null;
    },
  };
}

function formulaStep(field: Field, entries: readonly Field[], place: ConditionPlace, text: string): Step {
  const parsed = parseFormula(text);
  if (!parsed.ok) throw new Error(`${field.path} was compiled with a formula that does not read: ${text}`);
  const { facts, unknown, evaluate } = compileFormula(parsed.value, place.scope);
  return {
    ...calculated(field, entries, place, facts),
    unknown,
    make: (given) => (unknown.length > 0 ? undefined : storedValue(evaluate(given), field.inner ?? field)),
  };
}

/** What every step says that is made of facts at each save. */
function calculated(
  field: Field,
  entries: readonly Field[],
  place: ConditionPlace,
  facts: readonly Fact[],
): Pick<Step, 'field' | 'entries' | 'reads' | 'references' | 'refresh'> {
  return {
    field,
    entries,
    reads: paths(facts, place),
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
