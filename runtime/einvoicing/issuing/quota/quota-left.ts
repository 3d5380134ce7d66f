import { monthOf, toLocal } from '../../../../rules/calendar.ts';
import type { Wire } from '../../../../rules/einvoicing/forms/wire.ts';
import { countOf, leftFor, type QuotaCount } from '../../../../rules/einvoicing/quota/account.ts';
import type { Call } from '../../../call/call.ts';
import { parameterTexts } from '../../../call/parameter-texts.ts';
import { knownForm } from '../../forms/forms.ts';
import { isTesting } from '../documents/channel-for.ts';
import { asPlatform } from '../documents/document-forms.ts';
import type { IssuingParts } from '../documents/issuing-parts.ts';

type Around = Pick<IssuingParts, 'store' | 'zone'>;

/** The local month of an instant, where an invoice is issued. */
export function quotaMonth({ zone }: Pick<IssuingParts, 'zone'>, call: Call, instant: string): string {
  return monthOf(toLocal(instant, zone(call.org)).date);
}

/** The account of a seller for this month; null: nobody counts, as nobody does where issuing is simulated or a test. */
export async function quotaOf(around: Around, call: Call, taxNo: string): Promise<QuotaCount | null> {
  const form = knownForm(call, 'quota-account');
  if (!form || taxNo === '' || isTesting(call) || parameterTexts(call)('all_ele_mock_invoice', taxNo))
    return null;
  const { items } = await around.store.list(asPlatform(call), form, {
    view: 'manage',
    filter: {
      all: [
        { fact: 'taxNo', operator: 'equal', value: taxNo },
        { fact: 'month', operator: 'equal', value: quotaMonth(around, call, call.now.instant) },
        { fact: 'enabled', operator: 'equal', value: true },
      ],
    },
    limit: 1,
  });
  const [account] = items;
  return account ? countOf(account) : null;
}

/** What is left of it for a pending invoice; null: nobody counts. What it keeps already is not asked for twice. */
export async function quotaLeftFor(
  around: Around,
  call: Call,
  { sellerTaxNo, channel, requestId }: Wire<'pending-invoice'>,
): Promise<string | null> {
  const entry = knownForm(call, 'quota-entry');
  if (!entry) return null;
  const { items } = await around.store.list(asPlatform(call), entry, {
    view: 'manage',
    filter: { fact: 'request', operator: 'equal', value: requestId ?? '' },
    fields: ['kind'],
    limit: 100,
  });
  const times = (kind: string) => items.filter((one) => one.kind === kind).length;
  if (times('reserve') > times('release')) return null;
  const count = await quotaOf(around, call, sellerTaxNo ?? '');
  return count && leftFor(count, channel === 'leqi');
}
