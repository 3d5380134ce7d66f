import type { Contribution, OverlayContribution } from '../../kit/contribution.ts';

/** What a domain adds to the pages of the design that one works on. */
export interface DesignDomain {
  readonly designOverlays?: readonly OverlayContribution<void>[];
  /** Below the plan of publishing it. */
  readonly publishCards?: readonly Contribution<void>[];
}

export function designOverlays(domains: readonly DesignDomain[]): readonly OverlayContribution<void>[] {
  return domains.flatMap((one) => one.designOverlays ?? []).filter(({ fits }) => fits());
}
