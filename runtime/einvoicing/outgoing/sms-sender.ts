import { sum } from '../../../metadata/common/decimal.ts';
import { isObject, type JsonObject } from '../../../metadata/common/json.ts';
import type { Call } from '../../call/call.ts';
import type { Store, WireRecord } from '../../storage/store/record/store.ts';
import { knownForm } from '../forms/forms.ts';
import { parameterText } from './common/parameter-text.ts';
import { afterQuiet } from './common/quiet-hours.ts';
import type { Sender } from './common/sender.ts';
import { formats } from './compose-mail.ts';
import type { SmsGateway } from './sms-gateway.ts';

export interface SmsParts {
  readonly store: Pick<Store, 'read' | 'setting'>;
  /** What the administrator configured; null: none. */
  readonly gateway: SmsGateway | null;
  readonly zone: (org: string) => string;
}

/** Text messages that tell buyers of invoices. One that may have gone out is never sent again by itself. */
export function smsSender({ store, gateway, zone }: SmsParts): Sender {
  return {
    form: 'invoice-sms',
    interrupted: 'unclear',
    patience: 60_000,
    async send(call, record, signal) {
      if (!gateway) return { state: 'failed', failure: { code: 'sms-without-gateway' } };
      const form = knownForm(call, 'other-settings');
      const setting: JsonObject = form ? await store.setting(call, form) : {};
      const signature = typeof setting['smsSignature'] === 'string' ? setting['smsSignature'] : null;
      const text = textOf(await invoicesOf(store, call, record));
      const repeat = typeof record['sentAt'] === 'string' ? `.${Date.parse(record['sentAt'])}` : '';
      const sms = { id: `${record.id}${repeat}`, to: String(record['recipient']), text, signature };
      const outcome = await gateway.send(sms, signal);
      return { ...outcome, values: { text } };
    },
    /** Never within the quiet hours, however late it has become. */
    waitUntil(call) {
      const { instant } = call.now;
      const at = afterQuiet(instant, parameterText(call, 'system', 'smsQuietHours'), zone(call.org));
      return at === instant ? null : at;
    },
  };
}

async function invoicesOf(store: Pick<Store, 'read'>, call: Call, { invoices }: WireRecord) {
  const form = knownForm(call, 'invoice');
  const ids = (Array.isArray(invoices) ? invoices : []).flatMap((row) => {
    const invoice = isObject(row) ? row['invoice'] : null;
    return isObject(invoice) && typeof invoice['id'] === 'string' ? [invoice['id']] : [];
  });
  return form ? Promise.all(ids.map((id) => store.read(call, form, id, 'manage'))) : [];
}

function textOf(invoices: readonly WireRecord[]): string {
  const [first] = invoices;
  const of = (member: string) => String(first?.[member] ?? '');
  const gross = sum(invoices.map((invoice) => String(invoice['gross'] ?? '0')));
  const links = invoices.flatMap((invoice) => {
    const url = formats.map((format) => invoice[`${format}Url`]).find((one) => typeof one === 'string');
    return url ? [String(url)] : [];
  });
  const what = invoices.length > 1 ? `${invoices.length} 张发票` : `发票 ${of('number')}`;
  const said = `${of('buyerName')}：${of('sellerName')}为您开具了${what}，价税合计 ${gross} 元。`;
  return [said, ...links].join('\n').slice(0, 1_000);
}
