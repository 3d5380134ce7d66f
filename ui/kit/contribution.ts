import type { TemplateResult } from 'lit';
import { underWay } from './base/modules-under-way.ts';
import type { MenuItem } from './gj-menu.ts';

/** Something that a domain adds to a page of the platform. Its element is fetched when it is first shown. */
export interface Contribution<Of> {
  /** Answers whether it has anything to show of the subject. */
  readonly fits: (of: Of) => boolean;
  readonly load: () => Promise<unknown>;
  readonly show: (of: Of) => TemplateResult;
}

/** One that lies over the page once its item is chosen. */
export interface OverlayContribution<Of> extends Contribution<Of> {
  readonly item: () => Pick<MenuItem, 'key' | 'text' | 'icon'>;
}

/** Shows those that fit, in their order. A page is of use without one that could not be fetched. */
export function contributed<Of>(
  contributions: readonly Contribution<Of>[],
  of: Of,
): readonly TemplateResult[] {
  return contributions
    .filter(({ fits }) => fits(of))
    .map(({ load, show }) => {
      underWay(load()).catch(() => {});
      return show(of);
    });
}
