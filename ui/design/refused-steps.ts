import type { DesignStep } from '../../metadata/design/design-step.ts';

/** Refused steps come back as copies: the same by what they say. */
export function isIn(
  refused: readonly { readonly step: DesignStep }[],
  step: DesignStep,
  at: number,
  from: number,
): boolean {
  const text = JSON.stringify(step);
  return at >= from && refused.some((one) => JSON.stringify(one.step) === text);
}
