import type { Field } from '../../../../metadata/field.ts';
import { pointedText } from '../../../../metadata/kinds/common/pointed.ts';
import type { Call } from '../../../call/call.ts';
import { hidingReferences } from '../answer/withheld.ts';
import { column, type Layout, type RecordLayout } from '../record/layout.ts';
import { renderSight } from '../sight/sight.ts';

interface Shown {
  readonly call: Call;
  /** By form id. */
  readonly layout: (form: string) => RecordLayout;
}
interface Place {
  readonly layout: Layout;
  readonly alias: string;
}

/**
 * A column as the caller sees it: NULL where its value comes from a record that he may not see. `own` is the row it
 * stands in, `upper` the record of that row. Nothing is bound, as one text may stand several times.
 */
export function shownColumn(
  { call, layout }: Shown,
  field: Field,
  plain: string,
  own: Place,
  upper: Place,
): string {
  const references = hidingReferences(call, field);
  if (references === undefined) return plain;
  if (references === null) return 'NULL';
  const seen = references.map(({ outer, id, manner, ofSeveral }) => {
    const place = outer ? upper : own;
    const target = layout(manner.form);
    const pointer = `${place.alias}.${column(place.layout, id).name}`;
    const sees = renderSight(manner.sight, target, 'g');
    if (ofSeveral) {
      const begins = `'${pointedText({ form: manner.form, id: '' })}'`;
      const isOther = `SUBSTR(${pointer}, 1, ${begins.length - 2}) <> ${begins}`;
      const own = `SUBSTR(${pointer}, ${begins.length - 1})`;
      return `(${pointer} IS NULL OR ${isOther} OR EXISTS (SELECT 1 FROM ${target.table} g WHERE g.${column(target, 'id').name} = ${own}${sees && ` AND ${sees}`}))`;
    }
    return `(${pointer} IS NULL OR EXISTS (SELECT 1 FROM ${target.table} g WHERE g.${column(target, 'id').name} = ${pointer} AND ${sees}))`;
  });
  return `CASE WHEN ${seen.join(' AND ')} THEN ${plain} END`;
}
