import { isObject, type Json, type JsonObject } from '../../metadata/common/json.ts';
import { answeredMembers, membersWith } from '../../metadata/system-members.ts';
import type { FormModel } from '../model/form-model.ts';
import { session } from '../session/session.ts';

/** What the platform keeps of a record says nothing as a fact; from when to when it holds does. */
const kept: ReadonlySet<string> = new Set([
  ...membersWith(({ only }) => only !== 'validity'),
  ...answeredMembers,
]);

/** A stored document as facts, by names: what is empty is left out, so that the rest can be read. */
export async function documentFacts(
  form: FormModel,
  id: string,
): Promise<{ readonly facts: JsonObject; readonly org: string | null }> {
  const path = `/api/forms/${encodeURIComponent(form.name)}/records/${encodeURIComponent(id)}`;
  const record = await session.api.get<JsonObject>(path, { query: { view: 'manage' } });
  const { org } = record;
  const number = isObject(org) && typeof org['number'] === 'string' ? org['number'] : null;
  return { facts: said(record, kept), org: number };
}

/** Ids in one question: an address has its limits. */
const together = 50;

/** Several stored documents as facts, in the order in which they were picked; what is gone meanwhile is left out. */
export async function severalDocuments(
  form: FormModel,
  ids: readonly string[],
): Promise<readonly JsonObject[]> {
  const fields = form.fields.filter(({ hidden }) => !hidden).map(({ name }) => name);
  const found = new Map<string, JsonObject>();
  for (let from = 0; from < ids.length; from += together) {
    const filter = { fact: 'id', operator: 'in', value: ids.slice(from, from + together) };
    const { items } = await session.api.get<{ items: readonly JsonObject[] }>(
      `/api/forms/${encodeURIComponent(form.name)}/records`,
      {
        query: { view: 'manage', limit: together, fields: fields.join(','), filter: JSON.stringify(filter) },
      },
    );
    for (const item of items) found.set(String(item['id']), said(item, kept));
  }
  return ids.flatMap((id) => {
    const facts = found.get(id);
    return facts ? [facts] : [];
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
