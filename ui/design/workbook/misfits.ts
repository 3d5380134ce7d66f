import type { ProposedColumn, ProposedSheet } from '../../../metadata/design/workbook/proposal.ts';
import { loneField } from '../../../metadata/kinds/common/lone-field.ts';
import { kinds } from '../../../metadata/kinds/index.ts';
import { readText } from './first-records.ts';

/** Texts of a column that its kind does not read, among those that the proposal names; references are looked up later. */
export function misfitsOf({
  use,
  kind,
  props,
  values,
  computed,
  carried,
}: ProposedColumn): readonly string[] {
  const found = kinds.get(kind);
  if (!found || use !== 'field' || computed || carried || found.points || 'options' in found.properties)
    return [];
  const field = loneField(found, props);
  return values.filter((text) => text.trim() !== '' && 'why' in readText(text.trim(), field));
}

/** Cells that the kinds of their columns do not read. */
export interface Misfits {
  readonly cells: number;
  /** There may be more: somebody chose the kind of a column not all of whose texts are named. */
  readonly mayBeMore: boolean;
}

/** Counts those of all sheets that are used. */
export function misfitsIn(sheets: readonly ProposedSheet[]): Misfits {
  const columns = sheets.flatMap((sheet) => (sheet.use === 'none' ? [] : sheet.columns)).map(inColumn);
  return {
    cells: columns.reduce((sum, { cells }) => sum + cells, 0),
    mayBeMore: columns.some(({ mayBeMore }) => mayBeMore),
  };
}

function inColumn(column: ProposedColumn): Misfits {
  const { use, values, cells, distinct, misfits } = column;
  if (use !== 'field') return { cells: 0, mayBeMore: false };
  if (misfits !== null) return { cells: misfits, mayBeMore: false };
  const unread = new Set(misfitsOf(column));
  const counts = cells.filter((_, at) => unread.has(values[at] ?? ''));
  return {
    cells: counts.reduce((sum, count) => sum + count, 0),
    mayBeMore: unread.size > 0 && distinct > values.length,
  };
}
