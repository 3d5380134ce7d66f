import type { JsonObject } from '../../../metadata/common/json.ts';
import type { WireRecord } from '../../storage/store/record/store.ts';
import type { ResourceType } from './protocol/attributes.ts';

export function metaOf({ name, endpoint }: ResourceType, record: WireRecord, base: string): JsonObject {
  return {
    resourceType: name,
    created: record['createdAt'] ?? null,
    lastModified: record['modifiedAt'] ?? null,
    location: `${base}${endpoint}/${record.id}`,
  };
}
