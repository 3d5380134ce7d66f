import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import type { Model } from '../../../metadata/model.ts';
import { compileCondition } from '../../../rules/condition/compile.ts';
import { describe } from '../../../rules/condition/describe.ts';
import { shownValue } from './value-words.ts';

export interface Spot {
  readonly form: string;
  readonly target: string;
}

/** A value that layers say of a place, in words: conditions of its form as sentences, defaults by their options. */
export function shownAt(value: Json, language: Language, spot: Spot, model: Model): string {
  return (
    conditionIn(value, language, spot, model) ?? shownValue(value, language, optionsAt(language, spot, model))
  );
}

/** What people know the options of a default by. */
function optionsAt(language: Language, { form, target }: Spot, model: Model) {
  const [, id, property] = /^fields\/([^/]+)\/(\w+)$/.exec(target) ?? [];
  const options = property === 'default' ? model.formsById.get(form)?.byId.get(id ?? '')?.options : undefined;
  return (value: string) => options?.find((one) => one.value === value)?.label[language];
}

function conditionIn(value: Json, language: Language, { form: id }: Spot, model: Model): string | undefined {
  const form = isObject(value) ? model.formsById.get(id) : undefined;
  if (!form) return undefined;
  const target = (of: string) => model.formsById.get(of);
  const compiled = compileCondition(value, { shape: form, target, kept: true });
  return compiled.ok ? describe(compiled.value, language) : undefined;
}
