import { add, compare, div, mul, negate, round, sign, sub, sum } from '../../../metadata/common/decimal.ts';
import { isGiven, type Text } from '../../decisions/given.ts';
import type { Steps } from '../../decisions/steps.ts';
import type { Line } from '../common/line.ts';
import { pairSizes, withQuantity } from './by-count.ts';
import { type CutRule, cutByNetAsSaid } from './cut.ts';
import { cutByGrossAsSaid } from './gross.ts';
import { isWithin, type Priced, pieceAt, spread } from './pieces.ts';
import type { Unit } from './unit.ts';

/** The part of a line that somebody puts onto an invoice; nothing given: what the other places leave of it. */
export interface Said {
  readonly quantity?: Text;
  /** Net. */
  readonly amount?: Text;
  readonly gross?: Text;
}

type Tell = (code: string, params?: Readonly<Record<string, string>>) => void;

export interface Hand {
  readonly rule: CutRule;
  /** The price that is kept where amounts with tax are said. */
  readonly taxIncluded: boolean;
  readonly tell: Tell;
}

/** The pieces that are said of a unit, one a place; the discount of a pair goes along in proportion. Null: told why. */
export function* piecesByHand(unit: Unit, said: readonly Said[], hand: Hand): Steps<readonly Unit[] | null> {
  const [first] = unit.lines;
  if (!first) return null;
  const isSaid = ({ quantity, amount, gross }: Said) => [quantity, amount, gross].some(isGiven);
  if (said.length === 1 && !said.some(isSaid)) return [unit];
  const byGross = said.some(({ gross }) => isGiven(gross));
  const { tell } = hand;
  if (said.filter((one) => !isSaid(one)).length > 1) tell('hand-rest-twice');
  else if (byGross && said.some((one) => isGiven(one.amount) || isGiven(one.quantity))) tell('hand-mixed');
  else if (!isCounted(first.line) && said.some(({ quantity }) => isGiven(quantity))) tell('hand-uncounted');
  else return yield* byGross ? grossPieces(unit, said, hand) : netPieces(unit, said, hand);
  return null;
}

function isCounted({ quantity }: Line): boolean {
  return isGiven(quantity) && sign(quantity) !== 0;
}

/** Returns the place to which the rest goes: the one with nothing given, else the last. */
function restAt(said: readonly Said[]): number {
  const open = said.findIndex(({ quantity, amount, gross }) => ![quantity, amount, gross].some(isGiven));
  return open >= 0 ? open : said.length - 1;
}

function* grossPieces(unit: Unit, said: readonly Said[], hand: Hand): Steps<readonly Unit[] | null> {
  const [first, second] = unit.lines;
  if (!first) return null;
  const whole = first.line.gross || '0';
  const at = restAt(said);
  const others = sum(said.map(({ gross }, place) => (place === at ? '0' : gross || '0')));
  const grosses = said.map(({ gross }, place) => (place === at ? gross || sub(whole, others) : gross || '0'));
  tellDifference(sub(whole, sum(grosses)), null, hand.tell);
  if (!allPositive(grosses, hand.tell)) return null;
  const parts = withLeft(grosses, whole);
  const sizes = second ? pairSizes(parts, whole, second.line.gross || '0') : parts;
  const { taxIncluded } = hand;
  const cut = (decimals: number, handling: CutRule['handling']) => {
    const rule = { limit: whole, mode: 'by-quantity', decimals, handling, taxIncluded } as const;
    return cutByGrossAsSaid(unit, sizes, { ...rule, lastLine: 'quantity-kept' }, parts);
  };
  const asConfigured = yield* cut(hand.rule.quantityDecimals, hand.rule.handling);
  const quantities = asConfigured.map(({ lines: [one] }) => one?.line.quantity || '0');
  const addsUp = !isCounted(first.line) || compare(sum(quantities), first.line.quantity || '0') === 0;
  return (addsUp ? asConfigured : yield* cut(13, 'system')).slice(0, said.length);
}

