import { decideLicence } from '../../rules/decisions/licence/licence.ts';
import type { Call } from '../call/call.ts';
import type { Store, WireRecord } from '../store/record/store.ts';
import type { IssueResult } from './channels/channel.ts';

/** While its licence is withdrawn, a tax number issues nothing. Null: it may. */
export async function mayIssue(
  store: Store,
  call: Call,
  { sellerTaxNo }: WireRecord,
): Promise<IssueResult | null> {
  const form = call.served.model.formsById.get('licence');
  if (!form || !sellerTaxNo) return null;
  const { items } = await store.list(call, form, {
    view: 'manage',
    filter: {
      all: [
        { fact: 'service', operator: 'equal', value: 'issuing' },
        { fact: 'taxNo', operator: 'equal', value: sellerTaxNo },
        { fact: 'status', operator: 'equal', value: 'withdrawn' },
      ],
    },
    fields: ['withdrawnOn'],
    limit: 1,
  });
  const withdrawnOn = items[0]?.['withdrawnOn'];
  const { allowed } = decideLicence({
    ...{ do: 'issue', today: call.now.localDate },
    withdrawnOn: typeof withdrawnOn === 'string' ? withdrawnOn : null,
  });
  if (allowed) return null;
  const message = {
    zh: `税号 ${String(sellerTaxNo)} 的开票许可已取消授权`,
    en: `The issuing licence of tax number ${String(sellerTaxNo)} is withdrawn`,
  };
  return { state: 'failed', code: 'licence-withdrawn', message };
}
