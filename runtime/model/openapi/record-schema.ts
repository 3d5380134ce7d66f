import { isObject, type Json, type JsonObject, type JsonSchema } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import { sameData } from '../../../metadata/common/same-data.ts';
import type { Column, Field, TargetForm } from '../../../metadata/field.ts';
import { mostPicked, mostRows } from '../../../metadata/kinds/common/most.ts';
import { severalOf } from '../../../metadata/kinds/common/pointed.ts';
import type { FieldSet, Form } from '../../../metadata/model.ts';
import {
  membersWith,
  type SystemMember,
  type SystemMemberFacts,
  systemMembers,
} from '../../../metadata/system-members.ts';
import { isVirtual } from '../../../metadata/virtual.ts';
import type { Rights } from '../../call/rights.ts';
import { beyondSchema, fieldBeyond, formBeyond } from './beyond-schema.ts';

/** A record as it is answered, as it is sent whole (POST, PUT), or as a change to one (PATCH). */
export type Side = 'read' | 'write' | 'change';

interface Look {
  readonly form: Form;
  readonly rights: Rights;
  readonly side: Side;
  /** Of titles. */
  readonly language: Language;
  /** The map into which rows are put that others point at; without it they stand where they are used. */
  readonly named?: Record<string, JsonObject>;
}

/** Name of the schema of a form's records, or of its rows by their path. */
function schemaName(name: string, side: Side): string {
  return side === 'read' ? name : `${name}.${side}`;
}

/** What the schemas of a form are called besides; rows of such a name are told apart from them. */
export const sideWords: ReadonlySet<string> = new Set(['values', 'sent', 'write', 'change', 'listed']);

function rowsName(form: string, path: string): string {
  return sideWords.has(path) ? `${form}.${path}.rows` : `${form}.${path}`;
}

function pointer(name: string): JsonObject {
  return { $ref: `#/components/schemas/${name}` };
}

/** JSON Schema of a form's records, with the fields the caller may read or write; it needs no document around it. */
export function recordSchema(form: Form, rights: Rights, side: 'write' | 'change'): JsonObject {
  return ofRecord({ form, rights, side, language: 'zh' });
}

/**
 * Schemas of a form's records and of each kind of rows, by their names under components. What is said of records whole
 * and listed, sent whole and changed, answered and sent, is said once: half of a large document would be the same again.
 */
export function documentSchemas(
  form: Form,
  rights: Rights,
  language: Language = 'zh',
): Record<string, JsonObject> {
  const named: Record<string, JsonObject> = {};
  for (const side of ['read', 'write', 'change'] as const)
    named[schemaName(form.name, side)] = ofRecord({ form, rights, side, named, language });
  for (const name of Object.keys(named).filter((one) => one.endsWith('.write')))
    shareMembers(named, name.replace(/\.write$/, ''));
  const { required = [], [beyondSchema]: beyond = null, ...listed } = named[form.name] ?? {};
  named[`${form.name}.listed`] = { ...listed, required: ['id', 'revision'] };
  // Generators of clients look for what is required one step below, and no further.
  const under = [pointer(`${form.name}.listed`), ...(listed['allOf'] as readonly JsonObject[])];
  named[form.name] = { allOf: under, required, [beyondSchema]: beyond };
  return named;
}

/**
 * Members that are sent alike, whole or as a change, go to a schema of their own that both stand on; those that are
 * answered so as well, to one on which answers stand, too.
 */
function shareMembers(named: Record<string, JsonObject>, name: string): void {
  const [written, changed] = [schemaName(name, 'write'), schemaName(name, 'change')];
  const [read, whole, change] = [name, written, changed].map((one) => membersOf(named[one]));
  const isSent = (one: string) => whole?.[one] !== undefined && sameData(whole[one], change?.[one] ?? null);
  const isAnswered = (one: string) => isSent(one) && sameData(whole?.[one] ?? null, plain(read?.[one]));
  const both = lift(named, `${name}.values`, picked(read ?? {}, isAnswered));
  const sent = lift(
    named,
    `${name}.sent`,
    picked(whole ?? {}, (one) => isSent(one) && !isAnswered(one)),
  );
  const under = [...both, ...sent];
  if (under.length === 0) return;
  for (const side of [written, changed]) {
    const { type: _type, additionalProperties: _closed, properties: _all, ...more } = named[side] ?? {};
    const own = picked(membersOf(named[side]), (one) => !isSent(one));
    named[side] = { ...more, allOf: under, ...someMembers(own), unevaluatedProperties: false };
  }
  const { type = 'object', allOf = [], properties: _all, ...more } = named[name] ?? {};
  const own = picked(read ?? {}, (one) => !isAnswered(one));
  const stands = [...both, ...(allOf as readonly JsonObject[])];
  const upper = stands.length > 0 ? { allOf: stands } : { type };
  named[name] = { ...upper, ...more, ...someMembers(own) };
}

