import type { Condition } from '../../../../metadata/condition.ts';
import { among } from '../../../../rules/condition/among.ts';
import type { Call } from '../../../call/call.ts';
import { ChannelAway } from '../../channels/channel.ts';
import { channelFor } from '../documents/channel-for.ts';
import { asPlatform, requireForms } from '../documents/document-forms.ts';
import type { IssuingParts } from '../documents/issuing-parts.ts';
import { askUse } from './blue-use.ts';

const kinds = [
  ['leqi', '10xdp'],
  ['rpa', '10xdp'],
  ['tax-control', '004'],
] as const;

/** So many invoices are asked about in one round. */
const most = 200;

export interface Seller {
  /** Id of the organisation. */
  readonly org: string;
  readonly taxNo: string;
}

export interface UsesAsked {
  /** Whether a channel of one of the sellers says such things. */
  readonly says: boolean;
  /** The place after which the next round goes on; null: with the oldest. */
  readonly until: string | null;
  /** The failure of a channel that did not answer: the rest of its seller waits for another time. */
  readonly away: ChannelAway | null;
}

/**
 * Asks what buyers did with blue invoices of sellers that none of them has deducted yet, and notes it: so many at a
 * time, the oldest first, from where the round before ended.
 */
export async function askUses(
  parts: IssuingParts,
  call: Call,
  sellers: readonly Seller[],
  after: string | null,
): Promise<UsesAsked> {
  const platform = asPlatform(call);
  const saying: Seller[] = [];
  for (const seller of sellers) if (await saysUses(parts, platform, seller)) saying.push(seller);
  if (saying.length === 0) return { says: false, until: after, away: null };
  const { invoice: form } = requireForms(call);
  const { items } = await parts.store.list(platform, form, {
    view: 'manage',
    fields: [
      ...['number', 'invoiceCode', 'invoiceType', 'sellerTaxNo', 'channel', 'simulated', 'deducted'],
      ...['entered', 'org', 'createdAt'],
      // Forms of an earlier package know no test environment.
      ...(form.byId.has('testing') ? ['testing'] : []),
    ],
    sort: ['createdAt', 'id'],
    limit: most,
    filter: {
      all: [
        among(
          'org',
          saying.map(({ org }) => org),
        ),
        among('sellerTaxNo', [...new Set(saying.map(({ taxNo }) => taxNo))]),
        { fact: 'sign', operator: 'equal', value: 'blue' },
        { fact: 'invoiceStatus', operator: 'in', value: ['normal', 'partly-red'] },
        { fact: 'deducted', operator: 'notEqual', value: true },
        ...(after === null ? [] : [behind(after)]),
      ],
    },
  });
  const silent = new Map<string, ChannelAway>();
  for (const { org, ...one } of items) {
    const { sellerTaxNo } = one;
    if (silent.has(sellerTaxNo ?? '')) continue;
    try {
      await askUse(parts, platform, { ...one, org: org?.id ?? call.org });
    } catch (failure) {
      if (!(failure instanceof ChannelAway)) throw failure;
      silent.set(sellerTaxNo ?? '', failure);
    }
  }
  const last = items.length < most ? undefined : items.at(-1);
  const [away = null] = silent.values();
  return { says: true, until: last ? `${last.createdAt} ${last.id}` : null, away };
}

async function saysUses(parts: IssuingParts, call: Call, { org, taxNo }: Seller): Promise<boolean> {
  for (const [channel, invoiceType] of kinds) {
    const asked = { sellerTaxNo: taxNo, channel, invoiceType };
    if ((await channelFor(parts, asPlatform(call, org), asked))?.use) return true;
  }
  return false;
}

/** In the order in which they were made. */
function behind(place: string): Condition {
  const [createdAt = '', id = ''] = place.split(' ');
  return {
    any: [
      { fact: 'createdAt', operator: 'greaterThan', value: createdAt },
      {
        all: [
          { fact: 'createdAt', operator: 'equal', value: createdAt },
          { fact: 'id', operator: 'greaterThan', value: id },
        ],
      },
    ],
  };
}
