import type { PublishPlan } from '../../../metadata/contract/packages/parts.ts';
import type { PublishSaid } from '../../../metadata/contract/packages/publishes.ts';

/** What undoing or uninstalling would do. */
export type TakenPlan = PublishPlan & { readonly publish?: PublishSaid };

/** What becomes of tables; of a plan for packages with how many rows are written anew. */
export type TableChange = PublishPlan['changes'][number] & { readonly rows?: number | null };

export function packageAddress(name: string): string {
  return `/packages/${encodeURIComponent(name)}`;
}

/** The customer's own layer, which nobody installs. */
export const localPackage = 'local';