/** Names a schema of members; answers the pointer at it, or none where there is nothing to say. */
function lift(named: Record<string, JsonObject>, name: string, properties: JsonObject): JsonObject[] {
  if (Object.keys(properties).length === 0) return [];
  named[name] = { type: 'object', properties };
  return [pointer(name)];
}

function someMembers(properties: JsonObject): JsonObject {
  return Object.keys(properties).length > 0 ? { properties } : {};
}

/** A member as it is sent: without what answers tell of it beyond its schema. */
function plain(member: Json | undefined): Json {
  if (!isObject(member)) return null;
  const { [beyondSchema]: _beyond, ...rest } = member;
  return rest;
}

function membersOf(schema: JsonObject | undefined): JsonObject {
  return (schema?.['properties'] ?? {}) as JsonObject;
}

function picked(members: JsonObject, isMeant: (name: string) => boolean): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([name]) => isMeant(name)));
}

function ofRecord(look: Look): JsonObject {
  const { form, side } = look;
  const own = shapeSchema(form, look);
  const { properties = {}, required = [] } = own;
  const shared = form.sharing ? { sharing: { type: 'string', enum: [...form.sharing.allowed] } } : {};
  const unshared = { sharing: { type: 'string', description: 'Without meaning: nobody shares its records' } };
  const valid = form.validity ? validity : {};
  if (side !== 'read') {
    const said = side === 'write' ? { ...shared, enabled: { type: 'boolean' }, ...valid } : valid;
    return { ...own, properties: { ...(properties as JsonObject), ...said } };
  }
  return {
    ...own,
    ...(look.named && { [beyondSchema]: formBeyond(form) }),
    allOf: [pointer('RecordFacts')],
    required: ['id', ...(required as readonly string[]), ...always],
    properties: { ...(properties as JsonObject), ...(form.sharing ? shared : unshared), ...valid },
  };
}

const uuid: JsonSchema = { type: 'string', format: 'uuid' };
const memberSchemas: Readonly<Partial<Record<Column['type'], JsonSchema>>> = {
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
  datetime: { type: 'string', format: 'date-time' },
  integer: { type: 'integer' },
  text: { type: 'string' },
};
const reference: JsonSchema = { $ref: '#/components/schemas/Reference' };

/** Members that the platform keeps: of every record, and of those of some forms. */
const always = membersWith(({ only }, name) => !only && name !== 'id');
const system = answered(always);
const validity = answered(membersWith(({ only }) => only === 'validity'));

/** What the platform says of every record. */
export const recordFacts: JsonObject = {
  type: 'object',
  properties: {
    id: uuid,
    ...system,
    personalised: { type: 'boolean' },
    $warnings: { type: 'array', items: { $ref: '#/components/schemas/FieldProblem' } },
  },
};

function answered(names: readonly SystemMember[]): JsonObject {
  return Object.fromEntries(names.map((name) => [name, answeredMember(systemMembers[name])]));
}

function answeredMember({ target, column, empty }: SystemMemberFacts): JsonSchema {
  if (target) return reference;
  const schema = memberSchemas[column.type] ?? {};
  return empty ? orNull(schema) : schema;
}

function shapeSchema(shape: FieldSet, look: Look): JsonObject {
  const { side } = look;
  const fields = shape.fields.filter((field) => !field.hidden && shown(field, look));
  const required = side === 'change' ? [] : fields.filter((field) => needed(field, side));
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field, look)])),
    ...(required.length > 0 ? { required: required.map(({ name }) => name) } : {}),
    ...(side === 'read' ? {} : { additionalProperties: false }),
  };
}

function shown(field: Field, { form, rights, side }: Look): boolean {
  if (side === 'read') return rights.readable(form, field);
  return rights.writable(form, field) && (!field.kind.derived || field === form.number);
}

function needed(field: Field, side: Side): boolean {
  if (side === 'read') return true;
  return field.required === true && field.default === undefined && !field.kind.derived;
}

function fieldSchema(field: Field, look: Look): JsonObject {
  return {
    title: field.label[look.language],
    description: description(field, look.side),
    ...valueSchema(field, look),
    ...((isVirtual(field) || field.readonly === true) && { readOnly: true }),
    ...(look.named && look.side === 'read' && { [beyondSchema]: fieldBeyond(field) }),
  };
}

