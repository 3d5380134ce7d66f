import type { FoundIndex, IndexShape } from '../../database/schema.ts';
import type { RecordLayout } from '../store/record/layout.ts';
import { learnedPrefix } from '../tables/table-spec.ts';
import { carrying, type IndexKey, readKey, serves, shapeOf } from './index-key.ts';

/** The record of an index that lists needed, whether the index is there or not. */
export interface Learned {
  readonly form: string;
  readonly key: IndexKey;
  /** Milliseconds people waited for want of it. */
  readonly cost: number;
  /** How often it was used or missed. */
  readonly times: number;
  /** Epoch milliseconds. */
  readonly lastAt: number;
  /** Null: it is not there. */
  readonly laidAt: number | null;
}

export interface LearningLimits {
  /** Learned indexes of one form at most. */
  readonly budget: number;
  /** Milliseconds people have waited for want of an index before it is laid; on several columns, so many times. */
  readonly worth: number;
  /** Milliseconds after which one that nobody uses goes; and where others wait for its place. */
  readonly unused: number;
  readonly unusedInTheWay: number;
}

export interface IndexDecisions {
  readonly lay: readonly Wanting[];
  readonly drop: readonly {
    readonly name: string;
    readonly key: IndexKey | null;
    readonly why: DropReason;
  }[];
  /** Keys whose records can be deleted. */
  readonly forget: readonly IndexKey[];
  /** Would be laid if there were room. */
  readonly waiting: readonly IndexKey[];
}

export interface Wanting {
  /** The record of the index to keep from now on. */
  readonly row: Learned;
  readonly shape: IndexShape;
  /** The keys that it was wanted by. */
  readonly of: readonly IndexKey[];
}

/**
 * `stray`: nothing is remembered of it, or its columns are no longer the form's. `wider`: another one has all it has.
 */
export type DropReason = 'unused' | 'declared' | 'stray' | 'wider' | 'budget';

/** All of a table's indexes together: databases allow 64, and the model may want more of them. */
const mostTogether = 56;

/** An index carries no more columns than these, since every write of a carried column writes the index, too. */
const mostCarried = 8;

/**
 * Decides which learned indexes of one form are laid and dropped. Those the model declares are never touched, and come
 * first.
 */
export function decideIndexes(
  layout: RecordLayout,
  found: readonly FoundIndex[],
  rows: readonly Learned[],
  { budget, worth, unused, unusedInTheWay }: LearningLimits,
  now: number,
): IndexDecisions {
  const declared = found.filter(({ name }) => !name.startsWith(learnedPrefix));
  const known = rows.map((row) => ({ row, shape: shapeOf(layout, row.key) }));
  const byName = new Map(known.flatMap((one) => (one.shape ? [[one.shape.name, one] as const] : [])));
  const kept: { readonly name: string; readonly row: Learned }[] = [];
  const drop: { name: string; key: IndexKey | null; why: DropReason }[] = [];
  for (const { name } of found.filter((index) => index.name.startsWith(learnedPrefix))) {
    const one = byName.get(name);
    if (!one?.shape) drop.push({ name, key: null, why: 'stray' });
    else if (declared.some((index) => one.shape && serves(index, one.shape)))
      drop.push({ name, key: one.row.key, why: 'declared' });
    else if (now - one.row.lastAt > unused) drop.push({ name, key: one.row.key, why: 'unused' });
    else kept.push({ name, row: one.row });
  }
  for (const { name, row } of [...kept]) {
    const shape = byName.get(name)?.shape;
    const length = found.find((index) => index.name === name)?.columns.length ?? 0;
    const isWider = (index: FoundIndex) =>
      index.columns.length > length && kept.some((one) => one.name === index.name);
    if (!shape || !found.some((index) => isWider(index) && serves(index, shape))) continue;
    kept.splice(
      kept.findIndex((one) => one.name === name),
      1,
    );
    drop.push({ name, key: row.key, why: 'wider' });
  }
  const isElsewhere = (shape: IndexShape) =>
    found.some((index) => index.name !== shape.name && serves(index, shape));
  const isServed = (shape: IndexShape) =>
    isElsewhere(shape) || found.some((index) => index.name === shape.name);
  const worthy = known
    // One that was there and is not is missed already.
    .filter(({ row }) => row.cost >= worth * pieces(row.key) || row.laidAt !== null)
    .filter(({ row, shape }) => shape && now - row.lastAt <= unused && !isServed(shape))
    .sort((a, b) => b.row.cost - a.row.cost);
  const wanting = together(
    layout,
    worthy.map(({ row }) => row),
    kept.map(({ row }) => row.key),
  );
  kept.sort((a, b) => b.row.lastAt - a.row.lastAt);
  while (kept.length > budget) give('budget');
  const room = () => Math.min(budget - kept.length, mostTogether - declared.length - kept.length);
  const takesAnother = ({ shape }: Wanting) =>
    kept.some(({ name }) => {
      const other = byName.get(name)?.shape;
      return other && serves(foundAs(shape), other);
    });
  const more = wanting.filter((one) => !takesAnother(one));
  while (more.length > room() && now - (kept.at(-1)?.row.lastAt ?? now) > unusedInTheWay) give('unused');
  const waiting = new Set(more.slice(Math.max(0, room())));
  return {
    lay: wanting.filter((one) => !waiting.has(one)),
    drop,
    forget: known
      .filter(
        ({ row, shape }) =>
          !shape || now - row.lastAt > unused || (row.laidAt === null && isElsewhere(shape)),
      )
      .map(({ row }) => row.key),
    waiting: [...waiting].flatMap(({ of }) => of),
  };

  function give(why: DropReason): void {
    const last = kept.pop();
    if (last) drop.push({ name: last.name, key: last.row.key, why });
  }
}

/**
 * Those of one order that carry something are one index, with all that there is already; as long as it is short enough.
 */
function together(
  layout: RecordLayout,
  rows: readonly Learned[],
  kept: readonly IndexKey[],
): readonly Wanting[] {
  const found: Wanting[] = [];
  for (const row of rows) {
    const order = row.key.split(';')[0];
    const isAlike = (key: IndexKey) => carries(key) && key.split(';')[0] === order;
    const before = carries(row.key) ? found.findIndex((one) => isAlike(one.row.key)) : -1;
    const other = found[before];
    const there = other ? [other.row.key] : carries(row.key) ? kept.filter(isAlike) : [];
    const joint = carrying(
      row.key,
      there.flatMap((key) => readKey(key).carried),
    );
    const jointShape = readKey(joint).carried.length <= mostCarried ? shapeOf(layout, joint) : null;
    const shape = jointShape ?? shapeOf(layout, row.key);
    if (!shape) continue;
    const one: Wanting = { row: jointShape ? { ...row, key: joint } : row, shape, of: [row.key] };
    if (!other || !jointShape) found.push(one);
    else
      found[before] = {
        ...one,
        row: { ...one.row, cost: row.cost + other.row.cost, times: row.times + other.row.times },
        of: [...other.of, row.key],
      };
  }
  return found;
}

function carries(key: IndexKey): boolean {
  return key.includes(';');
}

/** Counts the columns of an index, the carried ones as one: so much does it cost those who write, more or less. */
function pieces(key: IndexKey): number {
  return readKey(key).order.length + (carries(key) ? 1 : 0);
}

/** As it will be found once it is there. */
function foundAs({ name, columns }: IndexShape): FoundIndex {
  return {
    name,
    columns: columns.map((one) => ({ name: one.name.toLowerCase(), descending: one.descending })),
  };
}
