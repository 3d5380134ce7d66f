import { append } from '../../../metadata/common/append.ts';
import { parseDecimal } from '../../../metadata/common/decimal.ts';
import type { Problem } from '../../../metadata/common/issue.ts';
import {
  isObject,
  type Json,
  type JsonObject,
  type JsonSchema,
  pointerTo,
} from '../../../metadata/common/json.ts';
import type { Field, Form } from '../../../metadata/model.ts';
import { decimalMember, formMember, recordMember } from '../../../rules/decisions/schema.ts';
import type { Call } from '../../call/call.ts';
import { type NamedRef, readFacts } from '../match/read-facts.ts';
import type { AskedDocument } from './left-out.ts';

/** A record that was named by its number or its id, where one of a form is asked for. */
export interface NamedRecord {
  readonly form: string;
  readonly name: string;
  readonly path: string;
}

export interface ReadInput {
  readonly value: Json;
  readonly refs: readonly NamedRef[];
  readonly records: readonly NamedRecord[];
  /** What of the value is a document, as it stands there. */
  readonly documents: readonly AskedDocument[];
  readonly problems: readonly Problem[];
}

interface Work {
  readonly call: Call;
  readonly refs: NamedRef[];
  readonly records: NamedRecord[];
  readonly documents: AskedDocument[];
  readonly problems: Problem[];
}

/**
 * Reads an input as decisions take it: documents by the fields of their form (today's names become ids), numbers as
 * canonical texts. The schema has judged the rest.
 */
export function readInput(value: Json, schema: JsonSchema, call: Call): ReadInput {
  const work: Work = { call, refs: [], records: [], documents: [], problems: [] };
  return { ...work, value: read(value, schema, '', work) };
}

function read(value: Json, schema: JsonSchema, path: string, work: Work): Json {
  if (value === null) return null;
  const form = schema[formMember];
  const record = schema[recordMember];
  if (typeof record === 'string' && typeof value === 'string')
    work.records.push({ form: record, name: value, path });
  if (typeof form === 'string' && isObject(value)) return readDocument(value, form, schema, path, work);
  if (schema[decimalMember] === true && (typeof value === 'string' || typeof value === 'number'))
    return value === '' ? null : (parseDecimal(value) ?? value);
  const { items, properties, additionalProperties: additional } = schema;
  if (Array.isArray(value) && isObject(items))
    return value.map((one: Json, at) => read(one, items, path + pointerTo(at), work));
  if (isObject(value) && isObject(additional) && !isObject(properties))
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, read(one, additional, path + pointerTo(name), work)]),
    );
  if (isObject(value) && isObject(properties))
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => {
        const own = properties[name];
        return [name, isObject(own) ? read(one, own, path + pointerTo(name), work) : one];
      }),
    );
  return value;
}

/** Fields of the form, and what the decision takes beside them. */
function readDocument(
  value: JsonObject,
  name: string,
  schema: JsonSchema,
  path: string,
  work: Work,
): JsonObject {
  const [id = '', entries] = name.split('/');
  const form = work.call.served.model.formsById.get(id);
  if (!form) return value;
  const more = isObject(schema['properties']) ? schema['properties'] : {};
  const inRows = isObject(schema['x-rows']) ? schema['x-rows'] : {};
  if (entries !== undefined) {
    const field = form.byId.get(entries);
    const around = { [field?.name ?? entries]: [value] };
    const [row] = readPart(
      around,
      { form, more: {}, inRows: more, path, ...(field ? { only: field } : {}) },
      work,
    );
    return row ?? {};
  }
  const [document] = readPart(value, { form, more, inRows, path }, work);
  return document ?? {};
}

interface Part {
  readonly form: Form;
  /** The members beside the fields, and beside those of rows: schemas by member. */
  readonly more: JsonObject;
  readonly inRows: JsonObject;
  readonly path: string;
  /** Of the document that was made around one row, the row. */
  readonly only?: Field;
}

function readPart(
  value: JsonObject,
  { form, more, inRows, path, only }: Part,
  work: Work,
): readonly JsonObject[] {
  const beside = Object.fromEntries(Object.entries(more).filter(([name]) => value[name] !== undefined));
  const own = Object.fromEntries(Object.entries(value).filter(([name]) => !Object.hasOwn(beside, name)));
  const rowsSayMore = Object.keys(inRows).length > 0;
  const plain = rowsSayMore
    ? Object.fromEntries(Object.entries(own).map(([name, one]) => [name, withoutMembers(one, inRows)]))
    : own;
  const { record, refs, problems } = readFacts(plain, form, work.call, 'names');
  const inside = only ? pointerTo(only.name, 0) : '';
  for (const problem of problems)
    work.problems.push({ ...problem, path: path + problem.path.slice(inside.length) });
  append(work.refs, refs);
  const read_: Record<string, Json> = { ...record };
  for (const [name, schema] of Object.entries(beside))
    if (isObject(schema)) read_[name] = read(value[name] ?? null, schema, path + pointerTo(name), work);
  for (const field of form.entries) {
    const rows = own[field.name];
    const known = read_[field.id];
    if (!Array.isArray(rows) || !Array.isArray(known)) continue;
    const at = (place: number) => path + (only ? '' : pointerTo(field.name, place));
    read_[field.id] = known.map((row: Json, place) => {
      if (!isObject(row)) return row;
      const line = numbered(row);
      return rowsSayMore ? { ...line, ...membersOf(rows[place], inRows, at(place), work) } : line;
    });
  }
  if (!only) work.documents.push({ form, value: read_ });
  const rows = only ? read_[only.id] : undefined;
  return only ? (Array.isArray(rows) ? rows.filter(isObject) : []) : [read_];
}

/** Decisions call the number of a line what packages call it, whatever its id. */
function numbered(row: JsonObject): JsonObject {
  const { lineNo } = row;
  return lineNo === undefined ? row : { ...row, seq: lineNo };
}

/** Rows without what is said beside their fields. */
function withoutMembers(value: Json, inRows: JsonObject): Json {
  if (!Array.isArray(value)) return value;
  return value.map((row: Json) =>
    isObject(row)
      ? Object.fromEntries(Object.entries(row).filter(([name]) => !Object.hasOwn(inRows, name)))
      : row,
  );
}

function membersOf(row: Json | undefined, inRows: JsonObject, path: string, work: Work): JsonObject {
  if (!isObject(row)) return {};
  return Object.fromEntries(
    Object.entries(inRows).flatMap(([name, schema]) =>
      isObject(schema) && row[name] !== undefined
        ? [[name, read(row[name] ?? null, schema, path + pointerTo(name), work)]]
        : [],
    ),
  );
}
