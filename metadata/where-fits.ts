import { isObject, type Json, type JsonObject } from './common/json.ts';
import type { Field } from './field.ts';
import { isSortable, isVirtual } from './virtual.ts';

/** The tests of which fields can stand at each place of a form's list and of its keys. */
export const whereFits = {
  /** Rows that are about records stand there by those. */
  columns: (field: Field): boolean => isPlain(field) || namedByRows([], field) !== undefined,
  /** Of the fields of a list that nobody chose: values on one line, not long texts, files or lists of them. */
  proposed: (field: Field): boolean =>
    isPlain(field) &&
    (field.kind.sortable || field.kind.points !== undefined || 'options' in field.kind.properties),
  filters: (field: Field): boolean => isPlain(field) && !isVirtual(field),
  sort: isSortable,
  search: (field: Field): boolean => searchedBy(field) !== undefined,
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

/**
 * The manner in which a field is searched: a text by any part of it, a number or a day by the whole of it as people type
 * it, a reference by the number and the name of the record that it points at.
 */
export type SearchedBy = 'text' | 'value' | 'reference';

/** Undefined: it cannot be searched. */
export function searchedBy(field: Field): SearchedBy | undefined {
  if (field.rows || isVirtual(field)) return undefined;
  switch (field.kind.comparison(field)) {
    case 'text':
      return 'text';
    case 'number':
    case 'date':
      return field.kind.column(field) ? 'value' : undefined;
    case 'reference':
    case 'any-reference':
      return field.kind.column(field) ? 'reference' : undefined;
    default:
      return undefined;
  }
}

function isPlain({ rows, kind }: Field): boolean {
  return !rows && !kind.secret;
}

/** The records that rows are about, where their first column says one; undefined: they say something else. */
export function namedByRows(value: Json, { rows }: Field): readonly JsonObject[] | undefined {
  const [first] = rows?.fields ?? [];
  if (!first || !points(first) || !Array.isArray(value)) return undefined;
  return value.flatMap((row: Json) => {
    const pointer = isObject(row) ? row[first.name] : null;
    return isObject(pointer) ? [pointer as JsonObject] : [];
  });
}

function points({ target, targets, inner }: Field): boolean {
  return target !== undefined || targets !== undefined || (inner !== undefined && points(inner));
}
