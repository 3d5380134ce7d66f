import type { Issue } from '../../../metadata/common/issue.ts';
import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { Field, Model } from '../../../metadata/model.ts';
import { meantValue } from '../../../rules/meant-value.ts';

/** An issue that names stored values which do not fit, with what each of them plainly means where it means something. */
export function withMeant(issue: Issue, model: Model, zone: string): Issue {
  const { held, path } = issue.params;
  const field = Array.isArray(held) && typeof path === 'string' ? fieldAtPath(model, path) : undefined;
  if (!field) return issue;
  const named = (held as readonly Json[]).map((one): Json => {
    const text = isObject(one) ? one['value'] : undefined;
    const means = typeof text === 'string' ? meantValue(text, field, { language: 'zh', zone }) : null;
    return isObject(one) && means !== null ? { ...one, means } : one;
  });
  return { ...issue, params: { ...issue.params, held: named } };
}

/** `order/lines/rate`. */
function fieldAtPath({ formsById }: Model, path: string): Field | undefined {
  const [form = '', first = '', inner] = path.split('/');
  const field = formsById.get(form)?.byId.get(first);
  return inner === undefined ? field : field?.rows?.byId.get(inner);
}
