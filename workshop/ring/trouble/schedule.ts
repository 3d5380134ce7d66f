import type { Random } from '../work/bench.ts';

/** Something that goes wrong, from a moment on and for so long, in milliseconds since the beginning. */
export interface Trouble {
  readonly at: number;
  readonly lasts: number;
  readonly what: TroubleSort;
  /** Number of the member, and of the node, that it happens to. */
  readonly member: number;
  readonly node: number;
  /** Seconds by which a clock is put ahead. */
  readonly ahead: number;
}

/**
 * Of each lane one thing is wrong at a time; lanes go on side by side. A cluster of three stands the loss of one
 * member, and no promise is made of more.
 */
const lanes = {
  members: ['member-killed', 'member-paused', 'member-isolated', 'member-stopped', 'member-full'],
  nodes: ['node-killed', 'node-paused', 'node-stopped', 'home-full'],
  wires: ['wire-cut', 'wire-hangs', 'wire-slow', 'wires-cut', 'commit-lost', 'commit-unheard'],
  clocks: ['member-clock', 'node-clock'],
  outside: ['outside-refuses', 'outside-loses'],
} as const;

export type Lane = keyof typeof lanes;
export type TroubleSort = (typeof lanes)[Lane][number] | 'node-upgraded';

/** Between two of a lane, and how long each lasts, in milliseconds. */
const times: Readonly<Record<Lane, { readonly pause: number; readonly lasts: number }>> = {
  members: { pause: 25_000, lasts: 25_000 },
  nodes: { pause: 25_000, lasts: 20_000 },
  wires: { pause: 12_000, lasts: 8_000 },
  clocks: { pause: 15_000, lasts: 30_000 },
  outside: { pause: 40_000, lasts: 10_000 },
};

/** An hour ahead and back as where clocks are changed twice a year, and what falls out of step. */
const leaps = [3_600, -3_600, 90, -90, 2, -2, 86_400];

export interface ScheduleParts {
  /** Milliseconds. */
  readonly length: number;
  readonly members: number;
  readonly nodes: number;
}

/** All that goes wrong in a run, the same of the same numbers: a run can be repeated by its seed. */
export function schedule(
  random: Random,
  { length, members, nodes }: ScheduleParts,
): ReadonlyMap<Lane, readonly Trouble[]> {
  const planned = (Object.keys(lanes) as Lane[]).map((lane): [Lane, readonly Trouble[]] => {
    const troubles: Trouble[] = [];
    const { pause, lasts } = times[lane];
    const sorts: readonly TroubleSort[] = lanes[lane];
    for (let at = 5_000 + random(pause); ; ) {
      const trouble: Trouble = {
        at,
        lasts: 2_000 + random(lasts),
        what: sorts[random(sorts.length)] ?? 'wire-cut',
        member: random(members),
        node: random(nodes),
        ahead: leaps[random(leaps.length)] ?? 0,
      };
      if (trouble.at + trouble.lasts > length) break;
      troubles.push(trouble);
      at += trouble.lasts + 1_000 + random(pause);
    }
    return [lane, lane === 'nodes' ? upgraded(troubles, { length, nodes }) : troubles];
  });
  return new Map(planned);
}

/** One node after another becomes a later version, spread over the run: most of it they are of both. */
function upgraded(
  troubles: readonly Trouble[],
  { length, nodes }: Pick<ScheduleParts, 'length' | 'nodes'>,
): readonly Trouble[] {
  let next = 0;
  return troubles.map((trouble) => {
    if (next === nodes || trouble.at < ((next + 1) * length) / (nodes + 2)) return trouble;
    next += 1;
    return { ...trouble, what: 'node-upgraded', node: next - 1 };
  });
}
