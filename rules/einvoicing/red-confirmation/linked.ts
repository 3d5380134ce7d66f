import { abs, add, compare, sub } from '../../../metadata/common/decimal.ts';
import { isGiven, type Text } from '../../decisions/given.ts';
import { type Decided, Trace, type TraceLevel } from '../../decisions/trace.ts';
import { completed, type Line } from '../common/line.ts';

export interface LinkedQuestion {
  /** Of the negative document. */
  readonly lines: readonly Line[];
  readonly confirmation: { readonly number: string; readonly lines: readonly Line[] };
  /** The amount by which taxes may be apart. Default: not at all. */
  readonly taxTolerance?: Text;
}

/** The amounts by which a line becomes another than it was asked for: red − application. */
export interface LinkedDifference {
  /** Place of the line. */
  readonly line: number;
  readonly amount: string;
  readonly tax: string;
  readonly gross: string;
}

export interface Linked {
  /** With the amounts of the confirmation. */
  readonly lines: readonly Line[];
  readonly differences: readonly LinkedDifference[];
}

/**
 * A negative document by the confirmation that somebody linked it to: a gross that differs stops it, as does a tax beyond
 * the tolerance; within it the red invoice carries what the confirmation says.
 */
export function linkedTo(question: LinkedQuestion, level?: TraceLevel): Decided<Linked> {
  const { lines: given, confirmation, taxTolerance } = question;
  const trace = new Trace(level);
  const [asked, said] = [given, confirmation.lines].map((lines) => lines.map((line) => completed(line)));
  const agreed = asked && said && inOrderOf(asked, said);
  const stopped = () => {
    trace.stops('confirmation-differs', undefined, { number: confirmation.number });
    return trace.decided({ lines: [], differences: [] });
  };
  if (!asked || !agreed || asked.length !== agreed.length) return stopped();
  const differences = asked.map((line, at): LinkedDifference => {
    const own = agreed[at] ?? {};
    const of = (member: 'amount' | 'tax' | 'gross') => sub(own[member] || '0', line[member] || '0');
    return { line: at, amount: of('amount'), tax: of('tax'), gross: of('gross') };
  });
  const most = isGiven(taxTolerance) ? taxTolerance : '0';
  const isOff = ({ tax, gross }: LinkedDifference) =>
    compare(gross, '0') !== 0 || compare(abs(tax), most) > 0;
  if (differences.some(isOff)) return stopped();
  const lines = asked.map((line, at): Line => {
    const { amount = null, tax = null } = agreed[at] ?? {};
    return { ...line, amount, tax, gross: add(amount || '0', tax || '0') };
  });
  return trace.decided({
    lines,
    differences: differences.filter(
      ({ amount, tax }) => compare(amount, '0') !== 0 || compare(tax, '0') !== 0,
    ),
  });
}

/** The lines of a confirmation in the order of those asked: each beside the next that is about the same goods. */
function inOrderOf(asked: readonly Line[], said: readonly Line[]): readonly Line[] {
  const left = [...said];
  const isSame = (one: Line, line: Line) =>
    one.itemName === line.itemName &&
    compare(one.rate || '0', line.rate || '0') === 0 &&
    compare(one.gross || '0', line.gross || '0') === 0;
  return [
    ...asked.flatMap((line) => {
      const same = left.findIndex((one) => isSame(one, line));
      return left.splice(Math.max(same, 0), 1);
    }),
    ...left,
  ];
}
