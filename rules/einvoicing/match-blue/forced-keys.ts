import { compare } from '../../../metadata/common/decimal.ts';
import { isGiven, type Text } from '../../decisions/given.ts';
import { canReverse } from '../common/invoice-types.ts';
import type { Line } from '../common/line.ts';

/** The members by which a red document and the blue one agree, whatever a rule says. */
interface Header {
  readonly invoiceType?: Text;
  readonly sellerTaxNo?: Text;
  readonly buyerTaxNo?: Text;
  readonly buyerName?: Text;
}

/** Of the same family, seller and buyer: by the tax number, else by the name. What the red one leaves empty agrees. */
export function headersAgree(red: Header, blue: Header): boolean {
  if (!canReverse(red.invoiceType, blue.invoiceType) || !agree(red.sellerTaxNo, blue.sellerTaxNo))
    return false;
  return isGiven(red.buyerTaxNo)
    ? agree(red.buyerTaxNo, blue.buyerTaxNo)
    : agree(red.buyerName, blue.buyerName);
}

/** Of the same rate and code, where the red line says them. */
export function linesAgree(red: Line, blue: Line): boolean {
  const isSameRate = !isGiven(red.rate) || !isGiven(blue.rate) || compare(red.rate, blue.rate) === 0;
  return isSameRate && agree(red.taxCode, blue.taxCode);
}

/** A blue one that does not have the member at all is not known by it. */
function agree(red: Text, blue: Text): boolean {
  return !isGiven(red) || blue === undefined || red === (blue ?? '');
}
