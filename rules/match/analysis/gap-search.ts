import { greatest } from '../../../metadata/common/greatest.ts';
import type { Pause } from '../slices.ts';

/** The verdict on a rule where the cells of some facts are known: 1 it holds, 0 it does not, -1 others decide. */
export type Verdict = (cells: Int16Array) => number;

export interface Judged {
  readonly verdict: Verdict;
  /** Places of the facts it asks. */
  readonly asks: readonly number[];
}

/** Cells by place of the fact; what is not named is any. `open`: which rules depend on more. */
export interface Region {
  readonly cells: ReadonlyMap<number, readonly number[]>;
  readonly open: readonly number[];
}

export interface SearchOptions {
  /** Number of cells of each fact. */
  readonly sizes: readonly number[];
  /** Verdicts after which the rest is left. */
  readonly effort: number;
  readonly pause?: Pause;
}

export interface Searched {
  readonly regions: readonly Region[];
  /** Whether everything was looked at. */
  readonly whole: boolean;
}

/** Finds regions where no rule surely holds: the most asked fact is split into its cells, and each is looked at. */
export async function searchGaps(rules: readonly Judged[], options: SearchOptions): Promise<Searched> {
  const { sizes, pause } = options;
  const cells = new Int16Array(sizes.length).fill(-1);
  let left = options.effort;

  async function explore(among: readonly number[]): Promise<readonly Region[]> {
    const open: number[] = [];
    for (const [at, rule] of among.entries()) {
      left -= 1;
      const verdict = rules[rule]?.verdict(cells) ?? 0;
      if (verdict === 1) return [];
      if (verdict === -1) open.push(rule);
      if (at % 256 === 255) await pause?.();
    }
    await pause?.();
    const split = open.length === 0 ? -1 : mostAsked(open);
    if (split < 0) return [{ cells: new Map(), open }];
    const below: (readonly Region[])[] = [];
    for (let cell = 0; cell < (sizes[split] ?? 0) && left > 0; cell += 1) {
      cells[split] = cell;
      below.push(await explore(open));
    }
    cells[split] = -1;
    return together(split, below, sizes[split] ?? 0);
  }

  function mostAsked(open: readonly number[]): number {
    const counts = new Array<number>(sizes.length).fill(0);
    for (const rule of open)
      for (const place of rules[rule]?.asks ?? [])
        if (cells[place] === -1) counts[place] = (counts[place] ?? 0) + 1;
    const most = greatest(counts);
    return most === 0 ? -1 : counts.indexOf(most);
  }

  const regions = await explore([...rules.keys()]);
  return { regions, whole: left > 0 };
}

/** Cells below which the same is left are told as one, and all of them as none. */
function together(place: number, below: readonly (readonly Region[])[], size: number): readonly Region[] {
  const alike = new Map<string, { region: Region; at: number[] }>();
  for (const [cell, regions] of below.entries()) {
    for (const region of regions) {
      const key = JSON.stringify([[...region.cells], region.open]);
      const known = alike.get(key);
      if (known) known.at.push(cell);
      else alike.set(key, { region, at: [cell] });
    }
  }
  return [...alike.values()].map(({ region, at }) => ({
    ...region,
    cells: at.length === size ? region.cells : new Map([[place, at], ...region.cells]),
  }));
}
