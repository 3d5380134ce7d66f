import { isSystemMember, systemMembers } from '../../../metadata/system-members.ts';
import type { FormModel } from '../../model/form-model.ts';
import { listed, say } from '../../session/i18n.ts';

/**
 * The columns of an index as people call them, in their order: `queuedAt, batch ↓ (number)` by the names of the form, the
 * columns that it carries besides in brackets.
 */
export function indexWords(columns: string, form: FormModel | undefined): string {
  const [, ordered = columns, carried = ''] = /^(.*?)(?: \((.*)\))?$/.exec(columns) ?? [];
  const named = (some: string) => listed(some.split(', ').map((one) => columnWords(one, form)));
  return carried === '' ? named(ordered) : `${named(ordered)} (${named(carried)})`;
}

function columnWords(column: string, form: FormModel | undefined): string {
  const [name = '', turned] = column.split(' ');
  const field = form?.byName.get(name) ?? form?.byId.get(name);
  const member = isSystemMember(name) ? systemMembers[name].label : undefined;
  const words = say(field?.label ?? member) || name;
  return turned === undefined ? words : `${words} ${turned}`;
}
