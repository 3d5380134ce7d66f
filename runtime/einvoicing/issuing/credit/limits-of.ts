import type { CreditLimits } from '../../../../rules/einvoicing/credit/credit.ts';
import type { Call } from '../../../call/call.ts';
import type { Store } from '../../../storage/store/record/store.ts';
import { knownForm } from '../../forms/forms.ts';
import { asPlatform } from '../documents/document-forms.ts';

/** Reads how much an organisation may take for a kind of business; null: nobody limits it. */
export async function limitsOf(store: Store, call: Call, businessType: string): Promise<CreditLimits | null> {
  const form = knownForm(call, 'business-control');
  if (!form) return null;
  const own = asPlatform(call);
  const { items } = await store.list(own, form, {
    filter: {
      all: [
        { fact: 'businessType', operator: 'equal', value: businessType },
        { fact: 'enabled', operator: 'equal', value: true },
      ],
    },
    fields: ['number'],
    limit: 1,
  });
  const [found] = items;
  if (!found) return null;
  const control = await store.read(own, form, found.id);
  return {
    dayCredit: control.dayCredit ?? null,
    monthCredit: control.monthCredit ?? null,
    roles: (control.roles ?? []).map(({ role, dayCredit, monthCredit }) => ({
      role: role?.id ?? '',
      dayCredit: dayCredit ?? null,
      monthCredit: monthCredit ?? null,
    })),
  };
}

/** Ids of the roles of a person; of the platform there are none. */
export async function rolesOf(store: Store, call: Call, user: string): Promise<readonly string[]> {
  const form = knownForm(call, 'user');
  if (!form) return [];
  const { items } = await store.list(asPlatform(call), form, {
    view: 'manage',
    filter: { fact: 'id', operator: 'equal', value: user },
    fields: ['number', 'roles'],
    limit: 1,
  });
  const ids = items[0]?.roles?.map(({ role }) => role?.id ?? '');
  return [...new Set(ids)].sort();
}
