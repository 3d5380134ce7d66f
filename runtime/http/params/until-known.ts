import { sinceTooOld } from '../../params/watch/since-too-old.ts';
import type { Host } from '../pipeline/host.ts';
import { revisionAhead } from '../pipeline/refusals.ts';

/**
 * Waits until this node knows of a revision that somebody follows from. A database that a backup brought back knows
 * nothing of revisions that came after it, and he reads everything again; of several members one may only be behind,
 * and he comes again.
 */
export async function untilKnown(
  host: Pick<Host, 'revision' | 'catchUp' | 'members' | 'waitForRevision'>,
  revision: number,
): Promise<void> {
  if (revision <= host.revision()) return;
  await host.catchUp();
  if (revision <= host.revision()) return;
  if (host.members().length > 1) {
    if (await host.waitForRevision(revision)) return;
    if (host.members().some(({ state }) => state !== 'writable')) throw revisionAhead({ revision });
  }
  throw sinceTooOld({ since: revision });
}
