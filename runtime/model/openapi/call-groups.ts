import { holdsFiles } from '../../../metadata/kinds/common/file-value.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Described } from './described.ts';

/** Calls that only some forms have. */
export type CallGroup = NonNullable<Described['of']> | 'sharing';

export function callGroups(form: Form): ReadonlySet<CallGroup> {
  const { kind, match, sharing } = form;
  const groups = new Set<CallGroup>([kind === 'setting' ? 'settings' : 'records']);
  if (match) groups.add('matches');
  if (sharing) groups.add('sharing');
  if (form.fields.some(holdsFiles)) groups.add('files');
  return groups;
}
