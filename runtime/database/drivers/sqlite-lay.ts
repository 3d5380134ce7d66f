import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { IndexShape } from '../schema.ts';
import type { Beside, BesideWork } from './sqlite-beside.ts';
import { quote } from './sqlite-dialect.ts';

/**
 * The beginning of names of tables in which indexes are made, beside the tables they are for; nobody else's business.
 */
export const layingPrefix = 'gj_lay_';

/**
 * How long writers may have to wait for one slice, more or less, in milliseconds: while others write, a pause as long
 * comes after it; while nobody does, the next one, which is longer.
 */
const held = { beside: 15, alone: 30 };
const longestPause = 50;
const [smallest, largest] = [500, 5_000];

export interface LayingParts {
  readonly beside: Beside;
  /** This thread's writes wait meanwhile. */
  readonly inLine: <T>(work: () => Promise<T>) => Promise<T>;
  /** How often somebody wrote so far. */
  readonly writes: () => number;
  /** Runs what must not meet another change of tables. */
  readonly alone: (work: () => Promise<void>) => Promise<void>;
}

/**
 * CREATE INDEX keeps everybody from writing for as long as it takes. So an index of a large table is made of a table
 * beside it that has the same columns and row numbers: filled in slices, kept up to date by triggers meanwhile. Its
 * index then has, entry by entry, what the index of the large table would have, and becomes that one by changing its
 * owner in the schema. Whoever begins anew, or alters a table, throws away what is half made; the slices fail then.
 */
export async function layInSlices(table: string, index: IndexShape, parts: LayingParts): Promise<void> {
  const { beside, inLine, alone } = parts;
  const name = `${layingPrefix}${randomBytes(6).toString('hex')}`;
  const columns = index.columns.map((column) => column.name);
  const laying = { name, table, columns };
  const run = (work: BesideWork) => inLine(() => beside.run(work));
  let [after, last] = [0, 0];
  await alone(async () => {
    await clearInSlices(parts, layingPrefix);
    last = (await run({ task: 'begin', ...laying, ordered: spellOrder(index) })) ?? 0;
  });
  await inSlices(parts, async (rows) => {
    const next = await beside.run({ task: 'fill', ...laying, after, rows });
    after = next ?? last;
    return after < last ? after : null;
  });
  await beside.run({ task: 'compare', ...laying });
  await alone(async () => {
    await run({ task: 'attach', ...laying, index: index.name, sql: spellIndex(table, index) });
  });
  await clearInSlices(parts, name);
}

/** Clears indexes that are half made, or are no longer of use, by the beginning of their names. */
export function clearInSlices(parts: SliceParts, prefix: string): Promise<void> {
  return inSlices(parts, (rows) => parts.beside.run({ task: 'clear', prefix, rows }));
}

type SliceParts = Pick<LayingParts, 'beside' | 'inLine' | 'writes'>;

/** As many rows at once as do not keep others waiting; until there are none left. */
async function inSlices(
  { beside, inLine, writes }: SliceParts,
  slice: (rows: number) => Promise<number | null>,
): Promise<void> {
  for (let rows = smallest; ; ) {
    const before = writes();
    const [next, took] = await inLine(async () => {
      const began = performance.now();
      return [await slice(rows), performance.now() - began] as const;
    });
    if (next === null) return;
    await beside.run({ task: 'settle' });
    const isAlone = writes() === before;
    const most = isAlone ? held.alone : held.beside;
    rows = Math.max(smallest, Math.min(largest, Math.round(rows * Math.min(2, most / took))));
    if (!isAlone) await sleep(Math.min(longestPause, took));
  }
}

/** As SQLite itself writes it down. */
export function spellIndex(table: string, index: IndexShape): string {
  return `CREATE INDEX ${quote(index.name)} ON ${quote(table)} (${spellOrder(index)})`;
}

function spellOrder({ columns }: IndexShape): string {
  return columns.map(({ name, descending }) => `${quote(name)}${descending ? ' DESC' : ''}`).join(', ');
}
