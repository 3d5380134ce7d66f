import { append } from '../common/append.ts';
import type { Problem, Result } from '../common/issue.ts';
import { isObject, type Json, type JsonObject } from '../common/json.ts';
import { nearNames } from '../common/near-names.ts';
import type { Field, FieldSet } from '../field.ts';
import { mostRows } from './common/most.ts';
import { emptinessOperators } from './common/operators.ts';
import { plain } from './common/plain.ts';
import { isId } from './common/pointer.ts';
import { accepted, isList, parseJson, problem, readEach, refused } from './common/reading.ts';
import { rowSchema } from './common/row-schema.ts';
import { given, type KindSample } from './common/sample.ts';

/** Fewer are no page; with more nobody turns one. */
const rowsPerPageSchema = {
  type: 'integer',
  minimum: 5,
  maximum: 500,
  description: 'Rows that are shown at a time; others are on pages before and after. Default: all of them.',
} as const;

/** The rows of a page; null: all of them stand on one. */
export function perPageOf({ props: { rowsPerPage } }: Pick<Field, 'props'>): number | null {
  return typeof rowsPerPage === 'number' ? rowsPerPage : null;
}

/**
 * Owned rows, saved with their record. On the wire by names, stored by ids; `$delete` marks a row of a PATCH that goes.
 */
export const entries = plain({
  name: 'entries',
  properties: {
    fields: {
      type: 'array',
      minItems: 1,
      items: { $ref: '#/$defs/field' },
      description: 'Fields of a row. Entries inside entries are allowed one level deep.',
    },
    columns: {
      $ref: '#/$defs/strings',
      description: 'Fields of a row that come first, in this order. Default: as they are written.',
    },
    rowsPerPage: rowsPerPageSchema,
  },
  requires: ['fields'],
  column: () => null,
  schema: (field) => {
    const row = rowSchema(rowsOf(field));
    const members = row['properties'] as JsonObject;
    const id = { type: 'string', format: 'uuid' };
    return {
      type: 'array',
      maxItems: mostRows,
      items: { ...row, properties: { id, $delete: { const: true }, ...members } },
    };
  },
  read: (value, field) => {
    if (!isList(value)) return refused('not-list');
    return readEach(value, (row) => readRow(row, rowsOf(field)));
  },
  write: (value, field) => (isList(value) ? value.map((row) => writeRow(row, rowsOf(field))) : []),
  parse: (text) => parseJson(text),
  format: (value) => JSON.stringify(value),
  comparison: () => 'list',
  operators: () => emptinessOperators,
  sortable: false,
});

function rowsOf(field: Field): FieldSet {
  if (!field.rows) throw new Error(`entries ${field.path} was compiled without rows`);
  return field.rows;
}

function readRow(row: Json, shape: FieldSet): Result<JsonObject> {
  if (!isObject(row)) return refused('not-object');
  const values: Record<string, Json> = {};
  const problems: Problem[] = [];
  for (const [name, value] of Object.entries(row)) {
    const path = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const field = shape.byName.get(name);
    if (name === 'id' || name === '$delete') {
      if (name === 'id' ? typeof value === 'string' && isId(value) : value === true) values[name] = value;
      else problems.push(problem(name === 'id' ? 'not-id' : 'not-boolean', {}, path));
    } else if (!field)
      problems.push(
        problem('unknown-field', { field: name, near: nearNames(name, shape.byName.keys()) }, path),
      );
    else if (value === null) values[field.id] = null;
    else {
      const read = field.kind.read(value, field);
      if (read.ok) values[field.id] = read.value;
      else
        append(
          problems,
          read.problems.map((p) => ({ ...p, path: path + p.path })),
        );
    }
  }
  return problems.length > 0 ? { ok: false, problems } : accepted(values);
}

function writeRow(row: Json, shape: FieldSet): Json {
  if (!isObject(row)) return row;
  const id = row['id'];
  const wire: Record<string, Json> = id === undefined ? {} : { id };
  for (const field of shape.fields) {
    const value = row[field.id];
    if (value !== undefined) wire[field.name] = value === null ? null : field.kind.write(value, field);
  }
  return wire;
}

export const sample: KindSample = {
  props: { fields: [{ name: 'code', kind: 'text', length: 40, label: { zh: 'code', en: 'code' } }] },
  value: [{ code: 'A' }],
  asks: given,
};
