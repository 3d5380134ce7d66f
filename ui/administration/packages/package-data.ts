import type { PackageOutline } from '../../../metadata/contract/packages/installed.ts';
import type { PublishPlan } from '../../../metadata/contract/packages/parts.ts';
import type { PublishSaid } from '../../../metadata/contract/packages/publishes.ts';

/** The plan of undoing or redoing a publish, or of uninstalling a package. */
export type TakenPlan = PublishPlan & { readonly publish?: PublishSaid };

/** A package that is about to be uninstalled. */
export type LeavingPackage = Pick<PackageOutline, 'name' | 'label' | 'version'>;

/** A change of a table; in a plan for packages with the number of rows that are rewritten. */
export type TableChange = PublishPlan['changes'][number] & { readonly rows?: number | null };

export function packageAddress(name: string): string {
  return `/packages/${encodeURIComponent(name)}`;
}

/** The customer's own layer, which nobody installs. */
export const localPackage = 'local';
