import type { Problem } from '../../metadata/common/issue.ts';
import { isEmptyValue, type Json, type JsonObject, pointerTo } from '../../metadata/common/json.ts';
import { type Facts, pointedRefOf, readFact } from '../condition/facts.ts';
import type { FieldRules, FormRules, ShapeRules } from './compile-form.ts';
import { type Context, factsOf, recordPart } from './context.ts';
import { isSame, type RecordPart, rowsOf } from './record-parts.ts';

/**
 * The id of the form that a field beside a reference chooses for it; null: none yet. Undefined: whoever picks the record
 * picks its form.
 */
export function chosenForm({ chosenBy }: FieldRules, facts: Facts): string | null | undefined {
  if (!chosenBy) return undefined;
  const [form = null] = readFact(chosenBy, facts);
  return typeof form === 'string' ? form : null;
}

/** A record of another form than the one that is chosen beside it; what stood there before stays as it was. */
export function formProblem(
  said: FieldRules,
  part: RecordPart,
  top: RecordPart,
  context: Context,
): Problem | undefined {
  const { field, chosenBy } = said;
  if (!chosenBy || !isMisfit(said, part, top, context)) return undefined;
  const by = chosenBy.labels.at(-1) ?? field.label;
  const path = part.path + pointerTo(field.name);
  return {
    path,
    code: 'form-not-chosen',
    params: { field: field.name, label: { ...field.label }, by: { ...by } },
  };
}

function isMisfit(said: FieldRules, part: RecordPart, top: RecordPart, context: Context): boolean {
  const value = part.values[said.field.id];
  if (isEmptyValue(value)) return false;
  const chosen = chosenForm(said, factsOf(part, top, context));
  const form = pointedRefOf(value)?.form;
  if (form === undefined || chosen === undefined || chosen === form) return false;
  return !isSame(value, part.before?.[said.field.id]) || chosenBefore(said, part, top) !== chosen;
}

function chosenBefore(said: FieldRules, part: RecordPart, top: RecordPart): string | null | undefined {
  if (!part.before) return undefined;
  return chosenForm(said, {
    record: part.before,
    ...(part === top || !top.before ? {} : { parent: top.before }),
  });
}

/**
 * References to records of another form than the one that is chosen by now, by place: ids of fields, and of rows, down to
 * it; rows that have none yet by where they stand. A page empties them.
 */
export function misfits(
  rules: FormRules,
  record: JsonObject,
  before: JsonObject | null,
  context: Context,
): ReadonlyMap<string, Json> {
  const top = recordPart(record, before ?? undefined, undefined);
  const found = new Map<string, Json>();
  const look = (shape: ShapeRules, part: RecordPart, place: string): void => {
    for (const said of shape.fields)
      if (said.chosenBy && isMisfit(said, part, top, context)) found.set(`${place}/${said.field.id}`, null);
    for (const inner of shape.rows) {
      const field = inner.entries.at(-1);
      if (!field || !choosesAnything(inner)) continue;
      for (const [at, row] of rowsOf(part, field).entries())
        look(inner, row, `${place}/${field.id}/${String(row.values['id'] ?? at)}`);
    }
  };
  if (choosesAnything(rules.record)) look(rules.record, top, '');
  return found;
}

const known = new WeakMap<ShapeRules, boolean>();

function choosesAnything(shape: ShapeRules): boolean {
  const found =
    known.get(shape) ?? (shape.fields.some(({ chosenBy }) => chosenBy) || shape.rows.some(choosesAnything));
  known.set(shape, found);
  return found;
}
