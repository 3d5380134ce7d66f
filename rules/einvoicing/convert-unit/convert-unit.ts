import { abs, compare, div, mul, sub } from '../../../metadata/common/decimal.ts';
import { isGiven, type Text } from '../../decisions/given.ts';
import { type Decided, Trace, type TraceLevel } from '../../decisions/trace.ts';

/** A line in the unit it came in, and what its item says of that unit. */
export interface UnitLine {
  readonly quantity?: Text;
  /** Without tax. */
  readonly price?: Text;
  readonly amount?: Text;
  readonly gross?: Text;
  readonly unit?: Text;
}

export interface UnitQuestion extends UnitLine {
  /** So many base units are one of the unit that came in. None: there is nothing to convert. */
  readonly factor?: Text;
  readonly baseUnit?: Text;
  /** Of the divided price. Default: 13. */
  readonly priceDecimals?: number;
  /** Whether a price that misses the amount is derived from it (`rederivePrice`). Default: yes. */
  readonly rederive?: boolean;
  /** Of a price derived anew. Default: 13. */
  readonly rederivedDecimals?: number;
  /** The part of it that has been issued, in base units. Default: all of it. */
  readonly issued?: { readonly quantity?: Text; readonly gross?: Text };
}

export interface ConvertedUnit {
  readonly quantity: string | null;
  readonly price: string | null;
  readonly grossPrice: string | null;
  readonly unit: string | null;
  readonly originalUnit: string | null;
  readonly unitFactor: string | null;
  /** The quantity that is written back to the source, in its own unit. */
  readonly writeBackQuantity: string | null;
}

/** A new amount so near the old one is the same. */
const tolerance = '0.01';
const decimals = 13;

/** The line in base units: quantity × factor, price / factor; amounts stay as they are. */
export function convertUnit(line: UnitQuestion, level?: TraceLevel): Decided<ConvertedUnit> {
  const trace = new Trace(level);
  const { factor, unit = null, baseUnit } = line;
  if (!isGiven(factor) || !isGiven(line.quantity)) {
    trace.look(isGiven(factor) ? 'unit-without-quantity' : 'unit-without-factor');
    const { quantity = null, price = null } = line;
    const same = { quantity: quantity || null, price: price || null, unit, originalUnit: null };
    return trace.decided({
      ...same,
      unitFactor: null,
      grossPrice: grossPriceOf(line, quantity),
      writeBackQuantity: writtenBack(line),
    });
  }
  const quantity = mul(line.quantity, factor);
  const price = priceOf(line, quantity, trace);
  const converted = {
    quantity,
    price,
    grossPrice: grossPriceOf(line, quantity),
    unit: baseUnit ?? unit,
    originalUnit: unit,
    unitFactor: factor,
    writeBackQuantity: writtenBack(line),
  };
  trace.step('unit-converted', {
    before: { quantity: line.quantity, price: line.price ?? null, unit },
    after: { quantity, price, unit: converted.unit },
    params: { factor },
  });
  return trace.decided(converted);
}

function priceOf(line: UnitQuestion, quantity: string, trace: Trace): string | null {
  const { price, amount, factor, priceDecimals = decimals, rederivedDecimals = decimals } = line;
  const derived = isGiven(amount) ? div(amount, quantity, rederivedDecimals) : null;
  if (!isGiven(price) || !isGiven(factor)) return derived;
  const divided = div(price, factor, priceDecimals);
  if (divided === null || !isGiven(amount) || line.rederive === false) return divided;
  const off = sub(mul(divided, quantity), amount);
  if (compare(abs(off), tolerance) <= 0) return divided;
  trace.step('price-rederived', { before: { price: divided }, after: { price: derived }, params: { off } });
  return derived;
}

function grossPriceOf({ gross }: UnitLine, quantity: Text): string | null {
  return isGiven(gross) && isGiven(quantity) ? div(gross, quantity, decimals) : null;
}

/** The original quantity once all is issued, whatever the division says. */
function writtenBack({ quantity, gross, factor, issued }: UnitQuestion): string | null {
  if (!issued) return quantity || null;
  if (!isGiven(factor)) return issued.quantity || null;
  if (isGiven(gross) && isGiven(issued.gross) && compare(issued.gross, gross) === 0) return quantity || null;
  return isGiven(issued.quantity) ? div(issued.quantity, factor, decimals) : null;
}
