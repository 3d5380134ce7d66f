import type { BookPreview } from '../../../../metadata/contract/files/calls.ts';
import { cellText } from './cell-text.ts';
import { readWorkbook, trim, width } from './read-book.ts';
import type { SheetLimits } from './sheet.ts';

/** What is shown of a workbook, as the contract says it. */
const shown = { sheets: 10, rows: 200, columns: 50, characters: 1_000 } as const;

/** The first rows of its first sheets, as text: a file of any length is told in an answer of bounded size. */
export async function previewBook(bytes: Uint8Array, { unpacked }: SheetLimits): Promise<BookPreview> {
  // One more of each is read, so that it shows whether there is more.
  const sheets = await readWorkbook(bytes, { unpacked, rows: shown.rows + 1, sheets: shown.sheets + 1 });
  return {
    sheets: sheets.slice(0, shown.sheets).map(({ name, rows }) => {
      const filled = trim(rows);
      return {
        name,
        rows: filled
          .slice(0, shown.rows)
          .map((row) => row.slice(0, shown.columns).map((cell) => shortened(cellText(cell)))),
        cut: filled.length > shown.rows || width(filled) > shown.columns,
      };
    }),
    cut: sheets.length > shown.sheets,
  };
}

function shortened(text: string): string {
  return text.length > shown.characters ? `${text.slice(0, shown.characters)}…` : text;
}
