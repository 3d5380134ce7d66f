import type { Patterns } from '../../metadata/common/pattern.ts';
import type { Field, FieldSet } from '../../metadata/field.ts';
import { kinds } from '../../metadata/kinds/index.ts';
import type { Form } from '../../metadata/model.ts';
import type { RecordChecks } from '../../metadata/record-check.ts';
import { type Fact, type Scope, targetOf } from '../condition/scope.ts';

const value = { zh: '选项', en: 'Option' };

/** An option as conditions see it: one field `value`, which is one of the options. */
function optionShape(field: Field): FieldSet {
  const kind = kinds.get('choice');
  if (!kind) throw new Error('there is no kind choice');
  const { default: _default, optionsFilter: _filter, ...rest } = field;
  const option: Field = { ...rest, id: 'value', name: 'value', path: 'value', label: value, kind, props: {} };
  const named = new Map([['value', option]]);
  return { fields: [option], byId: named, byName: named, entries: [] };
}

/** The surroundings of a form that its behaviour needs to know. */
export interface FormContext {
  /** A form by its id. */
  readonly target: (form: string) => FieldSet | undefined;
  /** Checks of whole records that it can name. */
  readonly checks: RecordChecks;
  /** Default: conditions with `matches` are refused. */
  readonly patterns?: Patterns;
}

/** The place of a condition in a form: what it may ask, and where in the record its facts are found. */
export interface ConditionPlace {
  readonly scope: Scope;
  /** Entries down to what bare ids name; undefined when that is no part of this form. */
  readonly own: readonly Field[] | undefined;
  /** Entries down to what `row.x` names. */
  readonly row: readonly Field[];
}

/** The record, or the rows below entries: the record is their parent, the upper row of sub-entries their row. */
export function placeAt(form: Form, entries: readonly Field[], known: FormContext): ConditionPlace {
  const shape = entries.at(-1)?.rows;
  const outer = entries.slice(0, -1);
  if (!shape) return { scope: withOrg(scopeOf(form, known), form, known), own: [], row: [] };
  const row = outer.at(-1)?.rows;
  const scope = { ...scopeOf(shape, known), parent: form, ...(row ? { row } : {}) };
  return { scope: withOrg(scope, form, known), own: entries, row: outer };
}

/** Returns the place of a condition on what can be picked: records of the form pointed at, or options by `value`. */
export function pickPlace(
  form: Form,
  field: Field,
  entries: readonly Field[],
  known: FormContext,
): ConditionPlace {
  const target = targetOf(field);
  const shape = (target === undefined ? undefined : known.target(target)) ?? optionShape(field);
  const row = entries.at(-1)?.rows;
  const scope = { ...scopeOf(shape, known), parent: form, ...(row ? { row } : {}), making: true };
  return { scope, own: undefined, row: entries };
}

export function scopeOf(
  shape: FieldSet,
  { target, patterns }: Pick<FormContext, 'target' | 'patterns'>,
): Scope {
  return { shape, target, ...(patterns ? { patterns } : {}) };
}

/** Lets a form's own conditions ask settings and parameters; those that records keep (panels), and look-ups, may not. */
function withOrg(scope: Scope, form: Form, known: FormContext): Scope {
  return {
    ...scope,
    making: true,
    param: (path) => form.asked?.get(path),
    setting: (id) => {
      const found = known.target(id);
      return found && isForm(found) && found.kind === 'setting' ? found : undefined;
    },
  };
}

function isForm(shape: FieldSet): shape is Form {
  return 'kind' in shape && 'label' in shape;
}

/** Path of what a fact reads, from the form; of a fact behind a reference, the reference's own. */
export function pathOf(fact: Fact, { own, row }: ConditionPlace): string | undefined {
  const outer =
    fact.root === 'record' ? own : fact.root === 'row' ? row : fact.root === 'parent' ? [] : undefined;
  const last = fact.via?.id ?? ('field' in fact.member ? fact.member.field.id : undefined);
  if (!outer || last === undefined) return undefined;
  return [...outer.map(({ id }) => id), ...fact.entries.map(({ id }) => id), last].join('.');
}

/** `lines.batches` → the entries fields on the way; undefined when there are none. */
export function entriesAt(form: Form, path: string | undefined): readonly Field[] | undefined {
  const entries: Field[] = [];
  let shape: FieldSet = form;
  for (const id of path === undefined ? [] : path.split('.')) {
    const field = shape.byId.get(id);
    if (!field?.rows) return undefined;
    entries.push(field);
    shape = field.rows;
  }
  return entries;
}
