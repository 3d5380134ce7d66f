import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import type { Contribution, OverlayContribution } from '../../kit/contribution.ts';

/** The overlays that a domain adds to the pages of a design. */
export interface DesignDomain {
  readonly designOverlays?: readonly OverlayContribution<void>[];
  /** Below the plan of publishing it, by its steps. */
  readonly publishCards?: readonly Contribution<readonly DesignStep[]>[];
}

export function designOverlays(domains: readonly DesignDomain[]): readonly OverlayContribution<void>[] {
  return domains.flatMap((one) => one.designOverlays ?? []).filter(({ fits }) => fits());
}
