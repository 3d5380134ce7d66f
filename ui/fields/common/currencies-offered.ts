import { currencies, foremost } from '../../../metadata/currency/currencies.ts';
import { currencyNames } from '../../../metadata/currency/currency-names.ts';
import { language } from '../../session/i18n.ts';
import type { Offered } from './options-offered.ts';

/** Every currency, as `USD US Dollar`; those come first that most people look for. */
export function currenciesOffered(): readonly Offered[] {
  const at = language() === 'zh' ? 0 : 1;
  return [...new Set([...foremost, ...currencies])].map((code) => ({
    value: code,
    text: `${code} ${currencyNames[code]?.[at] ?? ''}`.trim(),
  }));
}
