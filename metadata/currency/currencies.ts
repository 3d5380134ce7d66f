import { greatest } from '../common/greatest.ts';
import type { Language } from '../common/label.ts';

/**
 * The currencies of ISO 4217, list one, up to amendment 180: those in use on 1 January 2026 that have a minor unit or
 * none to speak of; metals, tests and units of account of banks are left out.
 */
const codes: readonly string[] = [
  'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD',
  'CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL',
  'GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW',
  'KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD',
  'NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP',
  'SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS',
  'VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG',
].flatMap((line) => line.split(' '));

/** Digits after the point, where they are not two. */
const digits: ReadonlyMap<string, number> = new Map(
  [
    'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
    '',
    '',
    'BHD IQD JOD KWD LYD OMR TND',
    'CLF UYW',
  ].flatMap((line, count) => line.split(' ').map((code): [string, number] => [code, count])),
);

const usual = 2;

/** Signs that say which currency is meant by themselves, in each language; all others are called by their codes. */
const signs: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  CNY: { zh: '¥', en: 'CN¥' },
  USD: { zh: 'US$', en: '$' },
  EUR: { zh: '€', en: '€' },
  GBP: { zh: '£', en: '£' },
  JPY: { zh: 'JP¥', en: '¥' },
  HKD: { zh: 'HK$', en: 'HK$' },
  TWD: { zh: 'NT$', en: 'NT$' },
  KRW: { zh: '₩', en: '₩' },
  AUD: { zh: 'AU$', en: 'A$' },
  CAD: { zh: 'CA$', en: 'CA$' },
  NZD: { zh: 'NZ$', en: 'NZ$' },
  INR: { zh: '₹', en: '₹' },
  BRL: { zh: 'R$', en: 'R$' },
  MXN: { zh: 'MX$', en: 'MX$' },
  ILS: { zh: '₪', en: '₪' },
  PHP: { zh: '₱', en: '₱' },
  VND: { zh: '₫', en: '₫' },
};

const known: ReadonlySet<string> = new Set(codes);

/** Codes of the currencies that most people deal with, those first that are dealt with most. */
export const foremost: readonly string[] = Object.keys(signs);

/** Codes of all currencies, in order. */
export const currencies: readonly string[] = codes;

export function isCurrency(code: string): boolean {
  return known.has(code);
}

/** The most digits that any currency has after the point. */
export const mostDigits = greatest(digits.values());

/**
 * The digits that amounts of a currency have after the point; undefined: there is no such currency.
 *
 * @example
 * digitsOf('JPY') //=> 0
 * digitsOf('BHD') //=> 3
 */
export function digitsOf(code: string): number | undefined {
  return known.has(code) ? (digits.get(code) ?? usual) : undefined;
}

/** What stands before an amount: a sign, or the code and a blank. */
export function signOf(code: string, language: Language): string {
  return signs[code]?.[language] ?? `${code}\u00a0`;
}
