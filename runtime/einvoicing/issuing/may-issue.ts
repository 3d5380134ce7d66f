import { decideLicence } from '../../../rules/einvoicing/licence/licence.ts';
import type { Call } from '../../call/call.ts';
import type { Store, WireRecord } from '../../storage/store/record/store.ts';
import { type Failure, licenceWithdrawn } from './failures/failure.ts';

/** While its licence is withdrawn, a tax number issues nothing. Null: it may. */
export async function mayIssue(
  store: Store,
  call: Call,
  { sellerTaxNo }: WireRecord,
): Promise<Failure | null> {
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
    do: 'issue',
    today: call.now.localDate,
    withdrawnOn: typeof withdrawnOn === 'string' ? withdrawnOn : null,
  });
  return allowed ? null : licenceWithdrawn(String(sellerTaxNo));
}
