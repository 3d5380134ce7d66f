import type { JsonObject } from '../../metadata/json.ts';
import { loadPatterns } from '../../metadata/pattern.ts';
import { test } from '../condition/closure.ts';
import { usesPatterns } from '../condition/compile.ts';
import { FactAlmanac, holdsByRule } from '../condition/engine-adapter.ts';
import type { Facts } from '../condition/facts.ts';
import type { FormRules, ShapeRules } from './compile-form.ts';
import type { Context } from './context.ts';
import { recordPart } from './context.ts';
import type { Asking } from './inspection.ts';
import { holdersAt } from './record-parts.ts';

/** At once, for a page that is being typed into. */
export function answerByClosures<T>(asking: Asking<T>): T {
  let step = asking.next();
  while (!step.done) step = asking.next(test(step.value.compiled)(step.value.facts));
  return step.value;
}

/** By json-rules-engine; facts asked several times in a row, as those of a record are, are read once. */
export async function answerByEngine<T>(asking: Asking<T>): Promise<T> {
  let facts: Facts | undefined;
  let almanac: FactAlmanac | undefined;
  let step = asking.next();
  while (!step.done) {
    if (!almanac || facts !== step.value.facts) {
      facts = step.value.facts;
      almanac = new FactAlmanac(facts);
    }
    step = asking.next(await holdsByRule(step.value.compiled, almanac));
  }
  return step.value;
}

/** Conditions kept in a record may match patterns: these are loaded when one does. */
export async function withPatterns(rules: FormRules, record: JsonObject, context: Context): Promise<Context> {
  if (context.patterns || !askedForPatterns(rules.record, record)) return context;
  return { ...context, patterns: await loadPatterns() };
}

function askedForPatterns(shape: ShapeRules, record: JsonObject): boolean {
  const conditions = shape.fields.filter(({ asks }) => asks);
  const top = recordPart(record, undefined, undefined);
  const here =
    conditions.length > 0 &&
    holdersAt(top, shape.entries).some(({ values }) =>
      conditions.some(({ field }) => usesPatterns(values[field.id])),
    );
  return here || shape.rows.some((rows) => askedForPatterns(rows, record));
}
