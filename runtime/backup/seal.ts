import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Vault } from '../vault.ts';

/** What a backup is sealed with: a text that only who has the key can make for this digest. */
export function sealOf(vault: Pick<Vault, 'derive'>, digest: string): string {
  return createHmac('sha256', vault.derive('backup')).update(digest).digest('hex');
}

/**
 * `right`: nobody changed it who has not the key. `none`: it carries no seal. `other`: its key is not the one here, or
 * there is none, so that nobody can tell.
 */
export type Sealing = 'right' | 'wrong' | 'none' | 'other';

export function sealingOf(
  vault: Pick<Vault, 'derive' | 'id'> | null,
  { key, digest, seal }: { readonly key: string; readonly digest: string; readonly seal: string | undefined },
): Sealing {
  if (vault === null || vault.id !== key) return 'other';
  if (seal === undefined) return 'none';
  const [a, b] = [Buffer.from(sealOf(vault, digest)), Buffer.from(seal)];
  return a.length === b.length && timingSafeEqual(a, b) ? 'right' : 'wrong';
}
