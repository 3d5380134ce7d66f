import { add, div, mul, negate, round, sub } from '../../../metadata/common/decimal.ts';
import type { Json } from '../../../metadata/common/json.ts';
import { isGiven, type Text } from '../../decisions/given.ts';

/** A line of an application, of a pending invoice or of an invoice, with whatever else it carries. */
export interface Line {
  readonly seq?: number | null;
  readonly kind?: 'normal' | 'discount' | 'discounted' | null;
  readonly itemName?: Text;
  readonly taxCode?: Text;
  readonly rate?: Text;
  readonly preference?: boolean | null;
  readonly preferenceText?: Text;
  readonly quantity?: Text;
  readonly price?: Text;
  readonly grossPrice?: Text;
  readonly amount?: Text;
  readonly tax?: Text;
  readonly gross?: Text;
  readonly deduction?: Text;
  readonly remark?: Text;
  readonly [member: string]: Json | undefined;
}

/** Bounds of what a line may be off by, both inclusive. */
export const lineBounds = { amount: '0.01', tax: '0.06' };

/** Texts that an invoice shows in place of its rate, which is 0. */
export const untaxed: readonly string[] = ['免税', '不征税', '免征收'];

/** The text that taxes at 5 % and lets 1.5 % be paid of it. */
export const reducedText = '按5%简易征收减按1.5%计征';

/** a × b / c, rounded half up; a where c is nothing. */
export function share(a: string, b: string, c: string, scale = 2): string {
  return div(mul(a, b), c, scale) ?? a;
}

/** The tax of a net amount of a line, exactly. */
export function exactTax({ rate, preferenceText }: Line, amount: string): string {
  // tax = gross / 1.05 × 0.015 and amount = gross − tax, so that tax = amount × 0.015 / 1.035.
  if (preferenceText === reducedText) return div(mul(amount, '0.015'), '1.035', 20) ?? '0';
  return mul(amount, rate || '0');
}

/** The net amount of a gross one. */
export function netOf({ rate, preferenceText }: Line, gross: string): string {
  if (preferenceText === reducedText) return sub(gross, share(gross, '0.015', '1.05'));
  return div(gross, add('1', rate || '0'), 2) ?? gross;
}

/** With the amounts that are not given, as far as others say them. */
export function completed(line: Line, taxMethod: Text = 'normal'): Line {
  let { amount, tax, gross } = line;
  if (!isGiven(amount) && isGiven(gross)) amount = isGiven(tax) ? sub(gross, tax) : netOf(line, gross);
  if (!isGiven(tax) && isGiven(amount)) {
    const base = taxMethod === 'difference' ? sub(amount, line.deduction || '0') : amount;
    tax = isGiven(gross) ? sub(gross, amount) : round(exactTax(line, base), 2);
  }
  if (!isGiven(gross) && isGiven(amount)) gross = add(amount, tax || '0');
  return { ...line, amount: amount ?? null, tax: tax ?? null, gross: gross ?? null };
}

const signed = ['quantity', 'amount', 'tax', 'gross', 'deduction'] as const;

/** The line with the other sign; prices are positive either way. */
export function opposite(line: Line): Line {
  const turned: Record<string, string> = {};
  for (const member of signed) {
    const value = line[member];
    if (isGiven(value)) turned[member] = negate(value);
  }
  return { ...line, ...turned };
}
