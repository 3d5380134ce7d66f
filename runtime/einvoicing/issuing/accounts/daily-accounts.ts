import type { Rests } from '../../../common/rests.ts';
import { underLease } from '../../../database/lease.ts';
import { knownForm } from '../../forms/forms.ts';
import { asPlatform } from '../documents/document-forms.ts';
import type { IssuingParts } from '../documents/issuing-parts.ts';
import { licensedSellers } from '../documents/licensed-sellers.ts';
import { syncAccounts, syncsAccounts } from './sync-accounts.ts';

/**
 * Takes over accounts of the cloud once a day, where the organisation of a tax number has them from there; one whose
 * channel is away is asked for again the same day. What two nodes both do changes nothing twice.
 */
export async function dailyAccounts(
  parts: IssuingParts,
  away: Rests,
  /** The local day on which it was done last, by tax number. */
  done: Map<string, string>,
): Promise<void> {
  const call = asPlatform(parts.systemCall());
  if (!knownForm(call, 'tax-account')) return;
  const { database, node } = parts;
  await underLease(
    database,
    { work: 'issue', piece: 'tax-accounts', node, ifFree: true },
    async ({ fence }) => {
      const fenced = { ...call, fence };
      for (const seller of await licensedSellers(parts, fenced)) {
        const { taxNo, org } = seller;
        const { localDate } = parts.now(org);
        if (done.get(taxNo) === localDate || away.isResting(taxNo) || !syncsAccounts(fenced, org)) continue;
        // Whatever becomes of this one, the others have their turn.
        away.rest(taxNo);
        const synced = await syncAccounts(parts, fenced, [seller]);
        if (synced.away.length > 0) continue;
        done.set(taxNo, localDate);
        away.end(taxNo);
      }
    },
  );
}
