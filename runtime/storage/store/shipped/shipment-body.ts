import { isObject, type Json, type JsonObject } from '../../../../metadata/common/json.ts';
import type { Field, FieldSet } from '../../../../metadata/field.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { OrgTree } from '../../../../rules/sharing/org-tree.ts';
import type { Served } from '../../../call/call.ts';
import { namesFields, rename } from '../record/naming.ts';
import { rowsOf, type Stored } from '../record/stored.ts';

/** The name that packages have for the root organisation, whatever its number became. */
export const rootOrg = 'root';

/** Id of the organisation a package means; it is known to exist. */
export function shipmentOrg(orgs: OrgTree, number: string): string {
  const found = orgs.byNumber(number)?.id ?? (number === rootOrg ? orgs.root : undefined);
  if (found === undefined) throw new Error(`no organisation ${number}`);
  return found;
}

/** Values as packages write them, by ids, in the names that bodies use today. */
export function shipmentBody(shape: FieldSet, values: JsonObject, served: Served): JsonObject {
  const body: Record<string, Json> = {};
  for (const [id, value] of Object.entries(values)) {
    const field = shape.byId.get(id);
    body[field?.name ?? id] = field ? spoken(field, value, served) : value;
  }
  return body;
}

/**
 * The same for a record that is there: fields that are no longer spoken of fall back, rows take the place of those
 * before.
 */
export function shipmentChange(
  form: Form,
  values: JsonObject,
  fields: readonly string[],
  now: Stored,
  served: Served,
): JsonObject {
  const chosen: Record<string, Json> = {};
  for (const id of fields) {
    const field = form.byId.get(id);
    if (!field) continue;
    const value = Object.hasOwn(values, id) ? (values[id] ?? null) : fallback(field);
    const given = spoken(field, value, served);
    chosen[field.name] = field.rows && Array.isArray(given) ? [...given, ...goneRows(now[id])] : given;
  }
  return chosen;
}

/** Last, so that places in the body are those of the file. */
function goneRows(value: Json | undefined): readonly JsonObject[] {
  return rowsOf(value).map(({ id }) => ({ id, $delete: true }));
}

function fallback(field: Field): Json {
  const { default: usual = null, rows } = field;
  if (rows) return [];
  return typeof usual === 'object' && !Array.isArray(usual) ? null : usual;
}

function spoken(field: Field, value: Json, served: Served): Json {
  const { rows } = field;
  if (value === null) return rows ? [] : null;
  if (rows)
    return Array.isArray(value)
      ? value.map((row: Json) => shipmentBody(rows, row as JsonObject, served))
      : value;
  if (namesFields(field)) return rename(field, value, served.model, 'toNames');
  if (field.targets && isObject(value) && (value as JsonObject)['form'] === 'organisation')
    return { ...(organisation(value, served) as JsonObject), form: 'organisation' };
  if (field.target !== 'organisation') return value;
  return Array.isArray(value)
    ? value.map((one: Json) => organisation(one, served))
    : organisation(value, served);
}

function organisation(value: Json, { orgs }: Served): Json {
  const number = typeof value === 'object' && value !== null ? (value as JsonObject)['number'] : value;
  return number === rootOrg && !orgs.byNumber(rootOrg) ? { id: orgs.root } : value;
}
