import type { Call } from '../../../call/call.ts';
import { everyRecord } from '../../../work/schedule/tasks.ts';
import { knownForm } from '../../forms/forms.ts';
import type { IssuingParts } from './issuing-parts.ts';

/** A tax number that may issue, and whose it is. */
export interface LicensedSeller {
  readonly taxNo: string;
  /** Id of the organisation. */
  readonly org: string;
  /** Local day. */
  readonly since: string;
}

/** Lists the tax numbers with a licence for issuing; none where the package of licences is not installed. */
export async function licensedSellers(
  { store }: Pick<IssuingParts, 'store'>,
  call: Call,
): Promise<readonly LicensedSeller[]> {
  const form = knownForm(call, 'licence');
  if (!form) return [];
  const all = await everyRecord((cursor) =>
    store.list(call, form, {
      view: 'manage',
      filter: {
        all: [
          { fact: 'service', operator: 'equal', value: 'issuing' },
          { fact: 'status', operator: 'equal', value: 'authorised' },
        ],
      },
      fields: ['taxNo', 'organisation', 'authorisedOn'],
      limit: 500,
      ...(cursor === null ? {} : { cursor }),
    }),
  );
  return all.flatMap(({ taxNo, organisation, authorisedOn }) =>
    taxNo ? [{ taxNo, org: organisation?.id ?? call.served.orgs.root, since: authorisedOn ?? '' }] : [],
  );
}
