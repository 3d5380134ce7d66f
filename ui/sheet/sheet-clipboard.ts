import { isNumber } from './cell-text.ts';
import { readTable, writeHtmlTable, writeTable } from './clipboard-table.ts';
import type { SheetModel } from './sheet-model.ts';

/** Puts what is marked on the clipboard, as text and as a table. @returns how many cells */
export function putOnClipboard({ clipboardData }: ClipboardEvent, model: SheetModel): number {
  const table = model.copied();
  const { left } = model.range;
  const number = (over: number) => {
    const field = model.columns[left + over];
    return field !== undefined && isNumber(field);
  };
  clipboardData?.setData('text/plain', writeTable(table));
  clipboardData?.setData('text/html', writeHtmlTable(table, number));
  return table.reduce((sum, row) => sum + row.length, 0);
}

/** Rows of cells that were copied somewhere; null: nothing of text was. */
export function tableOn({ clipboardData }: ClipboardEvent): readonly (readonly string[])[] | null {
  const text = clipboardData?.getData('text/plain') ?? '';
  return text === '' ? null : readTable(text);
}
