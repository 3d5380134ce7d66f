import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { DescribedField, DescribedForm } from '../../metadata/contract/forms/form-model.ts';

/**
 * A required question gets its first option, as on the page of rules, which reads it off the fields' kinds: all of those
 * are for whoever looks at records, and the description of the form says as much.
 */
export function firstAsked({ match, fields }: Pick<DescribedForm, 'match' | 'fields'>): JsonObject {
  const ask: Record<string, Json> = {};
  for (const { question, field: path, required } of match?.for ?? []) {
    if (question === undefined || !required) continue;
    const field = fieldAt(fields, path.split('.'));
    const [first] = (field?.inner ?? field)?.options ?? [];
    if (first) ask[question] = first.value;
  }
  return ask;
}

function fieldAt(
  fields: DescribedForm['fields'],
  [first, ...rest]: readonly string[],
): DescribedField | undefined {
  const found = fields.find(({ id }) => id === first);
  return rest.length === 0 ? found : found?.fields && fieldAt(found.fields, rest);
}
