import { add, compare } from '../../../metadata/common/decimal.ts';
import { isGiven, type Text } from '../../decisions/given.ts';
import { type Finder, header, signed } from './judged.ts';

interface Amounts {
  readonly amount?: Text;
  readonly tax?: Text;
  readonly gross?: Text;
}

/** Gross is amount and tax, to the cent. */
function apart({ amount, tax, gross }: Amounts) {
  if (!isGiven(amount) || !isGiven(tax) || !isGiven(gross)) return null;
  const expected = add(amount, tax);
  return compare(expected, gross) === 0 ? null : { expected, actual: gross };
}

export const lineGross: Finder = ({ lines }) =>
  lines.flatMap((one, line) => {
    const params = apart(one);
    return params ? [{ field: 'gross', line, params }] : [];
  });

export const invoiceGross: Finder = ({ invoice, lines }) => {
  const params = lines.length > 0 ? apart(invoice) : null;
  return params ? [{ field: 'gross', params }] : [];
};

export const totalZero = header(
  'amount',
  ({ invoice, lines }) => lines.length > 0 && signed(invoice.amount) === 0,
);

/** The tolerance of the whole. */
export function wholeTolerance(which: 'invoice-amount' | 'invoice-tax'): Finder {
  const field = which === 'invoice-tax' ? 'tax' : 'amount';
  return ({ offTolerance }) =>
    offTolerance.flatMap(({ code, expected = '', actual = '' }) =>
      code === which ? [{ field, params: { expected, actual } }] : [],
    );
}
