import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Label, Language } from '../../../metadata/common/label.ts';
import type { ApiLine } from '../../../metadata/contract/packages/install-plan.ts';
import type { Field, FieldSet, Form, Model } from '../../../metadata/model.ts';
import { strategies } from '../../../rules/sharing/index.ts';
import { sentence } from '../../common/messages/index.ts';
import type { FormDifference } from '../../model/openapi/differences/form-differences.ts';
import { apiWords } from './api-words.ts';

const texts: ReadonlyMap<string, Label> = new Map();

/** A difference for callers of the API, in words. */
export function apiLine(one: FormDifference, before: Model, after: Model, language: Language): ApiLine {
  const [was, is] = [before.formsById.get(one.form), after.formsById.get(one.form)];
  const label = (is ?? was)?.label ?? { zh: one.form, en: one.form };
  const { form, part, name, breaks, what } = one;
  const params = {
    form: { ...label },
    name: part === 'calls' ? inWords(name) : name,
    what: part === 'filter' ? [...what] : spoken(what),
    before: was?.name ?? '',
    after: is?.name ?? '',
  };
  const values = valuesSaid(one, [is, was]);
  // Something of a form that comes or goes is not the form.
  const change = part === 'form' && what.length > 0 && isWhole(one.change) ? 'changed' : one.change;
  return {
    form,
    formLabel: label,
    part,
    name,
    change,
    breaks,
    message: values
      ? sentence(values.code, { ...params, ...values.params }, language, texts)
      : sentence(`api-${part}-${change}`, params, language, texts),
  };
}

/** Says which values a field takes besides or no longer, where that is all; undefined: it is not. */
function valuesSaid(
  { part, name, change, what, come = [], gone = [] }: FormDifference,
  forms: readonly (Form | undefined)[],
): { readonly code: string; readonly params: JsonObject } | undefined {
  if (part !== 'field' || isWhole(change) || what.join() !== 'enum' || come.length + gone.length === 0)
    return undefined;
  const labels = new Map(forms.flatMap((form) => (form ? labelsOfValues(form, name) : [])));
  const called = (value: string): Json => {
    const label = labels.get(value);
    return label ? { zh: `${value}（${label.zh}）`, en: `${value} (${label.en})` } : value;
  };
  const code = gone.length === 0 ? 'takes' : come.length === 0 ? 'refuses' : 'takes-others';
  return { code: `api-field-${code}`, params: { come: come.map(called), gone: gone.map(called) } };
}

function labelsOfValues(form: Form, name: string): readonly (readonly [string, Label])[] {
  if (name === 'sharing') return strategies.map((one) => [one.name, one.label]);
  let shape: FieldSet | undefined = form;
  let field: Field | undefined;
  for (const step of name.split('.')) {
    field = shape?.byName.get(step);
    shape = field?.rows;
  }
  return (field?.options ?? []).map(({ value, label }) => [value, label]);
}

function isWhole(change: FormDifference['change']): boolean {
  return change === 'added' || change === 'removed';
}

/** Two words of JSON Schema may mean one thing. */
function spoken(what: readonly string[]): Json {
  return [...new Map(what.map(inWords).map((one) => [JSON.stringify(one), one])).values()];
}

/** Words a difference; one that nobody but programs says is told as it is. */
function inWords(what: string): Json {
  return Object.hasOwn(apiWords, what) ? { ...apiWords[what] } : what;
}
