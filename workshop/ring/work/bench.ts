import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Read, Write } from '../history/history.ts';
import type { Asking } from './asking.ts';

/** Numbers from 0 to below; always the same ones of a seed. */
export type Random = (below: number) => number;

export function randomOf(seed: number): Random {
  let state = (Math.abs(seed) % 2_147_483_646) + 1;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

/** Where everybody works: the nodes, and the book in which calls are noted. */
export interface Bench {
  readonly askings: readonly Asking[];
  readonly writes: Write[];
  readonly reads: Read[];
  readonly answers: Answer[];
  /** Ids of the records that are written to. */
  readonly keys: string[];
  /** The newest revision that anybody was told. */
  newest: number;
  /** Whether nothing new is begun. */
  isOver: boolean;
}

export function openBench(askings: readonly Asking[]): Bench {
  return { askings, writes: [], reads: [], answers: [], keys: [], newest: 0, isOver: false };
}

export function oneOf<T>(random: Random, all: readonly T[]): T {
  const one = all[random(all.length)];
  if (one === undefined) throw new Error('nothing to choose from');
  return one;
}

/** Notes how far a node has come by its own words. */
export function heardFrom(bench: Bench, headers: Headers): void {
  bench.newest = Math.max(bench.newest, Number(headers.get('guiju-revision') ?? 0));
}

/** Does something again and again, with pauses of up to so many milliseconds, until the bench is closed. */
export async function whileOpen(
  bench: Bench,
  pause: number,
  random: Random,
  work: (round: number) => Promise<void>,
): Promise<void> {
  for (let round = 1; !bench.isOver; round += 1) {
    await work(round);
    await sleep(random(pause));
  }
}
