import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Pointer } from '../../../metadata/contract/common/shared.ts';
import type { SharingStrategy } from '../../../metadata/source.ts';
import type { Holdable } from '../../../rules/sharing/contract.ts';
import type { FormModel } from '../../model/form-model.ts';
import { titleFields, titleOf } from '../../model/record-title.ts';
import { recordsById } from '../../model/records-by-id.ts';
import type { AssignedRecord } from './sharing-rounds.ts';

/** Names of the fields that tell a record, its creator and its sharing. */
export function sharingFields(form: FormModel): string {
  const number = form.number ? [form.number.name] : [];
  return [...new Set([...number, ...titleFields(form), 'org', 'sharing', 'enabled'])].join(',');
}

/** A record of a list, as sharing sees it. */
export function holdableOf(form: FormModel, record: JsonObject): Holdable {
  const text = (value: Json = null) => (value === null ? null : String(value));
  return {
    record: {
      id: String(record['id']),
      number: text(record[form.number?.name ?? '']),
      name: text(titleOf(form, record)),
    },
    creator: record['org'] as Pointer,
    sharing: record['sharing'] as SharingStrategy,
    enabled: record['enabled'] === true,
  };
}

/** Answers the parts of a record that assigning needs to know. */
export function assignedRecord({ record, creator, sharing }: Holdable): AssignedRecord {
  const { number } = creator;
  return { ...record, id: record.id ?? '', sharing, ...(number === null ? {} : { creator: number }) };
}

/** Records by their ids, whether one uses or manages them; those one cannot see stay as they are. */
export async function readShared(
  form: FormModel,
  ids: readonly string[],
): Promise<readonly AssignedRecord[]> {
  const found = new Map<string, AssignedRecord>();
  for (const view of ['manage', 'use'] as const) {
    const missing = ids.filter((id) => !found.has(id));
    const records = await recordsById(form.name, missing, { view, fields: sharingFields(form) });
    for (const [id, record] of records) found.set(id, assignedRecord(holdableOf(form, record)));
  }
  return ids.map((id) => found.get(id) ?? { id, number: null, name: null });
}
