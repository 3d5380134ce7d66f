import { alignedDigits, grouped, percentText } from '../../../metadata/common/grouped.ts';
import type { Language } from '../../../metadata/common/label.ts';
import type { Report, ReportCell } from '../../../metadata/contract/reports/calls.ts';
import { digitsOf, signOf } from '../../../metadata/currency/currencies.ts';

type Value = Report['values'][number];

/** What a cell says, a text for each currency; none: there is nothing. */
export function cellTexts(cell: ReportCell, value: Value | undefined, language: Language): readonly string[] {
  if (cell === null) return [];
  if (typeof cell === 'string')
    return [cell === '' ? '' : numberText(cell, value, value?.currency, language)];
  return cell.map(({ currency, amount }) => numberText(amount, value, currency, language));
}

export function numberText(
  number: string,
  value: Value | undefined,
  currency: string | undefined,
  language: Language,
): string {
  // The least and the last of days are days.
  if (value?.kind === 'date') return number;
  if (value?.kind === 'percent') return percentText(number);
  if (value?.kind === 'computed') return grouped(number, alignedDigits(Number(value.digits ?? 2)));
  if (value?.kind !== 'money') return grouped(number);
  const digits = currency ? (digitsOf(currency) ?? 2) : Number(value.digits ?? 2);
  const text = grouped(number, digits);
  if (!currency) return text;
  const minus = text.startsWith('-') ? '-' : '';
  return `${minus}${signOf(currency, language)}${text.slice(minus.length)}`;
}
