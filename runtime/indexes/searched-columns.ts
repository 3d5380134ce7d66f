import type { LayoutColumn, RecordLayout } from '../store/record/layout.ts';

/** What a form is searched by, whoever asks. */
export function searchedColumns({ form, byId }: RecordLayout): readonly LayoutColumn[] {
  if (form.kind === 'setting') return [];
  return form.list.search.flatMap((id) => {
    const field = form.byId.get(id);
    const column = byId.get(id);
    return field && column && field.kind.comparison(field) === 'text' ? [column] : [];
  });
}
