import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import { fieldOfPath } from '../../../metadata/field-of-path.ts';
import type { Model } from '../../../metadata/model.ts';
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
    return (value) => field?.options?.find((one) => one.value === value)?.label[language];
  const shapes = { form, rows: field?.rows, facts: model.formsById.get(form?.match?.facts ?? '') };
  const of = rowAt(target)?.ofFields;
  const shape = of && shapes[of];
  return (said) => {
    const named = said.replace(/^-/, '');
    const system = isSystemMember(named) ? systemMembers[named].label : undefined;
    return shape && (fieldOfPath(shape, named)?.label ?? system)?.[language];
  };
}

function conditionIn(value: Json, language: Language, { form: id }: Spot, model: Model): string | undefined {
  const form = isObject(value) ? model.formsById.get(id) : undefined;
  if (!form) return undefined;
  const target = (of: string) => model.formsById.get(of);
  const compiled = compileCondition(value, { shape: form, target, kept: true });
  return compiled.ok ? describe(compiled.value, language) : undefined;
}
