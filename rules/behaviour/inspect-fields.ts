import { append } from '../../metadata/common/append.ts';
import { fits, integerDigits, scaleOf } from '../../metadata/common/decimal.ts';
import type { Problem } from '../../metadata/common/issue.ts';
import { isEmptyValue, isObject, type Json, pointerTo } from '../../metadata/common/json.ts';
import { currencyPath, inItsCurrency, valuesById } from '../../metadata/currency/currency-of.ts';
import type { Column, Field } from '../../metadata/field.ts';
import { problem, withinLength } from '../../metadata/kinds/common/reading.ts';
import { finestOf } from '../../metadata/kinds/money.ts';
import { inOneGo } from '../formula/steps.ts';
import { formProblem } from './chosen-form.ts';
import type { FieldRules, FormRules, ShapeRules } from './compile-form.ts';
import { defaultOf } from './complete.ts';
import { type Asking, type Context, factsOf, holds } from './context.ts';
import { conditionProblems, pickProblems } from './inspect-picks.ts';
import { isSame, type Only, type RecordPart, rowsOf } from './record-parts.ts';

/** Finds values missing, or changed or picked though they may not be, on the record and on its rows. */
export function* fieldProblems(
  rules: FormRules,
  top: RecordPart,
  context: Context,
  only: Only | undefined,
): Asking<readonly Problem[]> {
  const problems: Problem[] = [];
  yield* ofPart(rules.record, top, true, { rules, top, context, only, problems });
  return problems;
}

interface Work {
  readonly rules: FormRules;
  readonly top: RecordPart;
  readonly context: Context;
  readonly only: Only | undefined;
  readonly problems: Problem[];
}

/** `shown`: rows of entries that nobody sees have nothing to require. */
function* ofPart(shape: ShapeRules, part: RecordPart, shown: boolean, work: Work): Asking<void> {
  const { rules, top, context } = work;
  // Many rows ask nothing and take their time all the same.
  if (part !== top) yield undefined;
  for (const field of shape.fields) yield* ofField(field, part, shown, work);
  for (const rows of shape.rows) {
    const field = rows.entries.at(-1);
    const said = shape.fields.find((one) => one.field === field);
    if (!field || !said) continue;
    const visible = shown && (yield* isVisible(rules, said, part, top, context));
    for (const row of rowsOf(part, field, work.only)) yield* ofPart(rows, row, visible, work);
  }
}

function* ofField(
  said: FieldRules,
  part: RecordPart,
  shown: boolean,
  { rules, top, context, problems }: Work,
): Asking<void> {
  const { field } = said;
  const value = part.values[field.id];
  const path = part.path + pointerTo(field.name);
  const facts = () => factsOf(part, top, context);
  const same = isSame(value, part.before?.[field.id]);
  if (!(same && part.before) && isMade(field) && !isEmptyValue(value)) {
    const found = outgrown(value ?? null, field.kind.column(field));
    append(
      problems,
      found.map((problem) => ({ ...problem, path })),
    );
  }
  // A carried or computed value is nobody's to give; a number only where people may type one.
  if (field.inner) return;
  if (!isGiven(field)) {
    if (yield* isTouched(rules, field, part, top, context)) problems.push(problemOf('readonly', field, path));
    return;
  }
  if (isEmptyValue(value) && !field.kind.derived) {
    const missing = said.required !== false && shown && (yield* holds(said.required, facts()));
    if (missing && (yield* isVisible(rules, said, part, top, context))) {
      problems.push(problemOf('required', field, path));
    }
  }
  const stands = (field.fixed && part.before) || said.readonly !== false;
  if (stands && (yield* isTouched(rules, field, part, top, context))) {
    if (field.fixed && part.before) {
      problems.push(problemOf('fixed', field, path));
    } else if (said.readonly !== false && (yield* holds(said.readonly, facts()))) {
      problems.push(problemOf('readonly', field, path));
    }
  }
  if (said.about && !(same && part.before) && shown && (yield* isVisible(rules, said, part, top, context))) {
    const found = field.kind.fits?.(value ?? null, field, said.about) ?? [];
    append(
      problems,
      found.map((problem) => ({ ...problem, path: path + problem.path })),
    );
  }
  const other = formProblem(said, part, top, context);
  if (other) problems.push(other);
  const finer = currencyProblems(field, part, top);
  append(
    problems,
    finer.map((problem) => ({ ...problem, path })),
  );
  if (isEmptyValue(value) || same) return;
  if (said.optionsFilter) append(problems, yield* pickProblems(said, said.optionsFilter, part, top, context));
  if (said.asks)
    append(problems, conditionProblems(context, { form: rules.form, asks: said.asks, field, value, path }));
}

