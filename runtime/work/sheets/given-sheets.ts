import { nearNames } from '../../../metadata/common/near-names.ts';
import type { SheetColumns } from '../../../metadata/design/workbook/form-of-proposal.ts';
import { type DataSheet, entriesSheet, type SheetPlan } from './book/column.ts';
import type { Opened } from './book/protocol.ts';
import { SheetFailure } from './book/sheet.ts';
import { type FoundSheet, type FoundSheets, groupingOf, keyOf } from './read-head.ts';

/** Sheets and columns of a file as whoever sends it says, whatever stands above them. */
export function givenSheets(opened: Opened, plan: SheetPlan, given: readonly SheetColumns[]): FoundSheets {
  const found = given.map(({ sheet: index, first, end, entries, columns }): FoundSheet => {
    const own = opened.sheets[index];
    if (!own) throw new SheetFailure('sheet-none-there', { sheet: index + 1, sheets: opened.sheets.length });
    const sheet = entries === undefined ? plan[0] : entriesSheet(plan, entries);
    const read = columns.map((name) => (name === null ? undefined : columnNamed(sheet, name)));
    const missing = keyOf(sheet).filter((column) => !read.includes(column) && sheet.path.length > 0);
    const name = own.name || sheet.label.zh;
    if (missing.length > 0)
      throw new SheetFailure('sheet-key-missing', {
        sheet: name,
        columns: missing.map(({ label }) => ({ ...label })),
      });
    return { sheet, index, name, first, ...(end !== undefined && { end }), columns: read };
  });
  return { found, grouping: groupingOf(found), warnings: [], problems: [] };
}

function columnNamed({ columns }: DataSheet, name: string) {
  const column = columns.find((one) => one.name === name);
  if (column) return column;
  const near = nearNames(
    name,
    columns.map((one) => one.name),
  );
  throw new SheetFailure('sheet-column-none', { column: name, near: [...near] });
}
