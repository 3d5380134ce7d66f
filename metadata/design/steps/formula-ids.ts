import { isObject, type Json, type JsonObject } from '../../common/json.ts';
import type { Label } from '../../common/label.ts';
import { upperOf } from '../../field-of-path.ts';
import { type CalledField, type CalledScope, pathsCalled } from '../../formula/called-fields.ts';
import { pathsIn } from '../../formula/formula.ts';
import { parseFormula } from '../../formula/parse-formula.ts';
import { withPaths } from '../../formula/print-formula.ts';
import { fieldAt, type LayeredField } from '../../model/layers/layered.ts';
import { placeSegments } from '../../property/target-place.ts';
import type { FieldSource } from '../../source.ts';
import type { DesignStep, StepOf } from './design-step.ts';
import type { Editing } from './editing.ts';

/**
 * The same step with ids in its formulas where it says what fields are called: `{Unit price} * 数量`. A label that
 * several fields have is refused.
 */
export function inFieldIds(editing: Editing, step: DesignStep): DesignStep {
  switch (step.do) {
    case 'set': {
      const [, path, property] = /^fields\/([^/]+)\/(formula|default)$/.exec(step.target) ?? [];
      if (path === undefined || property === undefined || step.form === '') return step;
      const { [property]: value = null } = changed(editing, { [property]: step.value }, () =>
        scopeIn(editing, step.form, upperOf(path)),
      );
      return { ...step, value };
    }
    case 'change-kind': {
      const { properties, form, field } = step;
      if (!properties) return step;
      const scope = () => scopeIn(editing, form, upperOf(field));
      return { ...step, properties: changed(editing, properties, scope) };
    }
    case 'add-field':
      return { ...step, content: fieldIn(editing, step.content, addedScope(editing, step)) };
    case 'add-form': {
      const { fields } = step.content;
      return fields ? { ...step, content: { ...step.content, fields: formFieldsIn(editing, fields) } } : step;
    }
    case 'bring-back':
      return broughtBack(editing, step);
    default:
      return step;
  }
}

function formFieldsIn(editing: Editing, fields: readonly FieldSource[]): readonly FieldSource[] {
  const own = () => fields.map((field) => calledSource(editing, field));
  return fields.map((field) =>
    fieldIn(editing, field, (rows) => ({
      ...(rows ? { own: rowsIn(editing, rows), parent: own() } : { own: own() }),
    })),
  );
}

/** A form or a field that is there again, as the step brings it. */
function broughtBack(editing: Editing, step: StepOf<'bring-back'>): DesignStep {
  const { form, place, content } = step;
  if (!content || form === '') return step;
  if (place === '') {
    const { fields } = content as { readonly fields?: readonly FieldSource[] };
    return fields
      ? { ...step, content: { ...content, fields: formFieldsIn(editing, fields) as Json } }
      : step;
  }
  const [part, path = '', third] = placeSegments(place);
  if (part !== 'fields' || third !== undefined) return step;
  const upper = upperOf(path);
  const scope = addedScope(editing, { form, ...(upper !== '' && { in: upper }) });
  return { ...step, content: fieldIn(editing, content as FieldSource, scope) as JsonObject };
}

/** What may state a formula, of its own or as a default. */
interface Formulas {
  readonly formula?: Json | object | undefined;
  readonly default?: Json | undefined;
}

/** With the formula and the default among some properties by ids. */
function changed<T extends Formulas>(editing: Editing, properties: T, scope: () => CalledScope): T {
  const { formula, default: begins } = properties;
  const made = (text: string) => formulaIn(editing, text, scope);
  return {
    ...properties,
    ...(typeof formula === 'string' && { formula: made(formula) }),
    ...(isObject(begins) &&
      typeof begins['formula'] === 'string' && {
        default: { ...begins, formula: made(begins['formula']) },
      }),
  };
}