function description(field: Field, side: Side): string {
  const { label, help, rows } = field;
  const said = help ? `${label.en}. ${help.en}` : label.en;
  const kept =
    side === 'read' && mayStay(field.inner ?? field) ? `${said.replace(/\.$/, '')}. ${keeping}` : said;
  const own = isVirtual(field) ? `${kept.replace(/\.$/, '')}. ${unkept}` : kept;
  return rows && side === 'change' ? `${own.replace(/\.$/, '')}. ${merging}` : own;
}

function mayStay(field: Field): boolean {
  return field.formerOptions !== undefined || hasUnfit(field);
}

const unkept =
  'Not stored: computed whenever the record is read, hence no filter, order, search or report goes by it; null in former versions';

const keeping = 'Records of earlier times may have a value that cannot be given any more';

const merging =
  'Rows with an id change, those without are added, { id, $delete: true } goes; rows that are not named stay';

function valueSchema(field: Field, look: Look): JsonObject {
  if (field.rows) {
    const limit = look.side === 'read' ? {} : { maxItems: mostRows };
    return { type: 'array', ...limit, items: rowSchema(field, field.rows, look) };
  }
  const points = field.target ?? field.inner?.target;
  const isList = field.kind.comparison(field) === 'list';
  const several = severalOf(field);
  if (look.side === 'read' && several) return orNull(referenceOf(several));
  if (look.side === 'read' && points !== undefined)
    return isList ? { type: 'array', items: reference } : orNull(reference);
  const schema =
    points !== undefined && look.named
      ? sentReference(isList)
      : look.side === 'read'
        ? answeredSchema(field)
        : kindSchema(field);
  return look.side === 'read' || field.required !== true ? orNull(schema) : schema;
}

/** A reference that says its form, too. */
function referenceOf(forms: readonly TargetForm[]): JsonObject {
  const form = {
    type: 'string',
    enum: forms.map(({ id }) => id),
    description: 'Id of the form of the record',
  };
  return { allOf: [reference, { type: 'object', required: ['form'], properties: { form } }] };
}

function sentReference(isList: boolean): JsonSchema {
  const sent = { $ref: '#/components/schemas/SentReference' };
  return isList ? { type: 'array', maxItems: mostPicked, items: sent } : sent;
}

/** What is answered may be nothing that can be given any more: an option that went, or a value of a former kind. */
function answeredSchema(field: Field): JsonSchema {
  const own = field.inner ?? field;
  const { options, formerOptions = [] } = own;
  const known = options ? { ...own, options: [...options, ...formerOptions] } : own;
  const schema = kindSchema(field.inner ? { ...field, inner: known } : known);
  return hasUnfit(own) ? anyText(schema) : schema;
}

function anyText({ type, items, ...schema }: JsonSchema): JsonSchema {
  return isObject(items) ? { ...schema, type: type ?? 'array', items: anyText(items) } : { type: 'string' };
}

/** Whether records may have texts that the kind of the field takes no more. */
function hasUnfit(field: Field): boolean {
  if (!field.formerKinds || field.kind.read('—', field).ok) return false;
  const type = field.kind.column(field)?.type;
  return type === 'text' || (type === 'json' && field.options !== undefined);
}

/** Decimals travel as text; that short ones are also understood as numbers is a courtesy nobody should build on. */
function kindSchema(field: Field): JsonSchema {
  const schema = field.kind.schema(field);
  const { type } = schema;
  return Array.isArray(type) && type.includes('string') && type.includes('number')
    ? { ...schema, type: 'string' }
    : schema;
}

/** Rows are known by their id: with one they change, without they are added, `$delete` takes them away. */
function rowSchema(field: Field, rows: FieldSet, look: Look): JsonObject {
  const { form, side, named } = look;
  const row = shapeSchema(rows, look);
  const { properties = {}, required = [] } = row;
  const more = side === 'change' ? { $delete: { type: 'boolean', const: true } } : {};
  const schema = {
    ...row,
    properties: { id: uuid, ...(properties as JsonObject), ...more },
    ...(side === 'read' ? { required: ['id', ...(required as readonly string[])] } : {}),
  };
  if (!named) return schema;
  const name = schemaName(rowsName(form.name, field.path), side);
  named[name] = schema;
  return pointer(name);
}

/** A schema that says nothing takes null already. */
function orNull(schema: JsonSchema): JsonObject {
  if (Object.keys(schema).length === 0) return schema;
  if (typeof schema['type'] === 'string' && !('enum' in schema) && !('const' in schema))
    return { ...schema, type: [schema['type'], 'null'] };
  return { anyOf: [schema, { type: 'null' }] };
}
