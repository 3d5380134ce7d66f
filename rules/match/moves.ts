import { type Bits, noBits } from './bits.ts';

/** The changes of ranks when rules go and come: those that stay keep their order. */
export interface Moves {
  readonly before: number;
  readonly size: number;
  /** Stretches that stay: from the old rank to the new. In order. */
  readonly runs: readonly Run[];
  /** New ranks of those that come, in order. */
  readonly come: readonly number[];
  /** New rank by old; -1: gone. */
  readonly to: Int32Array;
}

interface Run {
  readonly from: number;
  readonly to: number;
  readonly length: number;
}

/** `gone`: old ranks; `places`: for each that comes, how many old ones go before it. Both in order. */
export function movesOf(before: number, gone: readonly number[], places: readonly number[]): Moves {
  const runs: Run[] = [];
  const come: number[] = [];
  const to = new Int32Array(before).fill(-1);
  let [old, next, at] = [0, 0, 0];
  const stay = (until: number): void => {
    const length = until - old;
    if (length > 0) runs.push({ from: old, to: next, length });
    for (let step = 0; step < length; step += 1) to[old + step] = next + step;
    next += length;
    old = until;
  };
  for (let lost = 0; lost <= gone.length; lost += 1) {
    const leaves = gone[lost] ?? before;
    for (let place = places[at]; place !== undefined && place <= leaves; place = places[at]) {
      stay(place);
      come.push(next);
      next += 1;
      at += 1;
    }
    stay(leaves);
    if (lost < gone.length) old += 1;
  }
  return { before, size: next, runs, come, to };
}

/** The same set by new ranks; of those that come nobody is in it. */
export function moveBits(bits: Bits, { size, runs }: Moves): Bits {
  const moved = noBits(size);
  for (const run of runs) copyBits(bits, run, moved);
  return moved;
}

/** Whole words of the target at a time; where a stretch ends within one, only its own bits are written. */
function copyBits(source: Bits, { from, to, length }: Run, target: Bits): void {
  const end = to + length;
  const shift = (from - to) & 31;
  // Word of the source that the first bit of a word of the target comes from.
  const offset = (from - to - shift) >> 5;
  for (let word = to >>> 5; word <= (end - 1) >>> 5; word += 1) {
    const low = source[word + offset] ?? 0;
    let bits = shift === 0 ? low : (low >>> shift) | ((source[word + offset + 1] ?? 0) << (32 - shift));
    const first = word << 5;
    if (first < to) bits &= -1 << (to - first);
    if (first + 32 > end) bits &= -1 >>> (first + 32 - end);
    target[word] = (target[word] ?? 0) | bits;
  }
}

export function moveList<T>(list: readonly T[], { runs, come, size }: Moves, coming: readonly T[]): T[] {
  const moved = new Array<T>(size);
  for (const { from, to, length } of runs)
    for (let step = 0; step < length; step += 1) moved[to + step] = list[from + step] as T;
  for (const [at, rank] of come.entries()) moved[rank] = coming[at] as T;
  return moved;
}
