import type { FormModel } from '../../model/form-model.ts';

type Listed = Pick<FormModel, 'package' | 'byId' | 'title'>;

/**
 * Columns with more, where they are seen without scrolling: behind those that say which record it is, and on a form
 * of others behind what was added to it before.
 */
export function withColumns(
  form: Listed,
  columns: readonly string[],
  ids: readonly string[],
): readonly string[] {
  const says = new Set(['number', 'name', form.title?.id]);
  const isAdded = (column: string) => form.package !== 'local' && form.byId.get(column)?.package === 'local';
  const last = columns.findIndex((column) => !says.has(column) && !isAdded(column));
  const at = last < 0 ? columns.length : Math.max(1, last);
  return columns.toSpliced(at, 0, ...ids);
}
