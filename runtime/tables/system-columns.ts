import type { Column } from '../../metadata/kinds/kind.ts';
import type { Form } from '../../metadata/model.ts';

export type SystemColumn = readonly [id: string, column: Column];

const id: Column = { type: 'id' };
const datetime: Column = { type: 'datetime' };
const date: Column = { type: 'date' };

const record: readonly SystemColumn[] = [
  ['id', id],
  ['org', id],
  ['sharing', { type: 'text', length: 20 }],
  ['enabled', { type: 'boolean' }],
  ['createdAt', datetime],
  ['createdBy', id],
  ['modifiedAt', datetime],
  ['modifiedBy', id],
  ['revision', { type: 'integer' }],
];
const validity: readonly SystemColumn[] = [
  ['validFrom', date],
  ['validTo', date],
];
const entries: readonly SystemColumn[] = [
  ['id', id],
  ['record', id],
  ['seq', { type: 'integer' }],
];

/** What the platform keeps of every record beside its fields. */
export function recordColumns(form: Pick<Form, 'validity'>): readonly SystemColumn[] {
  return form.validity ? [...record, ...validity] : record;
}

/** `parent` is the row a sub-entries row stands in. */
export function entryColumns(nested: boolean): readonly SystemColumn[] {
  return nested ? [...entries, ['parent', id]] : entries;
}
