import { abs, add, compare, round, sub } from '../../../metadata/common/decimal.ts';
import type { Text } from '../../decisions/given.ts';
import { type Decided, Trace, type TraceLevel } from '../../decisions/trace.ts';
import { exactTax, type Line } from '../common/line.ts';
import type { Linked } from '../red-confirmation/linked.ts';

/** Types of which a red invoice goes by a red-letter information form that the bureau has numbered. */
const byInformation: readonly string[] = ['004', '028'];

/**
 * Tells whether a red invoice of a type needs such a form.
 *
 * @example
 * goesByInformation('004') //=> true
 * goesByInformation('08xdp') //=> false
 */
export function goesByInformation(invoiceType: Text): boolean {
  return byInformation.includes(invoiceType ?? '');
}

/** Statuses in which a form holds the amounts of its blue invoice: until the bureau has taken its number back, too. */
export const holdingInformation: readonly string[] = ['sent', 'numbered', 'revoking'];

/** Somebody may change a tax by so much, where that is allowed at all. Inclusive. */
const taxEdit = '0.06';

/**
 * Tells whether the tax of a line of a form stands: as computed, or within 0.06 of that where it may be edited.
 *
 * @example
 * isTaxFine({ amount: '-100', rate: '0.13', tax: '-13.06' }, true) //=> true
 * isTaxFine({ amount: '-100', rate: '0.13', tax: '-13.06' }, false) //=> false
 */
export function isTaxFine(line: Line, editable: boolean): boolean {
  const { amount, rate, tax, preferenceText = null } = line;
  const exact = exactTax({ rate: rate ?? '0', preferenceText }, amount || '0');
  const off = abs(sub(tax || '0', exact));
  if (editable) return compare(off, taxEdit) <= 0;
  return compare(tax || '0', round(exact, 2)) === 0;
}

/** A negative document by the form it names: each line has its net amount, and the red invoice carries its tax. */
export function byNumberedForm(
  lines: readonly Line[],
  form: { readonly number: string; readonly lines: readonly Line[] },
  level?: TraceLevel,
): Decided<Linked> {
  const trace = new Trace(level);
  const left = [...form.lines];
  const own = lines.map((line) => {
    const at = left.findIndex((one) => isSame(one, line));
    return at < 0 ? null : (left.splice(at, 1)[0] ?? null);
  });
  if (left.length > 0 || own.includes(null)) {
    trace.stops('red-info-differs', undefined, { number: form.number });
    return trace.decided({ lines: [], differences: [] });
  }
  const said = lines.map((line, at): Line => {
    const tax = own[at]?.tax || '0';
    return { ...line, tax, gross: add(line.amount || '0', tax) };
  });
  const differences = said.flatMap((line, at) => {
    const tax = sub(line.tax || '0', lines[at]?.tax || '0');
    return compare(tax, '0') === 0 ? [] : [{ line: at, amount: '0', tax, gross: tax }];
  });
  return trace.decided({ lines: said, differences });
}

function isSame(one: Line, line: Line): boolean {
  const isEqual = (a: Text, b: Text) => compare(a || '0', b || '0') === 0;
  return one.itemName === line.itemName && isEqual(one.rate, line.rate) && isEqual(one.amount, line.amount);
}
