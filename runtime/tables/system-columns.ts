import type { Column } from '../../metadata/kinds/kind.ts';
import type { Form } from '../../metadata/model.ts';
import { type SystemMember, systemMembers } from '../../metadata/system-members.ts';

export type SystemColumn = readonly [id: string, column: Column];

const id: Column = { type: 'id' };

const columns = Object.entries(systemMembers).map(([name, { column }]): SystemColumn => [name, column]);
const always = columns.filter(([name]) => systemMembers[name as SystemMember].only !== 'validity');
const entries: readonly SystemColumn[] = [
  ['id', id],
  ['record', id],
  ['seq', { type: 'integer' }],
];

/** What the platform keeps of every record beside its fields. */
export function recordColumns(form: Pick<Form, 'validity'>): readonly SystemColumn[] {
  return form.validity ? columns : always;
}

/** `parent` is the row a sub-entries row stands in. */
export function entryColumns(nested: boolean): readonly SystemColumn[] {
  return nested ? [...entries, ['parent', id]] : entries;
}
