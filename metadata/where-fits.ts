import type { Field } from './field.ts';
import { isSortable, isVirtual } from './virtual.ts';

/** The tests of which fields can stand at each place of a form's list and of its keys. */
export const whereFits = {
  columns: isPlain,
  filters: (field: Field): boolean => isPlain(field) && !isVirtual(field),
  sort: isSortable,
  search: (field: Field): boolean =>
    field.kind.comparison(field) === 'text' && !field.rows && !isVirtual(field),
  unique: (field: Field): boolean => isPlain(field) && !isVirtual(field),
  /** Others are shown it where records are named. */
  title: (field: Field): boolean => !isVirtual(field),
  /** People give it a value. */
  quick: (field: Field): boolean => !field.kind.derived || field.kind.typed?.(field) === true,
  /** Kept in a column of its own, so rows can be found by it. */
  key(field: Field): boolean {
    const column = field.kind.column(field);
    return column !== null && column.type !== 'json' && !field.kind.secret;
  },
} as const satisfies Readonly<Record<string, (field: Field) => boolean>>;

function isPlain({ rows, kind }: Field): boolean {
  return !rows && !kind.secret;
}
