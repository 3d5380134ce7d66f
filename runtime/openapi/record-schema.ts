import type { Field } from '../../metadata/field.ts';
import type { JsonObject, JsonSchema } from '../../metadata/json.ts';
import type { Form, Shape } from '../../metadata/model.ts';
import type { Rights } from '../auth/rights.ts';

/** A record as it is answered, as it is sent whole (POST, PUT), or as a change to one (PATCH). */
export type Side = 'read' | 'write' | 'change';

/** JSON Schema of a form's records, with the fields the caller may read or write. */
export function recordSchema(form: Form, rights: Rights, side: Side): JsonObject {
  const own = shapeSchema(form, form, rights, side);
  const { properties = {}, required = [] } = own;
  const shared = form.sharing ? { sharing: { type: 'string', enum: [...form.sharing.allowed] } } : {};
  const valid = form.validity ? { validFrom: orNull(date), validTo: orNull(date) } : {};
  if (side !== 'read') {
    const said = side === 'write' ? { ...shared, enabled: { type: 'boolean' }, ...valid } : valid;
    return { ...own, properties: { ...(properties as JsonObject), ...said } };
  }
  return {
    ...own,
    required: ['id', ...(required as readonly string[]), ...always],
    properties: {
      id: uuid,
      ...(properties as JsonObject),
      ...shared,
      ...system,
      ...valid,
      personalised: { type: 'boolean' },
      $warnings: { type: 'array', items: { $ref: '#/components/schemas/FieldProblem' } },
    },
  };
}

const uuid: JsonSchema = { type: 'string', format: 'uuid' };
const date: JsonSchema = { type: 'string', format: 'date' };
const moment: JsonSchema = { type: 'string', format: 'date-time' };
const reference: JsonSchema = { $ref: '#/components/schemas/Reference' };
const always = ['org', 'enabled', 'createdAt', 'createdBy', 'modifiedAt', 'modifiedBy', 'revision'];
const system: JsonObject = {
  org: reference,
  enabled: { type: 'boolean' },
  createdAt: moment,
  createdBy: reference,
  modifiedAt: moment,
  modifiedBy: reference,
  revision: { type: 'integer' },
};

function shapeSchema(form: Form, shape: Shape, rights: Rights, side: Side): JsonObject {
  const fields = shape.fields.filter((field) => !field.hidden && shown(form, field, rights, side));
  const required = side === 'change' ? [] : fields.filter((field) => needed(field, side));
  return {
    type: 'object',
    properties: Object.fromEntries(
      fields.map((field) => [field.name, fieldSchema(form, field, rights, side)]),
    ),
    ...(required.length > 0 ? { required: required.map(({ name }) => name) } : {}),
    ...(side === 'read' ? {} : { additionalProperties: false }),
  };
}

function shown(form: Form, field: Field, rights: Rights, side: Side): boolean {
  if (side === 'read') return rights.readable(form, field);
  return rights.writable(form, field) && (!field.kind.derived || field === form.number);
}

function needed(field: Field, side: Side): boolean {
  if (side === 'read') return true;
  return field.required === true && field.default === undefined && !field.kind.derived;
}

function fieldSchema(form: Form, field: Field, rights: Rights, side: Side): JsonObject {
  return {
    title: field.label.zh,
    description: description(field, side),
    ...valueSchema(form, field, rights, side),
  };
}

function description({ label, help, rows }: Field, side: Side): string {
  const own = help ? `${label.en}. ${help.en}` : label.en;
  return rows && side === 'change' ? `${own.replace(/\.$/, '')}. ${merging}` : own;
}

const merging =
  'Rows with an id change, those without are added, { id, $delete: true } goes; rows that are not named stay';

function valueSchema(form: Form, field: Field, rights: Rights, side: Side): JsonObject {
  if (field.rows) return { type: 'array', items: rowSchema(form, field.rows, rights, side) };
  const comparison = field.kind.comparison(field);
  const points = field.target ?? field.inner?.target;
  if (side === 'read' && points !== undefined)
    return comparison === 'list' ? { type: 'array', items: reference } : orNull(reference);
  const schema = field.kind.schema(field);
  return side === 'read' || field.required !== true ? orNull(schema) : schema;
}

/** Rows are known by their id: with one they change, without they are added, `$delete` takes them away. */
function rowSchema(form: Form, rows: Shape, rights: Rights, side: Side): JsonObject {
  const row = shapeSchema(form, rows, rights, side);
  const { properties = {}, required = [] } = row;
  const more = side === 'change' ? { $delete: { type: 'boolean', const: true } } : {};
  return {
    ...row,
    properties: { id: uuid, ...(properties as JsonObject), ...more },
    ...(side === 'read' ? { required: ['id', ...(required as readonly string[])] } : {}),
  };
}

function orNull(schema: JsonSchema): JsonObject {
  if (typeof schema['type'] === 'string' && !('enum' in schema) && !('const' in schema))
    return { ...schema, type: [schema['type'], 'null'] };
  return { anyOf: [schema, { type: 'null' }] };
}
