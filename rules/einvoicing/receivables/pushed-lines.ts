import { div, round, sub, sum } from '../../../metadata/common/decimal.ts';
import { isGiven, type Text } from '../../decisions/given.ts';
import type { ParameterText } from '../../decisions/parameter-text.ts';
import { exactTax, type Line, netOf } from '../common/line.ts';

interface Pushed {
  readonly taxIncluded?: boolean | null;
  readonly lines: readonly Line[];
}

const priceDecimals = 13;

/**
 * The lines of a receivable as they become those of an application: gifts stay behind unless a parameter takes them
 * along, and figures are made anew from what was agreed (the gross, where prices include the tax, else the net), so
 * that they hold together, unless a parameter takes them as they come.
 */
export function pushedLines({ taxIncluded, lines }: Pushed, parameter: ParameterText): readonly Line[] {
  const isSet = (type: string, key: string) => (parameter(type, key) ?? '').trim() === '1';
  const withGifts = isSet('ArBillPushPresent', 'ArBillPushPresent');
  const taken = isSet('sim_botp_config', 'sim_ar_push_recal');
  const coming = lines.filter(({ gift }) => withGifts || gift !== true);
  return taken ? coming : coming.map((line) => made(line, taxIncluded === true));
}

function made(line: Line, taxIncluded: boolean): Line {
  if (!isGiven(line.rate)) return line;
  const agreed = taxIncluded ? line.gross : line.amount;
  if (!isGiven(agreed)) return line;
  if (!taxIncluded) {
    const tax = round(exactTax(line, agreed), 2);
    return { ...line, tax, gross: sum([agreed, tax]), ...priced(line, 'price', agreed) };
  }
  const amount = round(netOf(line, agreed), 2);
  return {
    ...line,
    amount,
    tax: sub(agreed, amount),
    ...priced(line, 'price', amount),
    ...priced(line, 'grossPrice', agreed),
  };
}

/** Prices follow from amounts; a line without a quantity, or one that bears none, has none. */
function priced(line: Line, member: 'price' | 'grossPrice', amount: string): Partial<Record<string, string>> {
  if (line.kind === 'discount' || !isGiven(line.quantity as Text)) return {};
  const price = div(amount, line.quantity ?? '0', priceDecimals);
  return price === null ? {} : { [member]: price };
}
