import type { Label } from '../../metadata/common/label.ts';
import type { DomainSetting } from '../config/domain-setting.ts';
import type { Clouds } from './outgoing/clouds/clouds.ts';
import { type CustomsAddresses, readAddress } from './outgoing/customs-addresses.ts';
import { readSms, type SmsAddress } from './outgoing/sms-address.ts';

/** The values that the environment has for settings, by their names. */
type Said = Readonly<Record<string, string>>;

const inCustomsSettings = {
  zh: '应用 ID 和 secret 填在报关设置里',
  en: 'set the app ID and secret in the customs settings',
};
const cloud = (name: string, signingIn: Label): DomainSetting => ({
  name,
  form: {
    like: { zh: 'https://接口地址/路径', en: 'https://interface/path' },
    fits: (text) => readAddress(text) !== null,
  },
  signingIn,
});
const customs = (name: string) => cloud(name, inCustomsSettings);

/**
 * `GUIJU_SMS`, `GUIJU_SMS_TOKEN`: the HTTP gateway that text messages are handed to; `GUIJU_CUSTOMS`,
 * `GUIJU_CUSTOMS_TEST`: where keys of customs settings are verified, and declarations fetched; `GUIJU_LICENCES`: the
 * platform of licences; `GUIJU_MOBILE`, `GUIJU_MOBILE_SECRET`: the cloud that is told dynamic codes.
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
  cloud('GUIJU_LICENCES', {
    zh: 'Client Secret 填在发票云授权配置里',
    en: 'set the client secret in the cloud authorisation',
  }),
  cloud('GUIJU_MOBILE', {
    zh: '签名密钥写在 GUIJU_MOBILE_SECRET',
    en: 'GUIJU_MOBILE_SECRET is for the key that signs',
  }),
  { name: 'GUIJU_MOBILE_SECRET' },
];

/** Null: text messages are handed over nowhere. */
export function smsOf(said: Said): SmsAddress | null {
  const { GUIJU_SMS: url, GUIJU_SMS_TOKEN: token } = said;
  return url === undefined ? null : readSms(url, token);
}

export function cloudsOf(said: Said): Clouds {
  const address = (text: string | undefined) => (text === undefined ? null : readAddress(text));
  return {
    licences: address(said['GUIJU_LICENCES']),
    mobile: address(said['GUIJU_MOBILE']),
    mobileSecret: said['GUIJU_MOBILE_SECRET'] ?? null,
  };
}

export function customsOf(said: Said): CustomsAddresses {
  const address = (text: string | undefined) => (text === undefined ? null : readAddress(text));
  return { production: address(said['GUIJU_CUSTOMS']), test: address(said['GUIJU_CUSTOMS_TEST']) };
}
