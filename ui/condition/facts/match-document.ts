import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { answeredMembers, membersWith } from '../../../metadata/system-members.ts';
import type { FormModel } from '../../model/form-model.ts';
import { recordsById } from '../../model/records-by-id.ts';
import { session } from '../../session/session.ts';

/** The members that the platform keeps of a record and that are no facts; its validity is one. */
const kept: ReadonlySet<string> = new Set([
  ...membersWith(({ only }) => only !== 'validity'),
  ...answeredMembers,
]);

/** A stored document as facts, by names: what is empty is left out, so that the rest can be read. */
export async function documentFacts(
  form: FormModel,
  id: string,
): Promise<{ readonly facts: JsonObject; readonly org: string | null }> {
  const record = await session.api.call('GET /api/forms/:form/records/:id', {
    path: { form: form.name, id },
    query: { view: 'manage' },
  });
  const { org = null } = record;
  const number = isObject(org) && typeof org['number'] === 'string' ? org['number'] : null;
  return { facts: said(record, kept), org: number };
}

/** Several stored documents as facts, in the order in which they were picked; what is gone meanwhile is left out. */
export async function severalDocuments(
  form: FormModel,
  ids: readonly string[],
): Promise<readonly JsonObject[]> {
  const fields = form.fields.filter(({ hidden }) => !hidden).map(({ name }) => name);
  const found = await recordsById(form.name, ids, { view: 'manage', fields: fields.join(',') });
  return ids.flatMap((id) => {
    const record = found.get(id);
    return record ? [said(record, kept)] : [];
  });
}

function said(part: JsonObject, without: ReadonlySet<string>): JsonObject {
  const facts: Record<string, Json> = {};
  for (const [name, value] of Object.entries(part)) {
    if (without.has(name) || value === null || value === '' || value === undefined) continue;
    if (!Array.isArray(value)) facts[name] = value;
    else if (value.length > 0)
      facts[name] = (value as readonly Json[]).map((one) =>
        isObject(one) && !('number' in one) ? said(one as JsonObject, new Set(['id'])) : one,
      );
  }
  return facts;
}
