import type { JsonObject } from '../../../metadata/common/json.ts';
import { filledText } from '../../../metadata/common/read.ts';
import type { WireRecord } from '../../storage/store/record/store.ts';
import { metaOf } from './meta.ts';
import { groupType, userType } from './protocol/attributes.ts';

/** The members of a role's record that resources are made of. */
export const groupFields = ['number', 'name', 'externalId', 'createdAt', 'modifiedAt'];

/** What a provisioner may change of a role, but for who has it. */
export function writableGroup(record: WireRecord): JsonObject {
  const externalId = filledText(record['externalId']);
  return { ...(externalId === null ? {} : { externalId }), displayName: String(record['name']) };
}

/** `members` by their records; null: they are not asked for. */
export function groupResource(
  record: WireRecord,
  base: string,
  members: readonly WireRecord[] | null,
): JsonObject {
  return {
    schemas: [groupType.schema],
    id: record.id,
    ...writableGroup(record),
    ...(members && members.length > 0
      ? {
          members: members.map(({ id, name }) => ({
            value: id,
            $ref: `${base}${userType.endpoint}/${id}`,
            display: String(name),
            type: userType.name,
          })),
        }
      : {}),
    meta: metaOf(groupType, record, base),
  };
}
