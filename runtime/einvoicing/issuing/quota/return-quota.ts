import { sign } from '../../../../metadata/common/decimal.ts';
import type { Problem } from '../../../../metadata/common/issue.ts';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import { filledText } from '../../../../metadata/common/read.ts';
import { moneyOf } from '../../../../rules/einvoicing/action-takes.ts';
import type { DoingOne } from '../../../storage/store/act/acting.ts';
import { contentWrong } from '../../../storage/store/record/refusals.ts';
import { requireForm } from '../../forms/forms.ts';
import { asPlatform } from '../documents/document-forms.ts';
import type { IssuingParts } from '../documents/issuing-parts.ts';
import { quotaBook } from './ledger.ts';

const longestReason = 200;

/** Has Leqi give back so much of what it downloaded and did not use, so that other channels may have it. */
export async function returnQuota(
  { store }: IssuingParts,
  { call, id, ifMatch, action, params }: DoingOne,
): Promise<void> {
  const form = requireForm(call, 'quota-account');
  const { org, taxNo, month } = await store.toAct(call, form, id, { action, ifMatch });
  const { net, reason } = asked(params);
  await store.atOnce<JsonObject>(asPlatform(call, org), async (transaction) => {
    const book = quotaBook(transaction, call);
    const most = await book?.return({ taxNo: taxNo ?? '', month: month ?? '', net, reason });
    if (most) throw wrong([{ path: '/amount', code: 'quota-return-more', params: { most } }]);
    return {};
  });
}

function asked({ amount, reason }: JsonObject): { readonly net: string; readonly reason: string } {
  const problems: Problem[] = [];
  const net = moneyOf(amount);
  if (net === null || sign(net) <= 0)
    problems.push({ path: '/amount', code: 'quota-return-amount', params: {} });
  const why = filledText(reason) ?? '';
  if (why === '' || why.length > longestReason)
    problems.push({ path: '/reason', code: 'quota-return-reason', params: { most: longestReason } });
  if (net === null || problems.length > 0) throw wrong(problems);
  return { net, reason: why };
}

function wrong(problems: readonly Problem[]) {
  return contentWrong({ count: problems.length }, problems);
}
