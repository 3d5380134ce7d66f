import type { IconName } from '../kit/icons.ts';

/** One thing that can be chosen: it leads somewhere, narrows to a folder, or does something. */
export interface Choice {
  readonly text: string;
  readonly note: string;
  readonly icon: IconName;
  readonly to: { readonly address: string } | { readonly folder: string } | { readonly act: () => void };
}
