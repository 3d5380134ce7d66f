import type { Field } from '../../metadata/model.ts';
import type { Kept } from './table-spec.ts';

/** What a field's column keeps; null: it has none. */
export function keptBy(field: Field): Kept | null {
  const column = field.kind.column(field);
  if (!column) return null;
  return {
    column,
    ...(isListOfChosen(field) ? { list: true } : {}),
    ...(column.type === 'json' ? { json: field.kind.name } : {}),
    ...(field.kind.secret ? { secret: true } : {}),
    ...(field.target === undefined ? {} : { target: field.target }),
  };
}

/** Options or records, of which a single one can become a list; lists of anything else are just JSON. */
function isListOfChosen(field: Field): boolean {
  if (field.options === undefined && field.target === undefined) return false;
  return field.kind.comparison(field) === 'list';
}
