import { columns, type Item } from '../http/hand-record.ts';

/** A table with the columns’ own names as its headings. */
export function csvOf(items: readonly Item[]): string {
  const cell = (value: unknown) => `"${String(value ?? '').replaceAll('"', '""')}"`;
  const lines = items.map((item) => columns.map((name) => cell(item[name])).join(','));
  return `${[columns.join(','), ...lines].join('\r\n')}\r\n`;
}
