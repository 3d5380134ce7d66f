import { abs, add, compare, sign, sub, sum } from '../../../metadata/decimal.ts';
import { exactTax, type Line, lineBounds, netOf } from '../common/line.ts';
import type { Trace } from '../common/trace.ts';
import { spread } from '../split/pieces.ts';
import { type LineHandling, type MergedLine, mergeLines, priced } from './lines.ts';

export type Tail = 'cannot-issue' | 'several-lines' | 'gross-exact';

/** What a source line is told of what merging changed, so that it can be written back. */
export interface Difference {
  readonly document: number;
  readonly line: number;
  readonly amount: string;
  readonly tax: string;
}

export interface Tailed {
  readonly lines: readonly MergedLine[];
  readonly differences: readonly Difference[];
}

/** Of a merged line whose tax is off by more than a line may be. */
export function tailed(
  merged: MergedLine,
  { tail, handling }: { readonly tail: Tail; readonly handling: LineHandling },
  trace: Trace,
): Tailed {
  const { line, parts } = merged;
  if (parts.length < 2 || isTolerated(line)) return { lines: [merged], differences: [] };
  const [source] = merged.sources;
  const at = source && { document: source.document, line: source.line };
  // Lines of both signs have offset each other: apart they would stand there again.
  if (tail === 'cannot-issue' || (tail === 'several-lines' && isMixed(parts))) {
    const difference = sub(exactTax(line, line.amount || '0'), line.tax || '0');
    trace.stops('tail-difference', at, { difference });
    return { lines: [merged], differences: [] };
  }
  if (tail === 'several-lines') {
    const lines = inSeveral(merged, handling);
    trace.step('tail-lines', { ...(at ? { at } : {}), params: { lines: lines.length } });
    return { lines, differences: [] };
  }
  const gross = line.gross || '0';
  const amount = netOf(line, gross);
  const exact = priced({ ...line, amount, tax: sub(gross, amount) }, line.quantity || null);
  const off = sub(amount, line.amount || '0');
  trace.step('tail-gross', {
    ...(at ? { at } : {}),
    before: { amount: line.amount ?? null, tax: line.tax ?? null },
    after: { amount, tax: exact.tax ?? null },
  });
  return { lines: [{ ...merged, line: exact }], differences: differencesOf(merged, off) };
}

function isMixed(parts: readonly Line[]): boolean {
  return new Set(parts.map(({ amount }) => sign(amount || '0')).filter((one) => one !== 0)).size > 1;
}

/** As many in one line, in input order, as stay within the tolerance. */
function inSeveral({ parts, sources }: MergedLine, handling: LineHandling): readonly MergedLine[] {
  const lines: MergedLine[] = [];
  let run: MergedLine[] = [];
  const close = () => {
    const [only] = run;
    if (only) lines.push(run.length === 1 ? only : mergeLines(run, handling));
    run = [];
  };
  let [amount, tax] = ['0', '0'];
  for (const [at, part] of parts.entries()) {
    const source = sources[at];
    amount = add(amount, part.amount || '0');
    tax = add(tax, part.tax || '0');
    if (run.length > 0 && !isTolerated({ ...part, amount, tax })) {
      close();
      [amount, tax] = [part.amount || '0', part.tax || '0'];
    }
    run.push({ line: part, sources: source ? [source] : [], parts: [part] });
  }
  close();
  return lines;
}

function isTolerated(line: Line): boolean {
  const off = abs(sub(exactTax(line, line.amount || '0'), line.tax || '0'));
  return compare(off, lineBounds.tax) <= 0;
}

/** By amount; what the amount loses the tax gains. */
function differencesOf({ parts, sources }: MergedLine, off: string): readonly Difference[] {
  const shares = spread(
    off,
    parts.map(({ amount }) => amount || '0'),
  );
  return sources.flatMap((source, at) => {
    const amount = shares[at] ?? '0';
    return sum([amount]) === '0' ? [] : [{ ...source, amount, tax: sub('0', amount) }];
  });
}
