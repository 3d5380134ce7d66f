import type { JsonObject } from '../../../../metadata/common/json.ts';
import { textOf } from '../../../../metadata/common/read.ts';
import type { CreditLimits } from '../../../../rules/einvoicing/credit/credit.ts';
import type { Call } from '../../../call/call.ts';
import type { Store } from '../../../storage/store/record/store.ts';
import { asPlatform } from '../documents/document-forms.ts';

/** What an organisation may take for a kind of business; null: nobody limits it. */
export async function limitsOf(store: Store, call: Call, businessType: string): Promise<CreditLimits | null> {
  const form = call.served.model.formsById.get('business-control');
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
  const rows = Array.isArray(control['roles']) ? (control['roles'] as readonly JsonObject[]) : [];
  return {
    dayCredit: textOf(control['dayCredit']),
    monthCredit: textOf(control['monthCredit']),
    roles: rows.map(({ role, dayCredit, monthCredit }) => ({
      role: String((role as JsonObject | null)?.['id'] ?? ''),
      dayCredit: textOf(dayCredit),
      monthCredit: textOf(monthCredit),
    })),
  };
}

/** Ids of the roles of a person; of the platform there are none. */
export async function rolesOf(store: Store, call: Call, user: string): Promise<readonly string[]> {
  const form = call.served.model.formsById.get('user');
  if (!form) return [];
  const { items } = await store.list(asPlatform(call), form, {
    view: 'manage',
    filter: { fact: 'id', operator: 'equal', value: user },
    fields: ['number', 'roles'],
    limit: 1,
  });
  const rows = items[0]?.['roles'];
  if (!Array.isArray(rows)) return [];
  const ids = (rows as readonly JsonObject[]).map(({ role }) =>
    String((role as JsonObject | null)?.['id'] ?? ''),
  );
  return [...new Set(ids)].sort();
}