function* netPieces(unit: Unit, said: readonly Said[], { rule, tell }: Hand): Steps<readonly Unit[] | null> {
  const [first, second] = unit.lines;
  if (!first) return null;
  const { line } = first;
  const whole = line.amount || '0';
  const price = isGiven(line.price) ? line.price : div(whole, line.quantity || '1', 13);
  const found =
    isCounted(line) && price !== null ? countedParts(line, price, said, rule) : plainParts(whole, said);
  const { amounts, quantities } = found;
  const left = sub(whole, sum(amounts));
  tellDifference(left, quantities && sub(line.quantity || '0', sum(quantities)), tell);
  if (!allPositive([...amounts, ...(quantities ?? [])], tell)) return null;
  const parts = withLeft(amounts, whole);
  const sizes = second ? pairSizes(parts, whole, second.line.amount || '0') : parts;
  const own: CutRule = { ...rule, fixedQuantity: null, lastLine: 'quantity-kept' };
  const pieces = yield* cutByNetAsSaid(unit, sizes, own, parts);
  return pieces.slice(0, said.length).map((piece, at) => {
    const quantity = quantities?.[at];
    return quantity === undefined || price === null
      ? piece
      : withQuantity(piece, quantity, { price, decimals: rule.priceDecimals });
  });
}

interface Parts {
  readonly amounts: readonly string[];
  /** Null: the line has none. */
  readonly quantities: readonly string[] | null;
}

function plainParts(whole: string, said: readonly Said[]): Parts {
  const at = restAt(said);
  const others = sum(said.map(({ amount }, place) => (place === at ? '0' : amount || '0')));
  const amounts = said.map(({ amount }, place) =>
    place === at ? amount || sub(whole, others) : amount || '0',
  );
  return { amounts, quantities: null };
}

/** Computes the parts of a line: of quantity and amount one follows from the other; one place takes the rest. */
function countedParts(line: Line, price: string, said: readonly Said[], rule: CutRule): Parts {
  const [whole, total] = [line.amount || '0', line.quantity || '0'];
  const at = restAt(said);
  const parts = (decimals: number): Parts => {
    const pieces = said.map((one) => partOf(one, price, { ...rule, quantityDecimals: decimals }));
    const rest = (of: keyof (typeof pieces)[number], from: string) =>
      sub(from, sum(pieces.map((piece, place) => (place === at ? '0' : piece[of]))));
    const [quantity, amount] = [rest('quantity', total), rest('amount', whole)];
    const own = said[at] ?? {};
    const isAllOf = (value: Text, left: string) => !isGiven(value) || compare(value, left) === 0;
    // A value that equals the rest brings the rest of the other with it.
    const isRest = isAllOf(own.quantity, quantity) && isAllOf(own.amount, amount);
    const last = isRest ? { quantity, amount } : (pieces[at] ?? { quantity, amount });
    const all = pieces.map((piece, place) => (place === at ? last : piece));
    return { amounts: all.map((one) => one.amount), quantities: all.map((one) => one.quantity) };
  };
  const asConfigured = parts(rule.quantityDecimals);
  const isUsedUp = asConfigured.quantities?.some((one) => sign(one) <= 0);
  const found = isUsedUp ? parts(13) : asConfigured;
  const { amounts, quantities } = found;
  const byQuantity = said.every(({ amount }) => !isGiven(amount));
  const [amount, quantity] = [amounts[at] ?? '0', quantities?.[at] ?? '0'];
  const isWhole = compare(sum(amounts), whole) === 0 && compare(sum(quantities ?? []), total) === 0;
  // As each rounds; where the rest leaves the tolerance, it is spread.
  if (!byQuantity || !isWhole || !quantities || isWithin(quantity, price, amount)) return found;
  return { quantities, amounts: spread(whole, quantities) };
}

function partOf({ quantity, amount }: Said, price: string, rule: CutRule) {
  if (isGiven(quantity))
    return { quantity, amount: isGiven(amount) ? amount : round(mul(quantity, price), 2) };
  const own: Priced = isGiven(amount) ? pieceAt(price, amount, rule) : { quantity: '0', price };
  return { quantity: own.quantity ?? '0', amount: amount || '0' };
}

function tellDifference(amount: string, quantity: string | null, tell: Tell): void {
  const signs = [sign(amount), sign(quantity ?? '0')];
  if (signs.every((one) => one === 0)) return;
  const off = { amount: absolute(amount), quantity: absolute(quantity ?? '0') };
  tell(signs.includes(-1) ? 'hand-line-over' : 'hand-line-left', off);
}

function allPositive(values: readonly string[], tell: Tell): boolean {
  if (values.every((one) => sign(one) > 0)) return true;
  tell('hand-piece-of-nothing');
  return false;
}

/** With one more of what is left, so that what is there is cut as if all of it were. */
function withLeft(parts: readonly string[], whole: string): readonly string[] {
  const left = sub(whole, sum(parts));
  return sign(left) === 0 ? parts : [...parts, left];
}

function absolute(value: string): string {
  return sign(value) < 0 ? negate(value) : add(value, '0');
}
