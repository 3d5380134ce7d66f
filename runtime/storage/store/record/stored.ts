import type { Json } from '../../../../metadata/common/json.ts';
import { everybodys } from '../../../../metadata/common/sharing-strategies.ts';
import type { FieldSet } from '../../../../metadata/field.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { SharingStrategy } from '../../../../metadata/source.ts';
import { isVirtual } from '../../../../metadata/virtual.ts';
import type { Call } from '../../../call/call.ts';
import { derivedId } from './derived-id.ts';

/** A record as it is kept: by field ids, values canonical, null where empty. History keeps exactly this. */
export type Stored = System & {
  [field: string]: Json;
};

type System = {
  id: string;
  org: string;
  sharing: SharingStrategy;
  enabled: boolean;
  createdAt: string;
  createdBy: string;
  modifiedAt: string;
  modifiedBy: string;
  revision: number;
};

/** A row of entries: its id and its fields, sub-entries as arrays of the same. */
export type StoredRow = {
  id: string;
  [field: string]: Json;
};

export function rowsOf(value: Json | undefined): readonly StoredRow[] {
  return Array.isArray(value) ? (value as readonly StoredRow[]) : [];
}

/** The id of an organisation's one document, known before there is one: a UUID of version 8 made of both. */
export function settingId(form: Form, org: string): string {
  return derivedId(`setting ${form.id} ${org}`);
}

/**
 * A record of the organisation of the call (the first organisation, which nobody can call for, owns itself), without
 * any field yet, shared as its form usually is.
 */
export function newRecord(call: Call, form: Form, id: string): Stored {
  const { instant } = call.now;
  return {
    id,
    org: call.org || id,
    sharing: form.sharing?.default ?? everybodys,
    enabled: true,
    ...(form.validity ? { validFrom: null, validTo: null } : {}),
    createdAt: instant,
    createdBy: call.user.id,
    modifiedAt: instant,
    modifiedBy: call.user.id,
    revision: 0,
  };
}

/** Writes into a record who changed it last, and when. */
export function stamp(call: Call, next: Stored): void {
  next.modifiedAt = call.now.instant;
  next.modifiedBy = call.user.id;
}

type MutableRecord = Record<string, Json>;

/** Every field that is kept gets a value: null, or no rows, where nobody and no rule gave one. */
export function fillRow(row: MutableRecord, shape: FieldSet): void {
  for (const field of shape.fields) {
    const { id, rows } = field;
    if (isVirtual(field)) {
      delete row[id];
      continue;
    }
    if (row[id] === undefined || (rows && row[id] === null)) row[id] = rows ? [] : null;
    if (rows) for (const inner of row[id] as StoredRow[]) fillRow(inner, rows);
  }
}

/** A copy that may be changed, rows included. */
export function copyRow<T extends MutableRecord>(row: T, shape: FieldSet): T {
  const copy: MutableRecord = { ...row };
  for (const { id, rows } of shape.entries) {
    const list = copy[id];
    if (rows && Array.isArray(list)) copy[id] = list.map((inner) => copyRow(inner, rows));
  }
  return copy as T;
}
