import { randomBytes } from 'node:crypto';
import type { SearchRow } from '../../../migrations/rows/search-tables.ts';
import type { Connection } from '../../database/database.ts';

/** An index as it stands in `gj_search`. */
export interface SearchIndex extends Omit<SearchRow, 'texts' | 'common'> {
  /** Columns whose texts are in it. */
  readonly texts: ReadonlySet<string>;
}

const columns = 'name, form, phase, texts, place, revision, sampled, at';

export async function readIndexes(reader: Connection): Promise<readonly SearchIndex[]> {
  const rows = await reader.all<SearchRow>(`SELECT ${columns} FROM gj_search ORDER BY at, name`);
  return rows.map(({ texts, ...row }) => ({
    ...row,
    texts: new Set(JSON.parse(texts) as string[]),
    revision: Number(row.revision),
    sampled: Number(row.sampled),
    at: Number(row.at),
  }));
}

/** The share of documents, in per cent, of each gram that many have. */
export type Common = ReadonlyMap<string, number>;

export async function readCommon(reader: Connection, name: string): Promise<Common> {
  const row = await reader.first<{ common: string }>('SELECT common FROM gj_search WHERE name = ?', [name]);
  return new Map(row ? (JSON.parse(row.common) as [string, number][]) : []);
}

/** The beginning of the names of indexes whose grams are cut as they are today: another manner of cutting, another name. */
const today = 'gj_find2_';

export function newIndexName(): string {
  return today + randomBytes(5).toString('hex');
}

/** Whether it is of a version that cut grams otherwise: nobody asks it. */
export function isFormer({ name }: Pick<SearchIndex, 'name'>): boolean {
  return !name.startsWith(today);
}

/** Whether it has all that is in these columns, as it is asked for today. */
export function covers(index: SearchIndex, physical: readonly string[]): boolean {
  return !isFormer(index) && physical.every((one) => index.texts.has(one));
}
