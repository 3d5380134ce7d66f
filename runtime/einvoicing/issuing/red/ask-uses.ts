import type { Wire } from '../../../../rules/einvoicing/forms/wire.ts';
import type { Call } from '../../../call/call.ts';
import { everyRecord } from '../../../work/schedule/tasks.ts';
import { channelFor } from '../documents/channel-for.ts';
import { asPlatform, requireForms } from '../documents/document-forms.ts';
import type { IssuingParts } from '../documents/issuing-parts.ts';
import { askUse } from './blue-use.ts';

const kinds = [
  ['leqi', '10xdp'],
  ['rpa', '10xdp'],
  ['tax-control', '004'],
] as const;

/**
 * Asks what buyers did with the blue invoices of the organisation of the call that none of them has deducted yet, and
 * notes it. False: none of its channels says such things.
 */
export async function askUses(parts: IssuingParts, call: Call, sellerTaxNo: string): Promise<boolean> {
  const platform = asPlatform(call);
  let says = false;
  for (const [channel, invoiceType] of kinds) {
    const found = await channelFor(parts, platform, { sellerTaxNo, channel, invoiceType });
    if (found?.use) says = true;
  }
  if (!says) return false;
  const { invoice: form } = requireForms(call);
  const open = await everyRecord<Wire<'invoice'>>((cursor) =>
    parts.store.list(platform, form, {
      view: 'manage',
      fields: [
        ...['number', 'invoiceCode', 'invoiceType', 'sellerTaxNo', 'channel', 'simulated', 'deducted'],
        ...['entered', 'org'],
        // Forms of an earlier package know no test environment.
        ...(form.byId.has('testing') ? ['testing'] : []),
      ],
      sort: ['createdAt', 'id'],
      limit: 200,
      filter: {
        all: [
          { fact: 'org', operator: 'equal', value: call.org },
          { fact: 'sellerTaxNo', operator: 'equal', value: sellerTaxNo },
          { fact: 'sign', operator: 'equal', value: 'blue' },
          { fact: 'invoiceStatus', operator: 'in', value: ['normal', 'partly-red'] },
          { fact: 'deducted', operator: 'notEqual', value: true },
        ],
      },
      ...(cursor === null ? {} : { cursor }),
    }),
  );
  for (const { org: _, ...one } of open) await askUse(parts, platform, { ...one, org: call.org });
  return true;
}
