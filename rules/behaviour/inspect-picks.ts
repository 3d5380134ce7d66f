import type { Problem } from '../../metadata/common/issue.ts';
import { type Json, type JsonObject, pointerTo } from '../../metadata/common/json.ts';
import type { Field } from '../../metadata/field.ts';
import type { Form } from '../../metadata/model.ts';
import { compileCondition } from '../condition/compile.ts';
import type { Compiled } from '../condition/compiled.ts';
import { factLabel } from '../condition/describe.ts';
import { refOf } from '../condition/facts.ts';
import { namedProblems, renameFact } from '../condition/rename.ts';
import { type Scope, targetOf } from '../condition/scope.ts';
import type { FieldRules } from './compile-form.ts';
import { type Asking, type Context, pickFacts } from './context.ts';
import { panelFacts } from './panel-facts.ts';
import { isSame, type RecordPart } from './record-parts.ts';

/** Finds values that were picked now and may not be; those that stood there before stay. */
export function* pickProblems(
  { field }: FieldRules,
  filter: Compiled,
  part: RecordPart,
  top: RecordPart,
  context: Context,
): Asking<readonly Problem[]> {
  const value = part.values[field.id];
  const path = part.path + pointerTo(field.name);
  const several = Array.isArray(value);
  const before = part.before?.[field.id];
  const known = Array.isArray(before) ? (before as readonly Json[]) : [];
  const form = targetOf(field);
  const problems: Problem[] = [];
  for (const [index, one] of (several ? (value as readonly Json[]) : [value ?? null]).entries()) {
    if (known.some((old) => isSame(old, one))) continue;
    const at = several ? `${path}/${index}` : path;
    const ref = form === undefined ? null : refOf(one);
    const picked = form === undefined ? { value: one } : ref && context.target(form, ref);
    if (!picked) continue;
    if (yield { compiled: filter, facts: pickFacts(picked, part, top, context) }) continue;
    const params = {
      field: field.name,
      label: { ...field.label },
      value: ref ? (ref.number ?? numberOf(picked, form, context) ?? ref.id ?? null) : one,
    };
    problems.push({
      path: at,
      code: form === undefined ? 'option-not-offered' : 'reference-not-offered',
      params,
    });
  }
  return problems;
}

/** Returns the number of a picked record, as far as the caller may read it: its id is all that is stored. */
function numberOf(picked: JsonObject, form: string | undefined, context: Context): Json | undefined {
  const number = form === undefined ? undefined : context.numberField?.(form);
  if (form === undefined || number === undefined || context.mayRead?.(form, number) === false)
    return undefined;
  return picked[number];
}

/** A condition that is the value of a field. */
interface ConditionValue {
  readonly form: Form;
  /** The facts that it may ask for. */
  readonly asks: Scope;
  readonly field: Field;
  readonly value: Json | undefined;
  readonly path: string;
}

/** A condition that is kept in a record asks only what its panel offers. */
export function conditionProblems(
  context: Context,
  { form, asks, field, value, path }: ConditionValue,
): readonly Problem[] {
  const { patterns } = context;
  const compiled = compileCondition(value, patterns ? { ...asks, patterns } : asks);
  if (!compiled.ok)
    return namedProblems(compiled.problems.map(offeredFor(context, field)), asks).map((one) => ({
      ...one,
      path: path + one.path,
    }));
  const offers = panelFacts({ form, field, asks, parameter: context.parameter });
  return compiled.value.facts
    .filter(({ path: fact, root }) => root !== 'call' && !offers(fact))
    .map((fact) => ({
      path,
      code: 'fact-not-offered',
      params: { fact: renameFact(fact.path, asks, 'toNames'), label: factLabel(fact) },
    }));
}

/** Only fields that the caller may read are offered in the place of one that there is none of. */
function offeredFor({ mayRead }: Context, { props }: Field) {
  const mayBeNamed = (near: Json) =>
    !mayRead || mayRead(String(props['facts']), String(near).split('.')[0] ?? '');
  return (problem: Problem): Problem => {
    const { near } = problem.params ?? {};
    if (problem.code !== 'unknown-fact' || !Array.isArray(near)) return problem;
    return { ...problem, params: { ...problem.params, near: near.filter(mayBeNamed) } };
  };
}
