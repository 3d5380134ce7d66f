import { sum } from '../../../metadata/common/decimal.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import type { Store } from '../../storage/store/record/store.ts';
import { knownForm } from '../forms/forms.ts';
import { parameterText } from './common/parameter-text.ts';
import { afterQuiet } from './common/quiet-hours.ts';
import type { Sender } from './common/sender.ts';
import { formats } from './compose-mail.ts';
import { invoicesOf, repeatOf } from './mail-sender.ts';
import type { SmsGateway } from './sms-gateway.ts';

export interface SmsParts {
  readonly store: Pick<Store, 'read' | 'setting'>;
  /** The gateway that the administrator configured; null: none. */
  readonly gateway: SmsGateway | null;
  readonly zone: (org: string) => string;
}

/** Text messages that tell buyers of invoices. One that may have gone out is never sent again by itself. */
export function smsSender({ store, gateway, zone }: SmsParts): Sender<'invoice-sms'> {
  return {
    form: 'invoice-sms',
    interrupted: 'unclear',
    patience: 60_000,
    async send(call, record, signal) {
      if (!gateway) return { state: 'failed', failure: { code: 'sms-without-gateway' } };
      const form = knownForm(call, 'other-settings');
      const setting = form && (await store.setting(call, form));
      const signature = setting?.smsSignature ?? null;
      const text = sentenceOf(await invoicesOf(store, call, record));
      const sms = { id: `${record.id}${repeatOf(record)}`, to: record.recipient ?? '', text, signature };
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

function sentenceOf(invoices: readonly Wire<'invoice'>[]): string {
  const [first] = invoices;
  const gross = sum(invoices.map((invoice) => invoice.gross ?? '0'));
  const links = invoices.flatMap(
    (invoice) => formats.map((format) => invoice[`${format}Url`]).find(Boolean) ?? [],
  );
  const what = invoices.length > 1 ? `${invoices.length} 张发票` : `发票 ${first?.number ?? ''}`;
  const said = `${first?.buyerName ?? ''}：${first?.sellerName ?? ''}为您开具了${what}，价税合计 ${gross} 元。`;
  return [said, ...links].join('\n').slice(0, 1_000);
}