/** An amount may have the digits of its currency: judged when either of the two is another than before. */
function currencyProblems(field: Field, part: RecordPart, top: RecordPart): readonly Problem[] {
  const value = part.values[field.id];
  if (typeof value !== 'string' || currencyPath(field) === undefined) return [];
  const own = inItsCurrency(field, valuesById(part.values), valuesById(top.values));
  const before = part.before && valuesById(part.before);
  const above = top.before && valuesById(top.before);
  const then = before && inItsCurrency(field, before, above ?? before);
  const finest = finestOf(own);
  const isSettled = then === own && isSame(value, part.before?.[field.id]);
  return finest && !isSettled && scaleOf(value) > finest.scale ? [problem('currency-decimals', finest)] : [];
}

function problemOf(code: string, { name, label }: Field, path: string): Problem {
  return { path, code, params: { field: name, label: { ...label } } };
}

/** Tells whether the value may be one that nobody gave: computed, carried, or that of a field beside it. */
function isMade({ inner, carry, default: start }: Field): boolean {
  return inner !== undefined || carry !== undefined || typeof start === 'object';
}

/** Tells whether people give the value, rather than the platform alone. */
export function isGiven(field: Field): boolean {
  return !field.kind.derived || field.kind.typed?.(field) === true;
}

/** Tells whether the caller means to give it a value it has not, and would not get by itself. */
function* isTouched(
  rules: FormRules,
  field: Field,
  part: RecordPart,
  top: RecordPart,
  context: Context,
): Asking<boolean> {
  const given = part.sent ?? (context.sent === undefined ? part.values : undefined);
  if (!given || !Object.hasOwn(given, field.id)) return false;
  // Rows that are sent by their ids say only what changes: what counts is what becomes of them.
  if (field.rows) return !isSame(saidIn(part.values[field.id]), saidIn(part.before?.[field.id]));
  const value = given[field.id];
  if (isSame(value, part.before?.[field.id])) return false;
  if (!part.before && isSame(value, yield* defaultOf(rules, field, part, top, context))) return false;
  const step = rules.carried.get(field.path);
  const carried = step && inOneGo(step.make(factsOf(part, top, context)));
  return carried === undefined || !isSame(value, carried);
}

/** Rows without their ids, which say nothing. */
function saidIn(rows: Json | undefined): Json {
  if (!Array.isArray(rows)) return null;
  return rows.map((row) => (isObject(row) ? { ...row, id: null } : row));
}

/** By its own condition and, on the record, by those of the groups and tabs it stands in. */
export function* isVisible(
  rules: FormRules,
  said: FieldRules,
  part: RecordPart,
  top: RecordPart,
  context: Context,
): Asking<boolean> {
  if (said.visible === false) return false;
  if (said.visible !== true && !(yield* holds(said.visible, factsOf(part, top, context)))) return false;
  if (part !== top) return true;
  for (const tab of rules.form.layout.tabs) {
    for (const group of tab.groups) {
      if (!group.fields.includes(said.field.id)) continue;
      const facts = factsOf(top, top, context);
      const tabShown = yield* holds(rules.layout.get(tab.name) ?? true, facts);
      return tabShown && (yield* holds(rules.layout.get(`${tab.name}/${group.name}`) ?? true, facts));
    }
  }
  return true;
}

/**
 * Finds the problems of a value that is too big for its column. Nobody typed such a value, so no kind has read it: it
 * was computed, carried from a field that holds more, or taken over by default.
 */
function outgrown(value: Json, column: Column | null) {
  if (typeof value !== 'string') return [];
  if (column?.type === 'text') {
    const read = withinLength(value, column.length);
    return read.ok ? [] : read.problems;
  }
  if (column?.type !== 'decimal' || fits(value, column.precision, column.scale)) return [];
  const { precision, scale } = column;
  return scaleOf(value) > scale
    ? [problem('too-many-decimals', { scale })]
    : [problem('too-many-digits', { digits: precision - scale, actual: integerDigits(value) })];
}
