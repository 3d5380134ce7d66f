import { formsOf } from '../../../metadata/kinds/common/pointed.ts';
import type { Field } from '../../../metadata/model.ts';
import type { ColumnContent } from './table-spec.ts';

/**
 * Answers what a field's column keeps; null: it has none. A carried field keeps what the field it is carried from
 * keeps.
 */
export function columnContent(field: Field): ColumnContent | null {
  const column = field.kind.column(field);
  if (!column) return null;
  const own = field.inner ?? field;
  return {
    column,
    ...(isListOfChosen(own) ? { list: true } : {}),
    ...(column.type === 'json' ? { json: own.kind.name } : {}),
    ...(own.kind.secret ? { secret: true } : {}),
    ...(own.kind.words ? { marked: true } : {}),
    ...(own.target === undefined ? {} : { target: own.target }),
    ...(own.targets === undefined ? {} : { targets: own.targets.map(({ id }) => id) }),
    ...(own !== field && formsOf(own).length > 0 ? { carried: true } : {}),
    ...((field.props['compute'] ?? field.props['formula']) !== undefined ? { computed: true } : {}),
  };
}

/** Options or records, of which a single one can become a list; lists of anything else are just JSON. */
function isListOfChosen(field: Field): boolean {
  if (field.options === undefined && field.target === undefined) return false;
  return field.kind.comparison(field) === 'list';
}

/**
 * Reads a column as it was laid as what it is to keep: columns of carried fields once did not say what they carry. A
 * carried value is made again with every save, so what it said before stands in nobody's way.
 */
export function laidFor(laid: ColumnContent, wanted: ColumnContent): ColumnContent {
  if (laid.column.type === 'id' && laid.target === undefined && wanted.target !== undefined)
    return { ...laid, target: wanted.target };
  if (laid.json !== 'carry') return laid;
  const { list, json, target, targets } = wanted;
  return {
    column: laid.column,
    ...(list === undefined ? {} : { list }),
    ...(json === undefined ? {} : { json }),
    ...(target === undefined ? {} : { target }),
    ...(targets === undefined ? {} : { targets }),
  };
}
