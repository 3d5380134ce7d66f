import type { FoundIndex, IndexShape } from '../database/schema.ts';
import type { RecordLayout } from '../store/record/layout.ts';
import { learnedPrefix } from '../tables/physical-name.ts';
import { type IndexKey, serves, shapeOf } from './index-key.ts';

/** What is remembered of an index that somebody needed, whether it is there or not. */
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
  readonly lay: readonly { readonly key: IndexKey; readonly shape: IndexShape }[];
  readonly drop: readonly {
    readonly name: string;
    readonly key: IndexKey | null;
    readonly why: DropReason;
  }[];
  /** What need not be remembered any longer. */
  readonly forget: readonly IndexKey[];
  /** Would be laid if there were room. */
  readonly waiting: readonly IndexKey[];
}

/** `stray`: nothing is remembered of it, or its columns are no longer the form's. */
export type DropReason = 'unused' | 'declared' | 'stray' | 'budget';

/** All of a table's indexes together: databases allow 64, and the model may want more of them. */
const mostTogether = 56;

/** What becomes of the learned indexes of one form. Those the model declares are never touched, and come first. */
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
  const wanting = known
    // One that was there and is not is missed already.
    .filter(({ row }) => row.cost >= worth * row.key.split(',').length || row.laidAt !== null)
    .filter(({ row, shape }) => shape && now - row.lastAt <= unused)
    .filter(({ shape }) => shape && !found.some((index) => index.name === shape.name || serves(index, shape)))
    .sort((a, b) => b.row.cost - a.row.cost);
  kept.sort((a, b) => b.row.lastAt - a.row.lastAt);
  while (kept.length > budget) give('budget');
  const room = () => Math.min(budget - kept.length, mostTogether - declared.length - kept.length);
  while (wanting.length > room() && now - (kept.at(-1)?.row.lastAt ?? now) > unusedInTheWay) give('unused');
  const lay = wanting.slice(0, Math.max(0, room()));
  return {
    lay: lay.flatMap(({ row, shape }) => (shape ? [{ key: row.key, shape }] : [])),
    drop,
    forget: known.filter(({ row, shape }) => !shape || now - row.lastAt > unused).map(({ row }) => row.key),
    waiting: wanting.slice(lay.length).map(({ row }) => row.key),
  };

  function give(why: DropReason): void {
    const last = kept.pop();
    if (last) drop.push({ name: last.name, key: last.row.key, why });
  }
}
