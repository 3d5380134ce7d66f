import type { Contribution, OverlayContribution } from '../../kit/contribution.ts';

/** The overlays that a domain adds to the pages of a design. */
export interface DesignDomain {
  readonly designOverlays?: readonly OverlayContribution<void>[];
  /** Below the plan of publishing it. */
  readonly publishCards?: readonly Contribution<void>[];
}

export function designOverlays(domains: readonly DesignDomain[]): readonly OverlayContribution<void>[] {
  return domains.flatMap((one) => one.designOverlays ?? []).filter(({ fits }) => fits());
}
