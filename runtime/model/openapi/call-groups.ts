import type { FieldSet, Form } from '../../../metadata/model.ts';
import type { Described } from './described.ts';

/** Calls that only some forms have. */
export type CallGroup = NonNullable<Described['of']> | 'sharing';

export function callGroups(form: Form): ReadonlySet<CallGroup> {
  const { kind, match, sharing } = form;
  const groups = new Set<CallGroup>([kind === 'setting' ? 'settings' : 'records']);
  if (match) groups.add('matches');
  if (sharing) groups.add('sharing');
  if (hasFiles(form)) groups.add('files');
  return groups;
}

function hasFiles({ fields }: FieldSet): boolean {
  return fields.some(({ rows, inner, kind }) => (rows ? hasFiles(rows) : (inner?.kind ?? kind).holdsFiles));
}
