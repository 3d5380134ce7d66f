import type { SentItem } from '../../../metadata/contract/changes/sent.ts';
import type { Copying, ValueDifference } from '../../../metadata/contract/params/many.ts';
import { session } from '../../session/session.ts';

/**
 * The ways to treat values at the target: they stay, they are overwritten, or also those that the source lacks are
 * taken away.
 */
export const copyModes = ['missing', 'overwrite', 'replace'] as const satisfies readonly CopyMode[];
export type CopyMode = NonNullable<Copying['mode']>;

/**
 * Tries which values copying would change, and counts those that are the same already. Throws what the server refuses.
 */
export async function tryCopy(copying: Copying, signal: AbortSignal) {
  // Nothing is written: why it is to be is asked of the change set.
  const body = { ...copying, reason: 'dry run' };
  const { items, unchanged } = await session.api.call('POST /api/params/copy', {
    body,
    query: { dryRun: true },
    signal,
  });
  return { items: items.flatMap((one) => ('to' in one ? [one] : [])), unchanged };
}

/** The same for the basket. */
export function copyItem({ type, key, org, validFrom, validTo, to }: ValueDifference): SentItem {
  const place = { type, key, org, validFrom, validTo };
  if (!to) return { action: 'unset', ...place };
  const said = to.raw === null ? { value: to.value } : { raw: to.raw };
  return { action: 'set', ...place, ...said, locked: to.locked };
}