function formulaIn(editing: Editing, text: string, scope: () => CalledScope): string {
  const parsed = parseFormula(text);
  // What does not read is told by the compile, at its character.
  if (!parsed.ok) return text;
  const known = scope();
  const ids = new Map<string, string>();
  for (const path of pathsIn(parsed.value)) {
    if (path.startsWith('$') || isById(known, path)) continue;
    const [only, ...more] = pathsCalled(known, path);
    if (only !== undefined && more.length > 0)
      editing.refuse('formula-label-several', { label: path, fields: [only, ...more] });
    else if (only !== undefined) ids.set(path, only);
  }
  return withPaths(text, (path) => ids.get(path) ?? path);
}

function isById({ own, parent, row }: CalledScope, path: string): boolean {
  const [first = '', ...rest] = path.split('.');
  const start = first === 'parent' ? parent : first === 'row' ? row : undefined;
  return leads(own, [first, ...rest]) || (start !== undefined && leads(start, rest));
}

function leads(fields: readonly CalledField[], [id, ...rest]: readonly string[]): boolean {
  const field = fields.find((one) => one.id === id);
  return field !== undefined && (rest.length === 0 || leads(field.below(), rest));
}

/** The scope of a formula in the rows at a path of a form, as the design has it now. */
function scopeIn(editing: Editing, form: string, upper: string): CalledScope {
  const layered = editing.form(form);
  if (!layered) return { own: [] };
  const all = calledLayered(editing, layered.fields);
  const rowsAt = (path: string) =>
    path === '' ? all : calledLayered(editing, fieldAt(layered, path)?.fields ?? []);
  if (upper === '') return { own: all };
  return { own: rowsAt(upper), parent: all, ...(upper.includes('.') && { row: rowsAt(upperOf(upper)) }) };
}

/** The scopes of a field that is added, and of those in its rows. */
function addedScope(
  editing: Editing,
  { form, in: upper = '' }: { readonly form: string; readonly in?: string },
) {
  return (rows: FieldSource | undefined): CalledScope => {
    const around = scopeIn(editing, form, upper);
    if (!rows) return around;
    return {
      own: rowsIn(editing, rows),
      parent: around.parent ?? around.own,
      ...(upper !== '' && { row: around.own }),
    };
  };
}

/** A field as a file says it, with what stands in its rows. */
function fieldIn(
  editing: Editing,
  field: FieldSource,
  scope: (rows: FieldSource | undefined) => CalledScope,
): FieldSource {
  const said = changed(editing, field, () => scope(undefined));
  if (!field.fields) return said;
  const below = field.fields.map((one) =>
    fieldIn(editing, one, (rows) => {
      const around = scope(field);
      return rows ? { ...around, own: rowsIn(editing, rows), row: around.own } : around;
    }),
  );
  return { ...said, fields: below };
}

function rowsIn(editing: Editing, { fields = [] }: FieldSource): readonly CalledField[] {
  return fields.map((field) => calledSource(editing, field));
}

function calledSource(editing: Editing, field: FieldSource): CalledField {
  const below = () => (field.fields ? rowsIn(editing, field) : pointedAt(editing, field));
  return { ...callings(field), id: field.id ?? field.name, below };
}

function calledLayered(editing: Editing, fields: readonly LayeredField[]): readonly CalledField[] {
  return fields.flatMap((field) => {
    if (field.dropped) return [];
    const below = () =>
      field.fields.length > 0 ? calledLayered(editing, field.fields) : pointedAt(editing, field.source);
    return [{ ...callings(field.source), id: field.id, below }];
  });
}

function callings({ name, label }: FieldSource): { readonly name: string; readonly label: Label } {
  return { name, label: label ?? { zh: '', en: '' } };
}

/** The fields of the form that a field refers to. */
function pointedAt(editing: Editing, field: FieldSource): readonly CalledField[] {
  const { form } = field as { readonly form?: Json };
  const there = typeof form === 'string' ? editing.form(form) : undefined;
  return there ? calledLayered(editing, there.fields) : [];
}
