import type { JsonObject } from '../../../../metadata/common/json.ts';
import type { Call } from '../../../call/call.ts';
import type { Rests } from '../../../common/rests.ts';
import { underLease } from '../../../database/lease.ts';
import { ChannelAway } from '../../channels/channel.ts';
import { type KnownForm, knownForm } from '../../forms/forms.ts';
import { channelFor } from '../documents/channel-for.ts';
import { asPlatform } from '../documents/document-forms.ts';
import { isThere } from '../documents/is-there.ts';
import type { IssuingParts } from '../documents/issuing-parts.ts';
import { licensedSellers } from '../documents/licensed-sellers.ts';
import { accountIn } from './ledger.ts';
import { quotaMonth } from './quota-left.ts';

/** In the order in which invoices prefer them, each with a type that it issues. */
const kinds = [
  ['leqi', '10xdp'],
  ['rpa', '10xdp'],
  ['tax-control', '007'],
] as const;

/**
 * Opens the accounts of a new month: each tax number with a licence is asked for at its channel, and one whose channel
 * says nothing is asked for again later. What somebody opened by hand stays.
 */
export async function openMonths(parts: IssuingParts, silent: Rests): Promise<void> {
  const call = asPlatform(parts.systemCall());
  const form = knownForm(call, 'quota-account');
  if (!form) return;
  const { database, node } = parts;
  await underLease(database, { work: 'issue', piece: 'quota', node, ifFree: true }, async ({ fence }) => {
    const fenced = { ...call, fence };
    for (const { taxNo, org } of await licensedSellers(parts, fenced)) {
      const own = asPlatform(fenced, org);
      const month = quotaMonth(parts, own, own.now.instant);
      const piece = `${taxNo} ${month}`;
      if (silent.isResting(piece)) continue;
      silent.rest(piece);
      if (!(await isThere(parts, own, form, { taxNo, month })))
        await open(parts, own, form, { taxNo, month });
    }
  });
}

interface Opening {
  readonly taxNo: string;
  readonly month: string;
}

async function open(
  parts: IssuingParts,
  call: Call,
  form: KnownForm<'quota-account'>,
  { taxNo, month }: Opening,
): Promise<void> {
  for (const [channel, invoiceType] of kinds) {
    const given = await givenBy(parts, call, { sellerTaxNo: taxNo, channel, invoiceType });
    // The next one would open it without what Leqi downloads, for all of the month.
    if (given === 'away') return;
    if (given === null) continue;
    const body = { taxNo, month, given, leqi: channel === 'leqi' };
    await parts.store.atOnce<JsonObject>(call, async (transaction) => {
      // Somebody opened it by hand meanwhile.
      if (!(await accountIn(transaction, form, taxNo, month))) await transaction.create(form, body);
      return {};
    });
    return;
  }
}

/** Null: it issues nothing real, or does not say. `away`: nobody knows. */
async function givenBy(
  parts: IssuingParts,
  call: Call,
  selling: Parameters<typeof channelFor>[2],
): Promise<string | 'away' | null> {
  try {
    const channel = await channelFor(parts, call, selling);
    if (!channel?.quota || channel.simulated || channel.testing) return null;
    return await channel.quota(selling.sellerTaxNo ?? '');
  } catch (err) {
    if (!(err instanceof ChannelAway)) throw err;
    parts.log.warn({ err, ...selling }, 'the quota of a month could not be asked for; it is tried again');
    return 'away';
  }
}
