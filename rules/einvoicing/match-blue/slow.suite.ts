import type { Line } from '../common/line.ts';
import {
  type Fraction,
  isBelow,
  isMore,
  isNone,
  minus,
  over,
  plus,
  read,
  rounded,
  size,
  times,
  total,
  written,
  zero,
} from '../fractions.suite.ts';
import type { BlueQuestion, BlueRule } from './match-blue.ts';
import type { BlueInvoice } from './remaining.ts';

export interface SlowMatch {
  readonly line: number;
  readonly blue: string;
  readonly blueLine: number;
  readonly amount: string;
  readonly quantity: string | null;
}

/** Applies a rule once more, with fractions: each line goes through invoices in the rule's order. Days are UTC days. */
export function matchSlowly(question: BlueQuestion, rule: BlueRule): readonly SlowMatch[] {
  const isAllowance = question.redReason === 'allowance';
  const byQuantity = rule.basis === 'quantity' && !isAllowance;
  const taken = new Map<Line, { amount: Fraction; quantity: Fraction }>();
  const matches: SlowMatch[] = [];
  for (const [at, line] of question.lines.entries()) {
    let need = size(read(byQuantity ? line.quantity : line.amount));
    for (const invoice of inOrder(question, rule))
      for (const [place, blue] of invoice.lines.entries()) {
        if (blue.kind === 'discount' || !agrees(line, blue, rule) || !isSame(line, blue)) continue;
        const below = invoice.lines[place + 1];
        const isPair = blue.kind === 'discounted' && below?.kind === 'discount';
        const net = minus(read(blue.amount), isPair ? size(read(below?.amount)) : zero);
        const red = minus(net, read(blue.issuedRed));
        const ratio = question.discountRate ? read(question.discountRate) : read('1');
        const returned = times(times(read(blue.returnedQuantity), read(blue.price)), ratio);
        const allowed = minus(minus(net, read(blue.issuedAllowance)), returned);
        const allowance = isMore(allowed, red) ? red : allowed;
        const left = blue.quantity ? minus(read(blue.quantity), read(blue.returnedQuantity)) : null;
        if (!rule.ignorePrice && line.price) {
          const remaining = left && !isNone(left) ? rounded(over(red, left), 13) : null;
          const own = rule.comparedPrice === 'remaining' ? remaining : blue.price ? read(blue.price) : null;
          if (!own || !isNone(minus(own, read(line.price)))) continue;
        }
        const isPriced = isPair && blue.quantity && blue.price;
        const priced = isPriced
          ? { ...blue, price: written(rounded(over(net, read(blue.quantity)), 13)) }
          : blue;
        const had = taken.get(blue) ?? { amount: zero, quantity: zero };
        const whole = isAllowance && rule.allowanceBasis !== 'remaining-red' ? allowance : red;
        const room = minus(whole, had.amount);
        if (isNone(need) || isBelow(need) || isNone(room) || isBelow(room)) continue;
        const part = byQuantity
          ? byPieces(need, priced, left && minus(left, had.quantity), room, rule)
          : byAmount(isMore(need, room) ? room : need, priced, rule, isAllowance);
        const rest = left && minus(left, had.quantity);
        if (part && rest && !byQuantity && !isAllowance) {
          const isAll = isNone(minus(minus(red, had.amount), part.amount));
          if (isAll && isMore(rest, zero)) part.quantity = rest;
          else if (part.quantity && isMore(part.quantity, rest))
            part.quantity = isMore(rest, zero) ? rest : null;
        }
        if (!part) continue;
        const quantity = part.quantity ?? zero;
        taken.set(blue, { amount: plus(had.amount, part.amount), quantity: plus(had.quantity, quantity) });
        need = minus(need, byQuantity ? quantity : part.amount);
        matches.push({
          line: line.seq ?? at + 1,
          blue: invoice.number,
          blueLine: blue.seq ?? place + 1,
          amount: written(minus(zero, part.amount)),
          quantity: part.quantity ? written(minus(zero, part.quantity)) : null,
        });
      }
  }
  return matches;
}

/** As many cents of quantity as both the line and the money that is left have room for. */
function byPieces(
  need: Fraction,
  blue: Line,
  left: Fraction | null,
  room: Fraction,
  { quantityDecimals }: BlueRule,
): { amount: Fraction; quantity: Fraction | null } | null {
  if (!left || !blue.price || isNone(left) || isBelow(left)) return null;
  const price = read(blue.price);
  const most = isMore(need, left) ? left : need;
  const amount = rounded(times(most, price), 2);
  if (!isMore(amount, room)) return isNone(amount) ? null : { quantity: most, amount };
  const [a, b] = over(room, price);
  const scale = 10n ** BigInt(quantityDecimals ?? 13);
  const less: Fraction = [(a * scale) / b, scale];
  const lessAmount = rounded(times(less, price), 2);
  return isNone(lessAmount) ? null : { quantity: less, amount: lessAmount };
}

