import type { Json, JsonObject } from '../../metadata/json.ts';
import type { Form } from '../../metadata/model.ts';
import { sameData } from '../../metadata/same-data.ts';
import type { Served } from '../call/call.ts';
import type { DataItem } from '../packages/order-data.ts';
import { shipmentBody } from '../store/shipped/shipment-body.ts';
import { isSecretMark } from './promoted-files.ts';
import type { FoundRecord } from './tell-records.ts';

/** What somebody gave for secrets that did not travel, by the id they are asked for with. */
export type Secrets = ReadonlyMap<string, string>;

interface Writing {
  readonly served: Served;
  readonly secrets: Secrets;
  /** Fields to be written in a second round. */
  readonly late: ReadonlySet<string>;
}

/** `records/mail-scheme/M1/password`. */
function secretId(form: string, key: string, field: string): string {
  return `records/${form}/${key}/${field}`;
}

export function createdBody(form: Form, item: DataItem, { served, secrets, late }: Writing): JsonObject {
  const { values, sharing } = item.record;
  const own = Object.entries(values).flatMap(([id, value]): [string, Json][] => {
    if (late.has(id)) return [];
    if (!isSecretMark(value)) return [[id, value]];
    const given = secrets.get(secretId(form.id, item.key, id));
    return given === undefined ? [] : [[id, given]];
  });
  return {
    ...shipmentBody(form, Object.fromEntries(own), served),
    ...(form.sharing && sharing ? { sharing } : {}),
  };
}

/** What is to become another, and no more; rows take the place of those before. */
export function changedBody(
  form: Form,
  item: DataItem,
  own: FoundRecord,
  { served, secrets, late }: Writing,
): JsonObject {
  const body: Record<string, Json> = {};
  const { values } = item.record;
  for (const id of new Set([...Object.keys(own.values), ...Object.keys(values)])) {
    const field = form.byId.get(id);
    const secret = secrets.get(secretId(form.id, item.key, id));
    const value = isSecretMark(values[id]) ? secret : (values[id] ?? null);
    if (late.has(id) || value === undefined) continue;
    if (secret === undefined && sameData(own.values[id] ?? null, value)) continue;
    const said = shipmentBody(form, { [id]: value }, served);
    const name = field?.name ?? id;
    const rows = said[name];
    body[name] = field?.rows && Array.isArray(rows) ? [...rows, ...goneRows(own.wire[name])] : (rows ?? null);
  }
  return body;
}

function goneRows(rows: Json | undefined): readonly Json[] {
  return (Array.isArray(rows) ? (rows as readonly JsonObject[]) : []).map(({ id = null }) => ({
    ...{ id, $delete: true },
  }));
}
