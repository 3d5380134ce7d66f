import type { Column } from '../../metadata/kinds/kind.ts';
import type { Space } from './schema.ts';

/**
 * What a row takes in InnoDB (tried on MariaDB 10.11): the server counts every text at its longest,
 * long ones as a pointer, against 65,535 bytes, when a table is made; the engine counts what cannot
 * leave the page, 41 bytes of any text, against 8,126, and says so when a row is inserted.
 */
export function mysqlSpace(columns: readonly Column[]): Space {
  const nulls = Math.ceil(columns.length / 8);
  const row = columns.map(inRow);
  const page = columns.map((column) => (canLeaveThePage(column) ? 41 : inRow(column)));
  return {
    columns: { used: columns.length, limit: 1_000 },
    row: { used: sum(row) + nulls, limit: 65_535 },
    page: { used: sum(page) + nulls + pageHeader, limit: 8_126 },
    saved: row.map((bytes, at) => (columns[at]?.type === 'text' ? Math.max(0, bytes - longText) : 0)),
  };
}

/** Record header, transaction id, roll pointer, and the page's own record. */
const pageHeader = 24;
const longText = 12;

function canLeaveThePage({ type }: Column): boolean {
  return type === 'text' || type === 'id' || type === 'json';
}

function inRow(column: Column): number {
  switch (column.type) {
    case 'text':
      return column.length > 255 ? longText : Math.max(64, column.length) * 4 + 2;
    case 'json':
      return longText;
    case 'integer':
      return 8;
    case 'decimal':
      return digits(column.precision - column.scale) + digits(column.scale);
    case 'boolean':
      return 1;
    case 'date':
      return 3;
    case 'time':
      return 33;
    case 'datetime':
      return 7;
    case 'id':
      return 258;
  }
}

/** Nine digits take four bytes. */
function digits(count: number): number {
  return Math.floor(count / 9) * 4 + Math.ceil((count % 9) / 2);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
