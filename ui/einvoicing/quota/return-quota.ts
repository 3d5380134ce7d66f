import { msg, str } from '@lit/localize';
import { compare, parseDecimal, sub } from '../../../metadata/common/decimal.ts';
import { grouped } from '../../../metadata/common/grouped.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import { openForm } from '../../kit/dialog/form-dialog.ts';
import { session } from '../../session/session.ts';

const form = 'quota-account';

/** Asks how much of what Leqi downloaded goes back, and why; answers whether it did. */
export async function openReturn([id = '']: readonly string[]): Promise<boolean> {
  const account: Wire<'quota-account'> = await session.api.call('GET /api/forms/:form/records/:id', {
    path: { form, id },
    query: { view: 'manage' },
  });
  const most = sub(account.downloaded ?? '0', account.usedLeqi ?? '0');
  const left = `¥${grouped(most, 2)}`;
  return openForm(null, {
    label: msg('退回乐企额度', { id: 'quota-return' }),
    before: () => msg(str`乐企已下载未使用 ${left}，退回后可由其他通道使用。`, { id: 'quota-return-left' }),
    fields: {
      amount: {
        label: msg('退回金额（不含税）', { id: 'quota-return-amount' }),
        required: true,
        most: 20,
        wrong: (value) => wrongAmount(value, most),
      },
      reason: { label: msg('原因', { id: 'quota-return-reason' }), required: true, most: 200 },
    },
    act: msg('退回', { id: 'quota-return-do' }),
    send: ({ amount, reason }) =>
      session.api.call('POST /api/forms/:form/records/:id/actions/:action', {
        path: { form, id, action: 'return-quota' },
        body: { amount, reason },
        ifMatch: account.revision,
      }),
  });
}

function wrongAmount(value: string, most: string): string | null {
  const amount = parseDecimal(value);
  if (amount === null || compare(amount, '0') <= 0 || !/^\d+(\.\d{1,2})?$/.test(value))
    return msg('请填写正的金额，最多两位小数', { id: 'desk-red-amount' });
  return compare(amount, most) > 0 ? msg(str`最多 ${grouped(most, 2)}`, { id: 'desk-red-most' }) : null;
}
