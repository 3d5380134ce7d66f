import { grouped } from '../common/grouped.ts';
import type { Json } from '../common/json.ts';
import type { Language } from '../common/label.ts';
import type { Field } from '../field.ts';
import { digitsOf, signOf } from './currencies.ts';
import { currencyCode } from './currency-of.ts';

/** The digits after the point that an amount is shown with at least: as the field states, or its currency has. */
export function amountDigits(field: Field): number {
  const own = field.inner ?? field;
  const { scale, whole } = own.props;
  if (whole === true) return 0;
  const code = currencyCode(own);
  return typeof scale === 'number' ? scale : ((code === undefined ? undefined : digitsOf(code)) ?? 2);
}

/** An amount as people read it, behind the sign of its currency where the field says one: `-$1,234.50`. */
export function amountText(value: Json, field: Field, language: Language): string {
  return withSign(grouped(value, amountDigits(field)), field, language);
}

/** The text of a number behind the sign of the currency that a field says. */
export function withSign(text: string, field: Field, language: Language): string {
  const code = currencyCode(field);
  if (code === undefined || text === '') return text;
  const minus = text.startsWith('-') ? '-' : '';
  return `${minus}${signOf(code, language)}${text.slice(minus.length)}`;
}
