import type { DomainSetting } from '../config/domain-setting.ts';
import { type CustomsAddresses, readAddress } from './outgoing/customs-addresses.ts';
import { readSms, type SmsAddress } from './outgoing/sms-address.ts';

/** The values that the environment has for settings, by their names. */
type Said = Readonly<Record<string, string>>;

const inCustomsSettings = {
  zh: '应用 ID 和 secret 填在报关设置里',
  en: 'app ID and secret are said in the customs settings',
};
const customs = (name: string): DomainSetting => ({
  name,
  form: {
    like: { zh: 'https://接口地址/路径', en: 'https://interface/path' },
    fits: (text) => readAddress(text) !== null,
  },
  signingIn: inCustomsSettings,
});

/**
 * `GUIJU_SMS`, `GUIJU_SMS_TOKEN`: the HTTP gateway that text messages are handed to; `GUIJU_CUSTOMS`,
 * `GUIJU_CUSTOMS_TEST`: where keys of customs settings are verified.
 */
export const settings: readonly DomainSetting[] = [
  {
    name: 'GUIJU_SMS',
    form: {
      like: { zh: 'https://网关地址/路径', en: 'https://gateway/path' },
      fits: (text) => readSms(text, undefined) !== null,
    },
    signingIn: { zh: '令牌写在 GUIJU_SMS_TOKEN', en: 'GUIJU_SMS_TOKEN is for its token' },
  },
  { name: 'GUIJU_SMS_TOKEN' },
  customs('GUIJU_CUSTOMS'),
  customs('GUIJU_CUSTOMS_TEST'),
];

/** Null: text messages are handed over nowhere. */
export function smsOf(said: Said): SmsAddress | null {
  const { GUIJU_SMS: url, GUIJU_SMS_TOKEN: token } = said;
  return url === undefined ? null : readSms(url, token);
}

export function customsOf(said: Said): CustomsAddresses {
  const address = (text: string | undefined) => (text === undefined ? null : readAddress(text));
  return { production: address(said['GUIJU_CUSTOMS']), test: address(said['GUIJU_CUSTOMS_TEST']) };
}
