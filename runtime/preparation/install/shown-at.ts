import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import { fieldOfPath, upperOf } from '../../../metadata/field-of-path.ts';
import { defaultFormula } from '../../../metadata/formula/default-formula.ts';
import { withPaths } from '../../../metadata/formula/print-formula.ts';
import type { Field, FieldSet, Form, Model } from '../../../metadata/model.ts';
import { rowAt } from '../../../metadata/property/rows.ts';
import { isSystemMember, systemMembers } from '../../../metadata/system-members.ts';
import { compileCondition } from '../../../rules/condition/compile.ts';
import { describe } from '../../../rules/condition/describe.ts';
import { type NameOf, shownValue } from './value-words.ts';

export interface Spot {
  readonly form: string;
  readonly target: string;
}

/**
 * A value that layers say of a place, in words: conditions of its form as sentences, fields and options by what they are
 * called.
 */
export function shownAt(value: Json, language: Language, spot: Spot, model: Model): string {
  return (
    conditionIn(value, language, spot, model) ?? shownValue(value, language, namesAt(language, spot, model))
  );
}

/** Answers the labels of the things that a property names: fields by their ids, of a default an option. */
export function namesAt(language: Language, { form: id, target }: Spot, model: Model): NameOf {
  const form = model.formsById.get(id);
  const [, path = ''] = target.split('/');
  const field = form && fieldOfPath(form, path);
  if (/^fields\/[^/]+\/default$/.test(target))
    return (value) =>
      form && defaultFormula(field?.default) === value
        ? withPaths(value, (one) => labelsAlong(form, upperOf(path), one, { model, language }))
        : field?.options?.find((one) => one.value === value)?.label[language];
  if (form && /^fields\/[^/]+\/formula$/.test(target))
    return (value) => withPaths(value, (one) => labelsAlong(form, upperOf(path), one, { model, language }));
  const shapes = { form, rows: field?.rows, facts: model.formsById.get(form?.match?.facts ?? '') };
  const of = rowAt(target)?.ofFields;
  const shape = of && shapes[of];
  return (said) => {
    const named = said.replace(/^-/, '');
    const system = isSystemMember(named) ? systemMembers[named].label : undefined;
    return shape && (fieldOfPath(shape, named)?.label ?? system)?.[language];
  };
}

/** What the fields on a path are called that a formula in the rows at `upper` names. */
function labelsAlong(
  form: Form,
  upper: string,
  path: string,
  { model, language }: { readonly model: Model; readonly language: Language },
): string {
  const segments = path.split('.');
  const [first = ''] = segments;
  const isAbove = (first === 'parent' && upper !== '') || (first === 'row' && upper.includes('.'));
  const from = !isAbove ? upper : first === 'row' ? upperOf(upper) : '';
  let shape: FieldSet | undefined = from === '' ? form : fieldOfPath(form, from)?.rows;
  const labels: string[] = [];
  for (const id of isAbove ? segments.slice(1) : segments) {
    const field: Field | undefined = shape?.byId.get(id);
    if (!field) return path;
    labels.push(field.label[language]);
    shape = field.rows ?? model.formsById.get(field.target ?? field.inner?.target ?? '');
  }
  return labels.join('.');
}

function conditionIn(value: Json, language: Language, { form: id }: Spot, model: Model): string | undefined {
  const form = isObject(value) ? model.formsById.get(id) : undefined;
  if (!form) return undefined;
  const target = (of: string) => model.formsById.get(of);
  const compiled = compileCondition(value, { shape: form, target, kept: true });
  return compiled.ok ? describe(compiled.value, language) : undefined;
}
