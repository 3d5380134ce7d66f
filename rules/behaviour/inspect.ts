import type { Problem } from '../../metadata/common/issue.ts';
import { type JsonObject, pointerTo } from '../../metadata/common/json.ts';
import type { Field } from '../../metadata/field.ts';
import type { CheckRule, FormRules } from './compile-form.ts';
import { type Asking, type Context, factsOf, holds, type Inspection, recordPart } from './context.ts';
import { fieldProblems } from './inspect-fields.ts';
import { computedProblems } from './record-checks.ts';
import { isSame, type Only, partsAt, type RecordPart } from './record-parts.ts';
import { agreesAnywhere, claimsOf } from './unique-claims.ts';

/** Finds the problems of a record, warnings apart. */
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
    ...computedProblems(rules.form, rules.known.checks, record, context.parameter, only),
    ...(only && !hasTwins(rules, only) ? [] : yield* twinProblems(rules, top, context)),
  ];
  return {
    problems: found.filter(({ severity }) => severity !== 'warning'),
    warnings: found.filter(({ severity }) => severity === 'warning'),
  };
}

/** The form's rules, on the record and row by row. */
function* checkProblems(
  rules: FormRules,
  top: RecordPart,
  context: Context,
  only: Only | undefined,
): Asking<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const rule of rules.checks) {
    for (const part of partsAt(top, rule.entries, only)) {
      const facts = factsOf(part, top, context);
      if (rule.when && !(yield* holds(rule.when, facts))) continue;
      if (yield* holds(rule.check, facts)) continue;
      problems.push(failed(rule, rules, part));
    }
  }
  return problems;
}

/** Shown at the first of its fields; `fields` has all of them. */
function failed({ source, entries }: CheckRule, { form }: FormRules, part: RecordPart): Problem {
  const shape = entries.at(-1)?.rows ?? form;
  const fields = source.fields.map((id) => {
    const outer = id.startsWith('parent.') ? form.byId.get(id.slice('parent.'.length)) : undefined;
    if (outer) return pointerTo(outer.name);
    return part.path + pointerTo(shape.byId.get(id)?.name ?? id);
  });
  return {
    path: fields[0] ?? part.path,
    code: 'check-failed',
    params: { rule: source.name, fields },
    message: source.message,
    severity: source.severity ?? 'error',
  };
}

/** Whether rows are looked at no two of which may agree: then all are. */
export function hasTwins({ unique }: FormRules, only: Only): boolean {
  return unique.some(({ entries: [top] }) => top !== undefined && only.has(top.path));
}

/** Two rows of one record that agree in what must be unique among all rows. */
function* twinProblems(rules: FormRules, top: RecordPart, context: Context): Asking<readonly Problem[]> {
  const problems: Problem[] = [];
  const seen = new Map<string, string>();
  const unique = rules.unique.filter((rule) => agreesAnywhere(rule, top));
  for (const claim of yield* claimsOf({ ...rules, unique }, top, context, 'rows')) {
    const key = JSON.stringify([claim.rule.name, claim.key]);
    const other = seen.get(key);
    if (other === undefined) seen.set(key, claim.path);
    else if (other !== claim.path) {
      problems.push({
        path: claim.path,
        code: 'not-unique',
        params: { rule: claim.rule.name, other },
        ...(claim.rule.message ? { message: claim.rule.message } : {}),
      });
    }
  }
  return problems;
}

/** Finds changes of fields that a package locked in the records it brought. */
function* presetProblems(rules: FormRules, top: RecordPart, context: Context): Asking<readonly Problem[]> {
  const { preset } = rules.form;
  if (!preset?.fields || !top.before || context.preset !== true) return [];
  const before: RecordPart = { ...top, values: top.before };
  if (!(yield* holds(rules.presetWhere ?? true, factsOf(before, before, context)))) return [];
  return preset.fields.flatMap((id): Problem[] => {
    const field: Field | undefined = rules.form.byId.get(id);
    if (!field || isSame(top.values[id], top.before?.[id])) return [];
    return [
      {
        path: pointerTo(field.name),
        code: 'preset-locked',
        params: { field: field.name, label: { ...field.label } },
      },
    ];
  });
}
