import { isNumber } from './cell-text.ts';
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

/** Rows of cells as spreadsheets put them on the clipboard: tabs, lines, and quotes where a cell has either. */
export function readTable(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let from = 0;
  const source = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  if (!source.includes('"')) return source.split('\n').map((line) => line.split('\t'));
  while (from <= source.length) {
    const [cell, end] = readCell(source, from);
    row.push(cell);
    if (source[end] !== '\t') {
      rows.push(row);
      row = [];
    }
    from = end + 1;
  }
  return rows;
}

/** The text of the cell that begins there, and where it ends: at a tab, a line break, or the end. */
function readCell(source: string, from: number): readonly [string, number] {
  if (source[from] === '"') {
    const quoted = /"((?:[^"]|"")*)"(?=[\t\n]|$)/y;
    quoted.lastIndex = from;
    const found = quoted.exec(source);
    // A quote that nothing closes is a character like any other.
    if (found) return [(found[1] ?? '').replaceAll('""', '"'), quoted.lastIndex];
  }
  const plain = /[^\t\n]*/y;
  plain.lastIndex = from;
  const [cell = ''] = plain.exec(source) ?? [];
  return [cell, from + cell.length];
}

export function writeTable(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => (/[\t\n\r]|^"/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => row.map(cell).join('\t')).join('\r\n');
}

/** The same for what pastes tables. Text is called text, so that a spreadsheet keeps `007` and long numbers. */
export function writeHtmlTable(
  rows: readonly (readonly string[])[],
  isNumber: (col: number) => boolean,
): string {
  const safe = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br>');
  const cell = (text: string, col: number) =>
    isNumber(col) ? `<td>${safe(text)}</td>` : `<td style="mso-number-format:'\\@'">${safe(text)}</td>`;
  return `<meta charset="utf-8"><table>${rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('')}</table>`;
}
