import type { Json } from '../../../metadata/json.ts';
import type { SharingStrategy } from '../../../metadata/source.ts';

/** A record as it is kept: by field ids, values canonical, null where empty. History keeps exactly this. */
export interface Stored extends System {
  [field: string]: Json;
}

interface System {
  id: string;
  org: string;
  sharing: SharingStrategy;
  enabled: boolean;
  createdAt: string;
  createdBy: string;
  modifiedAt: string;
  modifiedBy: string;
  revision: number;
}

/** A row of entries: its id and its fields, sub-entries as arrays of the same. */
export interface StoredRow {
  id: string;
  [field: string]: Json;
}

export function rowsOf(value: Json | undefined): readonly StoredRow[] {
  return Array.isArray(value) ? (value as readonly StoredRow[]) : [];
}
