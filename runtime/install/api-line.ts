import type { JsonObject } from '../../metadata/json.ts';
import type { Label, Language } from '../../metadata/label.ts';
import type { Model } from '../../metadata/model.ts';
import { sentence } from '../messages/index.ts';
import type { FormDifference } from '../openapi/form-differences.ts';

const texts: ReadonlyMap<string, Label> = new Map();

/** A difference for callers of the API, in words. */
export function apiLine(one: FormDifference, before: Model, after: Model, language: Language): JsonObject {
  const [was, is] = [before.formsById.get(one.form), after.formsById.get(one.form)];
  const label = { ...(is ?? was)?.label };
  const code =
    one.field === '' && one.what.length === 0 ? `api-form-${one.change}` : `api-field-${one.change}`;
  const params = {
    ...{ form: label, field: one.field || (is?.name ?? ''), what: [...one.what] },
    ...{ before: was?.name ?? '', after: is?.name ?? '' },
  };
  return {
    ...{ form: one.form, formLabel: label, field: one.field, change: one.change, breaks: one.breaks },
    message: sentence(code, params, language, texts),
  };
}
