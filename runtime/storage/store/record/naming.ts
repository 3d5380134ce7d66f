import type { Json } from '../../../../metadata/common/json.ts';
import type { Condition } from '../../../../metadata/condition.ts';
import type { Field, FieldSet } from '../../../../metadata/field.ts';
import { replaceVariables, slotsOf, variableOf } from '../../../../metadata/kinds/common/variables.ts';
import type { Model } from '../../../../metadata/model.ts';
import { renameCondition, renameFact } from '../../../../rules/condition/rename.ts';
import type { Scope } from '../../../../rules/condition/scope.ts';

/** Stored by ids, spoken by today's names. */
export type Direction = 'toNames' | 'toIds';

/** Translates a value that names fields of another form; a name that is not known stays as it is. */
type Namer = (value: Json, scope: Scope, to: Direction, field: Field) => Json;

const namers: Readonly<Record<string, Namer>> = {
  condition: (value, scope, to) => renameCondition(value as Condition, scope, to) as Json,
  'field-list': (value, scope, to) =>
    Array.isArray(value) ? value.map((path) => renameFact(String(path), scope, to)) : value,
  // Somebody may have written what a field is called: kept is its id.
  template: (value, scope, to, field) =>
    replaceVariables(String(value), (path) => {
      const named = renameFact(path, scope, to);
      const meant = to === 'toIds' ? variableOf(named, scope.shape, slotsOf(field))?.id : undefined;
      return `[&${meant ?? named}&]`;
    }),
};

/** Whether the field's values name other fields, so that they have to be translated. */
export function namesFields(field: Field): boolean {
  return Object.hasOwn(namers, field.kind.name);
}

/** Translates a stored or written value of a field that names other fields. */
export function rename(field: Field, value: Json, model: Model, to: Direction): Json {
  const scope = scopeOf(field, model);
  return scope ? (namers[field.kind.name]?.(value, scope, to, field) ?? value) : value;
}

/** Answers the form, or the entries of one, whose fields the values may name. */
function scopeOf(field: Field, model: Model): Scope | undefined {
  const form = model.formsById.get(String(field.props['facts'] ?? field.props['form']));
  const entries = field.props['entries'];
  const shape: FieldSet | undefined = entries === undefined ? form : form?.byId.get(String(entries))?.rows;
  return shape && { shape, target: (id) => model.formsById.get(id) };
}
