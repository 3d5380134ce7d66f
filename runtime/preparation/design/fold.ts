import { BoundedMap } from '../../../metadata/common/bounded-map.ts';
import type { Issue } from '../../../metadata/common/issue.ts';
import type { LayerFiles } from '../../../metadata/design/apply-step.ts';
import { type LogEntry, stepsOf, type TakenStep } from '../../../metadata/design/design-log.ts';
import { createSlices } from '../../common/time-slices.ts';
import type { Design } from './design.ts';
import type { Ground } from './layers.ts';

/** A step that can no longer be taken: what it was about is not there, or not his any more. */
export interface RefusedStep {
  readonly n: number;
  readonly issues: readonly Issue[];
}

/** The layers after all steps of a design that count. */
export interface Folded {
  readonly layers: ReadonlyMap<string, LayerFiles>;
  readonly steps: readonly TakenStep[];
  readonly refused: readonly RefusedStep[];
}

export type Fold = (design: Design, log: readonly LogEntry[], ground: Ground) => Promise<Folded>;

interface CachedFold {
  readonly entries: number;
  readonly stamp: string;
  readonly folded: Folded;
}

/** As many designs are worked on at once as people design. */
const mostKnown = 100;

/** Goes on from what was known of a design, as long as steps were only added. */
export function createFold(): Fold {
  const known = new BoundedMap<string, CachedFold>(mostKnown);
  return async (design, log, ground) => {
    const before = known.get(design.id);
    const more = before && before.stamp === ground.stamp ? log.slice(before.entries) : undefined;
    const goesOn =
      before &&
      before.entries <= log.length &&
      more?.every(({ does }) => does.do === 'take' || does.do === 'point');
    const steps = goesOn ? stepsOf(more ?? []) : stepsOf(log);
    const begin: Folded = goesOn ? before.folded : { layers: new Map(), steps: [], refused: [] };
    const folded = await folding(design, steps, begin, ground);
    known.set(design.id, { entries: log.length, stamp: ground.stamp, folded });
    return folded;
  };
}

async function folding(
  design: Design,
  steps: readonly TakenStep[],
  begin: Folded,
  ground: Ground,
): Promise<Folded> {
  let { layers } = begin;
  const refused = [...begin.refused];
  const { breathe } = createSlices();
  for (const { n, step } of steps) {
    const taken = ground.taken(design, step, layers);
    if (taken.ok) layers = taken.layers;
    else refused.push({ n, issues: taken.issues });
    await breathe();
  }
  return { layers, steps: [...begin.steps, ...steps], refused };
}
