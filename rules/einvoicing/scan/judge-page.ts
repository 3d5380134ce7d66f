import { compare, fits } from '../../../metadata/common/decimal.ts';
import { isGiven, type Text } from '../../decisions/given.ts';
import { specialTypes } from '../common/invoice-types.ts';
import type { PageProblem } from './page-words.ts';

/** What a customer fills in, by the members of the application that comes of it. */
export interface PageFilled {
  readonly invoiceType?: Text;
  readonly buyerKind?: Text;
  readonly buyerName?: Text;
  readonly buyerTaxNo?: Text;
  readonly gross?: Text;
  readonly businessNumber?: Text;
}

/**
 * Answers what a customer has to mend before an application can be made, by member; whatever else is asked of an
 * application is judged when it is one.
 *
 * @example
 * judgePage({ invoiceType: '10xdp', buyerKind: 'person', buyerName: '王', gross: '0', businessNumber: '1' }) //=> { gross: 'scan-amount-wrong' }
 */
export function judgePage(filled: PageFilled): Readonly<Partial<Record<keyof PageFilled, PageProblem>>> {
  const { invoiceType, buyerKind, buyerName, buyerTaxNo, gross, businessNumber } = filled;
  const isSpecial = specialTypes.includes(invoiceType ?? '');
  const isPerson = buyerKind === 'person';
  const needsTaxNo = !isGiven(buyerTaxNo) && !isPerson;
  return {
    ...(!isGiven(invoiceType) && { invoiceType: 'scan-type-missing' }),
    ...(isSpecial && isPerson && { invoiceType: 'scan-special-for-person' }),
    ...(!isGiven(buyerName) && { buyerName: 'scan-name-missing' }),
    ...(needsTaxNo && { buyerTaxNo: 'scan-tax-number-missing' }),
    ...judgeSlip({ gross, businessNumber }),
  };
}

/** The same of the purchase alone, as programs say it before there is a customer. */
export function judgeSlip({
  gross,
  businessNumber,
}: Pick<PageFilled, 'gross' | 'businessNumber'>): Readonly<
  Partial<Record<'gross' | 'businessNumber', PageProblem>>
> {
  return {
    ...(!isAmount(gross) && { gross: 'scan-amount-wrong' }),
    ...(!isGiven(businessNumber?.trim()) && { businessNumber: 'scan-receipt-missing' }),
  };
}

function isAmount(gross: Text): boolean {
  if (!/^\d{1,15}(\.\d{1,2})?$/.test(gross ?? '')) return false;
  return isGiven(gross) && fits(gross, 17, 2) && compare(gross, '0') > 0;
}

/** The types that a code offers where it names none: those that reach the customer by mail. */
const usualTypes = ['10xdp', '08xdp'] as const;

/** Answers the types that a customer may choose from, those of the code first. */
export function typesOf(invoiceTypes: readonly string[] | null | undefined): readonly string[] {
  return invoiceTypes?.length ? invoiceTypes : usualTypes;
}

/**
 * Shows of a person's name no more than its first letter: whoever means himself knows the others.
 *
 * @example
 * maskedName('李小明') //=> '李**'
 */
export function maskedName(name: string): string {
  const [first = '', ...others] = name;
  return first + '*'.repeat(others.length);
}

/**
 * Shows of a text only what whoever knows it recognises it by.
 *
 * @example
 * masked('91440300708461136T') //=> '9144**********136T'
 * masked('110') //=> '***'
 */
export function masked(text: string): string {
  const shown = Math.min(4, Math.floor(text.length / 4));
  if (shown === 0) return '*'.repeat(text.length);
  return text.slice(0, shown) + '*'.repeat(text.length - 2 * shown) + text.slice(-shown);
}
