import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { sameData } from '../../../metadata/common/same-data.ts';
import type { LayerFiles } from '../../../metadata/merge/merge-layers.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Served } from '../../call/call.ts';
import { shipmentBody } from '../../storage/store/shipped/shipment-body.ts';
import type { DataItem } from '../packages/order-data.ts';
import { formIn, isSecretMark, membersIn } from './promoted-files.ts';
import type { FoundRecord } from './tell-records.ts';
import { isFileMark } from './travelling-files.ts';

/** Secrets that somebody gave because they did not travel, by the id they are asked for with. */
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

/** With the marks of secrets that somebody gave: they are wanted, though what stands here looks as it did. */
export function withGiven(files: LayerFiles, theirs: LayerFiles, secrets: Secrets): LayerFiles {
  if (secrets.size === 0) return files;
  return new Map([...files].map(([path, content]) => [path, marked(content, theirs.get(path), secrets)]));
}

function marked(content: Json, theirs: Json | undefined, secrets: Secrets): Json {
  if (!isObject(content)) return content;
  const [form, values] = [formIn(content), membersIn(theirs, 'values')];
  const given = Object.entries(values).filter(([place]) => secrets.has(`values/${place}`));
  const records = Object.entries(membersIn(content, 'records')).map(([key, record]) => {
    const brought = membersIn(membersIn(theirs, 'records')[key], 'values');
    const marks = Object.entries(brought).filter(([field]) => secrets.has(secretId(form, key, field)));
    if (!isObject(record) || marks.length === 0) return [key, record];
    return [key, { ...record, values: { ...membersIn(record, 'values'), ...Object.fromEntries(marks) } }];
  });
  return {
    ...content,
    ...(content['records'] !== undefined && { records: Object.fromEntries(records) as Json }),
    ...(content['values'] !== undefined && {
      values: { ...membersIn(content, 'values'), ...Object.fromEntries(given) },
    }),
  };
}

export function createdBody(form: Form, item: DataItem, { served, secrets, late }: Writing): JsonObject {
  const { values, sharing, enabled = true } = item.record;
  const own = Object.entries(values).flatMap(([id, value]): [string, Json][] => {
    if (late.has(id) || isFileMark(value)) return [];
    if (!isSecretMark(value)) return [[id, value]];
    const given = secrets.get(secretId(form.id, item.key, id));
    return given === undefined ? [] : [[id, given]];
  });
  return {
    ...shipmentBody(form, Object.fromEntries(own), served),
    ...(form.sharing && sharing ? { sharing } : {}),
    ...(enabled ? {} : { enabled }),
  };
}

/**
 * Answers the body that changes a record to the one that was brought, and no more; rows take the place of those before.
 */
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
    if (late.has(id) || value === undefined || isFileMark(value)) continue;
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
    id,
    $delete: true,
  }));
}
