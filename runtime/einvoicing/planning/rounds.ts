import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { PlanConfig, RedsLeftOut } from '../../../rules/einvoicing/plan/config.ts';

/** Applications that are issued together, so that some of them may become one invoice or offset one another. */
export interface Round {
  /** The same for those of one round. */
  readonly key: string;
  /** Some of it is still to be issued, out of what is left of blue invoices now. */
  readonly isOpen: boolean;
}

/**
 * Tells the round of an application: all that are still to be issued may be issued together now. An issued one went
 * with those that the same write issued, and never with those of another; one that is voided, held or closed is issued
 * with nobody.
 */
export function roundOf(application: JsonObject, place: number): Round {
  const { applyStatus, billStatus, closed, modifiedAt } = application;
  if (applyStatus === 'applied') return { key: `issued ${String(modifiedAt)}`, isOpen: false };
  const isOver = closed === true || !isNormal.has(billStatus ?? null);
  return isOver ? { key: `over ${place}`, isOpen: false } : { key: 'open', isOpen: true };
}

/** A state that the caller may not read counts as normal. */
const isNormal: ReadonlySet<Json> = new Set([null, 'normal']);

/** Plans without reds: what the issued have taken back is gone from what is left now, and they would take it twice. */
export function withoutReds({ reds: _, ...config }: PlanConfig, redsLeftOut: RedsLeftOut): PlanConfig {
  return { ...config, redsLeftOut };
}
