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

/** So many rows at least have something that does not fit: each different text stands in one of its own. */
export function leastMisfitRows(sheets: readonly ProposedSheet[]): number {
  const ofSheet = ({ columns }: ProposedSheet) =>
    columns.reduce((most, column) => Math.max(most, misfitsOf(column).length), 0);
  return sheets.reduce((sum, sheet) => sum + (sheet.use === 'none' ? 0 : ofSheet(sheet)), 0);
}