function byAmount(
  amount: Fraction,
  blue: Line,
  { quantityDecimals }: BlueRule,
  isAllowance: boolean,
): { amount: Fraction; quantity: Fraction | null } {
  if (isAllowance || !blue.price || isNone(read(blue.price))) return { amount, quantity: null };
  const price = read(blue.price);
  const short = rounded(over(amount, price), quantityDecimals ?? 13);
  const isOff = isNone(short) || isMore(size(minus(times(short, price), amount)), read('0.01'));
  return { amount, quantity: isOff ? rounded(over(amount, price), 13) : short };
}

/** Whatever the rule says, rate and code are the same where the red line says them. */
function isSame(line: Line, blue: Line): boolean {
  return (['rate', 'taxCode'] as const).every(
    (member) => !line[member] || blue[member] === undefined || line[member] === blue[member],
  );
}

function agrees(line: Line, blue: Line, { lineFields }: BlueRule): boolean {
  const fields = (lineFields ?? ['itemName', 'rate']).filter(
    (field) => !['amount', 'quantity', 'price'].includes(field),
  );
  return fields.every((field) => (line[field] ?? null) === (blue[field] ?? null));
}

function inOrder(question: BlueQuestion, rule: BlueRule): readonly BlueInvoice[] {
  const order = rule.order ?? 'nearest';
  const net = ({ lines }: BlueInvoice) => total(lines.map(({ amount }) => read(amount)));
  const isBefore = (a: BlueInvoice, b: BlueInvoice): boolean => {
    if (order === 'largest' && isMore(net(a), net(b))) return true;
    if (order === 'smallest' && isMore(net(b), net(a))) return true;
    if ((order === 'largest' || order === 'smallest') && !isNone(minus(net(a), net(b)))) return false;
    if (a.issuedAt !== b.issuedAt)
      return order === 'nearest' ? a.issuedAt > b.issuedAt : a.issuedAt < b.issuedAt;
    return a.number < b.number;
  };
  const first = new Date(`${question.today}T00:00:00Z`);
  const range = rule.range ?? 12;
  if (rule.rangeUnit === 'days') first.setUTCDate(first.getUTCDate() - range);
  else first.setUTCMonth(first.getUTCMonth() - range);
  const since = first.toISOString().slice(0, 10);
  const left = question.invoices.filter(({ issuedAt, sign }) => {
    const day = issuedAt.slice(0, 10);
    return (sign ?? 'blue') === 'blue' && day >= since && day <= question.today;
  });
  return left.toSorted((a, b) => (isBefore(a, b) ? -1 : 1));
}

/**
 * Every way there is to lay whole units of some lines on some invoices, no line and no invoice with more than it has:
 * the one that fills each first invoice as far as it goes, line by line.
 */
export function fullest(
  needs: readonly number[],
  rooms: readonly number[],
  fits: (line: number, invoice: number) => boolean,
): readonly (readonly number[])[] {
  const cells = needs.flatMap((_need, line) => rooms.map((_room, invoice) => ({ line, invoice })));
  let best: readonly number[] = [];
  const isMoreThanBest = (laid: readonly number[]): boolean => {
    const at = laid.findIndex((one, place) => one !== (best[place] ?? -1));
    return at >= 0 && (laid[at] ?? 0) > (best[at] ?? -1);
  };
  const lay = (laid: readonly number[]): void => {
    const cell = cells[laid.length];
    if (!cell) {
      if (isMoreThanBest(laid)) best = laid;
      return;
    }
    const used = (which: 'line' | 'invoice') =>
      laid.reduce((all, one, place) => (cells[place]?.[which] === cell[which] ? all + one : all), 0);
    const need = (needs[cell.line] ?? 0) - used('line');
    const room = (rooms[cell.invoice] ?? 0) - used('invoice');
    const most = fits(cell.line, cell.invoice) ? Math.min(need, room) : 0;
    for (let one = 0; one <= most; one += 1) lay([...laid, one]);
  };
  lay([]);
  return needs.map((_need, line) => best.slice(line * rooms.length, (line + 1) * rooms.length));
}
