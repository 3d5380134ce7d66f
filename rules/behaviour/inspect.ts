import type { JsonObject } from '../../metadata/json.ts';
import type { FormRules } from './compile-form.ts';
import { type Context, recordPart } from './context.ts';
import { checkProblems, presetProblems, twinProblems } from './inspect-checks.ts';
import { fieldProblems } from './inspect-fields.ts';
import type { Asking, Inspection } from './inspection.ts';
import { computedProblems } from './record-checks.ts';
import type { Only } from './record-parts.ts';

/** Everything that is wrong with a record, warnings apart. */
export function* inspectRecord(
  rules: FormRules,
  record: JsonObject,
  before: JsonObject | null,
  context: Context,
  only?: Only,
): Asking<Inspection> {
  const top = recordPart(record, before ?? undefined, context.sent);
  const found = [
    ...(yield* presetProblems(rules, top, context)),
    ...(yield* fieldProblems(rules, top, context, only)),
    ...(yield* checkProblems(rules, top, context, only)),
    ...computedProblems(rules.form, record, context.parameter, only),
    ...(only ? [] : yield* twinProblems(rules, top, context)),
  ];
  return {
    problems: found.filter(({ severity }) => severity !== 'warning'),
    warnings: found.filter(({ severity }) => severity === 'warning'),
  };
}
