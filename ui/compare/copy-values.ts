import type { Json } from '../../metadata/common/json.ts';
import type { SentItem } from '../basket/change-set.ts';
import { session } from '../session/session.ts';

/** Where something stands already: it stays, it is overwritten, or also what is nowhere in the source is taken away. */
export const copyModes = ['missing', 'overwrite', 'replace'] as const;
export type CopyMode = (typeof copyModes)[number];

export interface Copying {
  /** Numbers of organisations. */
  readonly from: string;
  readonly to: readonly string[];
  /** Default: all types. */
  readonly types?: readonly string[];
  readonly mode: CopyMode;
}

interface Side {
  readonly value: Json;
  readonly raw: string | null;
  readonly locked: boolean;
}

/** What would become another. */
export interface Copied {
  readonly type: string;
  readonly key: string;
  readonly org: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly from: Side | null;
  readonly to: Side | null;
}

/** What copying would change, and how many values are what they would be. Throws what the server refuses. */
export function tryCopy(
  copying: Copying,
  signal: AbortSignal,
): Promise<{ readonly items: readonly Copied[]; readonly unchanged: number }> {
  // Nothing is written: why it is to be is asked of the change set.
  const body = { ...copying, reason: 'dry run' } as unknown as Json;
  return session.api.post('/api/params/copy', body, { query: { dryRun: true }, signal });
}

/** The same for the basket. */
export function copyItem({ type, key, org, validFrom, validTo, to }: Copied): SentItem {
  const place = { type, key, org, validFrom, validTo };
  if (!to) return { action: 'unset', ...place };
  const said = to.raw === null ? { value: to.value } : { raw: to.raw };
  return { action: 'set', ...place, ...said, locked: to.locked };
}
