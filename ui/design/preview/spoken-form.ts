import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import type { DescribedForm } from '../../../metadata/contract/forms/form-model.ts';

/** A form that says in either language what it says in one: how it looks to those who read that. */
export function spokenForm(form: DescribedForm, language: Language): DescribedForm {
  return { ...(spoken(form, language) as DescribedForm), hash: `${form.hash} ${language}` };
}

function spoken(value: Json, language: Language): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map((one) => spoken(one, language));
  if (!isObject(value)) return value;
  const { zh, en, ...rest } = value;
  if (typeof zh === 'string' && typeof en === 'string' && Object.keys(rest).length === 0) {
    const text = language === 'zh' ? zh : en;
    return { zh: text, en: text };
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, one === undefined ? null : spoken(one, language)]),
  );
}
