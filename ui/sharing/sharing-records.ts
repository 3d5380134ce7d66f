import type { JsonObject } from '../../metadata/common/json.ts';
import type { Pointer } from '../../metadata/contract/common/shared.ts';
import type { SharingStrategy } from '../../metadata/source.ts';
import type { Holdable } from '../../rules/sharing/contract.ts';
import type { FormModel } from '../model/form-model.ts';
import { session } from '../session/session.ts';
import type { AssignedRecord } from './sharing-rounds.ts';

/** Names of the fields that tell a record, its creator and its sharing. */
export function sharingFields(form: FormModel): string {
  const named = [form.number, form.title].flatMap((field) => field?.name ?? []);
  return [...new Set([...named, 'org', 'sharing', 'enabled'])].join(',');
}

/** A record of a list, as sharing sees it. */
export function holdableOf(form: FormModel, record: JsonObject): Holdable {
  const text = (name: string | undefined) => {
    const value = name === undefined ? null : (record[name] ?? null);
    return value === null ? null : String(value);
  };
  return {
    record: { id: String(record['id']), number: text(form.number?.name), name: text(form.title?.name) },
    creator: record['org'] as Pointer,
    sharing: record['sharing'] as SharingStrategy,
    enabled: record['enabled'] === true,
  };
}

/** What assigning needs to know of a record. */
export function assignedRecord({ record, creator, sharing }: Holdable): AssignedRecord {
  const { number } = creator;
  return { ...record, id: record.id ?? '', sharing, ...(number === null ? {} : { creator: number }) };
}

const atOnce = 100;

/** Records by their ids, whether one uses or manages them; those one cannot see stay as they are. */
export async function readShared(
  form: FormModel,
  ids: readonly string[],
): Promise<readonly AssignedRecord[]> {
  const found = new Map<string, AssignedRecord>();
  for (const view of ['manage', 'use'] as const) {
    const missing = ids.filter((id) => !found.has(id));
    for (let from = 0; from < missing.length; from += atOnce) {
      const part = missing.slice(from, from + atOnce);
      const query = {
        view,
        limit: atOnce,
        fields: sharingFields(form),
        filter: JSON.stringify({ fact: 'id', operator: 'in', value: part }),
      };
      const path = `/api/forms/${encodeURIComponent(form.name)}/records`;
      const { items } = await session.api.get<{ items: JsonObject[] }>(path, { query });
      for (const item of items) found.set(String(item['id']), assignedRecord(holdableOf(form, item)));
    }
  }
  return ids.map((id) => found.get(id) ?? { id, number: null, name: null });
}
