import type { Issue } from '../../../metadata/common/issue.ts';
import { applyStep } from '../../../metadata/design/apply-step.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import type { DesignWorld } from '../../../metadata/design/steps/design-world.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import type { DrawnIssue, Refused } from './bench-shapes.ts';
import type { Layers } from './what-holds.ts';

interface TakeOptions {
  readonly world: (layer: string) => DesignWorld;
  readonly worded: (issue: Issue) => DrawnIssue;
}

/** The layers after each of the steps, and the steps that could not be taken, after which they are as before. */
export function takeSteps(begun: Layers, steps: readonly DesignStep[], { world, worded }: TakeOptions) {
  const refused: Refused[] = [];
  let layers = begun;
  const states = steps.map((step) => {
    const layer = step.layer ?? localPackage;
    const taken = applyStep(layers.get(layer) ?? new Map(), step, world(layer));
    if (!taken.ok) refused.push({ step, issues: taken.issues.map(worded) });
    else layers = new Map([...layers, [layer, taken.files]]);
    return layers;
  });
  return { states, refused };
}
