import { mul, round } from '../../../metadata/common/decimal.ts';
import { isGiven, textIn } from '../../decisions/given.ts';
import { used } from '../../decisions/rules.ts';
import type { Trace } from '../../decisions/trace.ts';
import { completed, type Line } from '../common/line.ts';
import type { InvoiceItem } from '../forms/forms.ts';

interface Pricing {
  /** The line as it came, in its own unit. */
  readonly given: Line;
  readonly item: InvoiceItem;
  readonly taxMethod: string;
  readonly trace: Trace;
  readonly here: { readonly document: number; readonly line: number };
}

const money = ['price', 'grossPrice', 'amount', 'tax', 'gross'];

/** Whether a line says how many, and nothing of money. */
export function isUnpriced(line: Line): boolean {
  return isGiven(line.quantity) && money.every((member) => textIn(line, member) === '');
}

/** A line that is unpriced costs what its item does, where both speak of the same unit. */
export function priced(line: Line, { given, item, taxMethod, trace, here }: Pricing): Line {
  const { quantity } = line;
  const price = textIn(item, 'price');
  if (price === '' || !isGiven(quantity) || !isUnpriced(given)) return line;
  const [its, own] = [textIn(item, 'unit'), textIn(textIn(line, 'unitFactor') ? line : given, 'unit')];
  if (its !== '' && own !== '' && its !== own) {
    trace.warns('item-price-unit', { ...here, field: 'price' }, { item: its, line: own });
    return line;
  }
  const rate = line.rate || textIn(item, 'rate') || null;
  const whole = completed({ ...line, rate, price, amount: round(mul(price, quantity), 2) }, taxMethod);
  trace.step('item-priced', {
    by: used('invoice-item', item),
    before: { price: null, amount: null },
    after: { price, amount: whole.amount ?? null },
    at: here,
  });
  return whole;
}
