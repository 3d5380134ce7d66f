import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import { decideLicence } from '../../../rules/einvoicing/licence/licence.ts';
import type { Call } from '../../call/call.ts';
import type { Store } from '../../storage/store/record/store.ts';
import { knownForm } from '../forms/forms.ts';
import { type Failure, licenceWithdrawn } from './failures/failure.ts';

/** While its licence is withdrawn, a tax number issues nothing. Null: it may. */
export async function mayIssue(
  store: Store,
  call: Call,
  { sellerTaxNo }: Wire<'pending-invoice'>,
): Promise<Failure | null> {
  const form = knownForm(call, 'licence');
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
  const { allowed } = decideLicence({
    do: 'issue',
    today: call.now.localDate,
    withdrawnOn: items[0]?.withdrawnOn ?? null,
  });
  return allowed ? null : licenceWithdrawn(sellerTaxNo);
}
