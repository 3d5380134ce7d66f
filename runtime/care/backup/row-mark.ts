import { hash } from 'node:crypto';
import type { Json } from '../../../metadata/common/json.ts';
import type { Cell } from '../../database/database.ts';
import type { ArchivedColumn } from './archive.ts';

/** A row as it goes into an archive, with what tells it from others. */
export interface MarkedRow {
  /** Its line, without the end. */
  readonly line: string;
  /** Equal for rows that say the same, whatever columns are empty beside it. */
  readonly mark: string;
  readonly key: RowKey;
}

export type RowKey = readonly (string | number)[];

/** The length of a mark: 72 bits, compared among the few hundred rows of a page alone. */
export const markLength = 12;

/** Makes rows of a table to lines. A new column that is empty everywhere changes no mark. */
export function markRows(columns: readonly ArchivedColumn[], key: readonly string[]) {
  const names = columns.map(({ name }) => `${JSON.stringify(name)}:`);
  return (values: readonly Json[], cells: Readonly<Record<string, Cell>>): MarkedRow => {
    const texts = values.map((value) => JSON.stringify(value));
    let said = '';
    for (const [at, text] of texts.entries()) if (text !== 'null') said += `${names[at]}${text},`;
    const mark = hash('sha256', said, 'base64').slice(0, markLength);
    return { line: `[${texts.join(',')}]`, mark, key: key.map((name) => keyCell(cells[name] ?? null)) };
  };
}

function keyCell(cell: Cell): string | number {
  if (typeof cell === 'bigint') return Number(cell);
  return typeof cell === 'number' ? cell : String(cell ?? '');
}

/**
 * Compares keys as databases order them. Where one orders otherwise — texts beyond the basic plane —, an increment is
 * larger and no less right.
 */
export function compareKeys(one: RowKey, other: RowKey): number {
  for (const [at, a] of one.entries()) {
    const b = other[at] ?? '';
    if (a !== b) return a < b ? -1 : 1;
  }
  return 0;
}
