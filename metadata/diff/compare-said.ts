import type { JsonObject } from '../common/json.ts';
import type { Reading } from '../property/reading.ts';
import { findTarget, saidOfOthers } from '../targets.ts';
import { type Collector, compareProperties } from './collect.ts';

/** Compares what two versions of a layer say of things of others; targets go on from `start`: `params/pdf/timeout/`. */
export function compareSaid(
  [before, after]: readonly [JsonObject, JsonObject],
  start: string,
  to: Collector,
): void {
  const targets = Object.keys({ ...before, ...after });
  const known = Object.fromEntries(targets.map((target) => [target, readingOf(start + target)]));
  compareProperties([before, after], { known, otherwise: saidOfOthers }, to);
}

/** Reads a change: a property set no more loosens; looks, texts and defaults of others' things count as one's own. */
function readingOf(target: string): Reading {
  const spoken = findTarget(target)?.spoken ?? saidOfOthers;
  return (change, beside) => (change.after === undefined ? ['said-no-more'] : spoken(change, beside));
}
