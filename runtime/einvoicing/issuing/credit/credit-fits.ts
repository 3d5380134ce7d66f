import { add, compare, sum } from '../../../../metadata/common/decimal.ts';
import { monthOf } from '../../../../rules/calendar.ts';
import type { CreditAnswer, CreditCode, CreditQuestion } from '../../../../rules/einvoicing/credit/credit.ts';
import type { Call, Now } from '../../../call/call.ts';
import type { Database } from '../../../database/database.ts';
import type { Store } from '../../../storage/store/record/store.ts';
import { knownForm } from '../../forms/forms.ts';
import { asPlatform } from '../documents/document-forms.ts';
import { termsFor } from './ledger.ts';
import { usedOf } from './totals.ts';

interface FitsParts {
  readonly store: Store;
  readonly database: Database;
  readonly now: (org: string) => Now;
}

/**
 * Whether an amount would fit into what is left, beside what the same run asked before: so each document is told by
 * itself. Nothing is kept by it; where it is kept, it is asked again.
 */
export async function creditFits(
  { store, database, now }: FitsParts,
  call: Call,
  org: string,
  question: CreditQuestion,
  before: readonly CreditQuestion[],
): Promise<CreditAnswer> {
  const form = knownForm(call, 'business-type');
  if (!form) return { refused: null };
  const { items } = await store.list(asPlatform(call, org), form, {
    filter: { fact: 'number', operator: 'equal', value: question.businessType },
    fields: ['number'],
    limit: 1,
  });
  const businessType = items[0]?.id;
  if (businessType === undefined) return { refused: null };
  const today = now(call.served.orgs.root);
  const terms = await termsFor(store, call, { org, businessType }, today);
  if (!terms) return { refused: null };
  const asked = before.filter((one) => one.businessType === question.businessType);
  const here = sum(asked.map(({ amount }) => amount));
  const { limits, roles } = terms;
  const limitOf = (role: string) => limits.roles?.find((one) => one.role === role);
  const [day, month] = [today.localDate, monthOf(today.localDate)];
  const checks: readonly Check[] = [
    ...roles.map((role): Check => ['role-day-credit', limitOf(role)?.dayCredit, role, day]),
    ...roles.map((role): Check => ['role-month-credit', limitOf(role)?.monthCredit, role, month]),
    ['day-credit', limits.dayCredit, '', day],
    ['month-credit', limits.monthCredit, '', month],
  ];
  for (const [refused, limit, role, period] of checks) {
    if (!limit) continue;
    const used = add(await usedOf(database, { org, businessType }, role, period), here);
    if (compare(add(used, question.amount), limit) > 0)
      return { refused, limit, used, ...(role ? { role } : {}) };
  }
  return { refused: null };
}

type Check = readonly [code: CreditCode, limit: string | null | undefined, role: string, period: string];
