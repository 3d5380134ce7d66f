import type { Json } from '../common/json.ts';
import type { DescribedForm } from '../contract/forms/form-model.ts';
import type { Form, Model } from '../model.ts';
import { describeField } from './describe-field.ts';

/**
 * The parameters that a form asks in what somebody is shown of it, with what is read of them: what only fields go by that he
 * does not see is not told.
 */
export function describeAsked(
  form: Form,
  shown: object,
  model: Pick<Model, 'formsById' | 'messages'>,
  values: ReadonlyMap<string, Json>,
): Pick<DescribedForm, 'asked'> {
  if (!form.asked) return {};
  const text = JSON.stringify(shown);
  const asked = [...form.asked].filter(([path]) => isNamedIn(text, path));
  if (asked.length === 0) return {};
  return {
    asked: asked.map(([path, field]) => ({
      path,
      field: describeField(field, false, model, () => []),
      value: values.get(path) ?? null,
    })),
  };
}

/** A longer name is another parameter. */
function isNamedIn(text: string, path: string): boolean {
  const parts = text.split(path).slice(1);
  return parts.some((after) => !/^(?:\w|\.\w)/.test(after));
}
