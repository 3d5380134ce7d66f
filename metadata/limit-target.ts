import type { Form } from './model.ts';
import { isVirtual } from './virtual.ts';

/** Whoever made a record: the one member of every form by which a right may be limited. */
export const madeBy = 'createdBy';

/**
 * Id of the form of which a right may be limited to some records, by a field (its id) that names one of them: `id` is the
 * record itself. Undefined: the field names none, or stands in rows.
 */
export function limitTarget(form: Form, field: string): string | undefined {
  if (field === madeBy) return 'user';
  if (field === 'id') return form.id;
  const known = form.byId.get(field);
  return known && !isVirtual(known) && known.kind.comparison(known) === 'reference'
    ? known.target
    : undefined;
}
