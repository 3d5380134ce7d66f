import { abs, add, compare, sign, sub, sum } from '../../../metadata/common/decimal.ts';
import type { Steps } from '../../decisions/steps.ts';
import type { Trace } from '../../decisions/trace.ts';
import { exactTax, type Line, lineBounds, netOf } from '../common/line.ts';
import { spread } from '../split/pieces.ts';
import { type Block, type LineHandling, type MergedLine, mergeLines, priced } from './lines.ts';

export type Tail = 'cannot-issue' | 'several-lines' | 'gross-exact';

/** The change that merging made to a source line, so that it can be written back. */
export interface Difference {
  readonly document: number;
  readonly line: number;
  readonly amount: string;
  readonly tax: string;
}

export interface Tailed {
  readonly lines: readonly MergedLine[];
  readonly differences: readonly Difference[];
  /** Whether it is off by too much, and the rule knows no way out. */
  readonly stops: boolean;
}

/** Of a merged block whose tax is off by more than a line may be. */
export function* tailed(
  block: Block,
  { tail, handling }: { readonly tail: Tail; readonly handling: LineHandling },
  trace: Trace,
): Steps<Tailed> {
  const off = block.filter((one) => !isAsItCame(one) && !isTolerated(one.line));
  const [first] = off;
  if (!first) return { lines: block, differences: [], stops: false };
  const [source] = first.sources;
  const at = source && { document: source.document, line: source.line };
  if (tail === 'gross-exact') {
    const exact = block.map((one) =>
      off.includes(one) ? grossExact(one, trace) : { line: one, differences: [] },
    );
    return {
      lines: exact.map(({ line }) => line),
      differences: exact.flatMap(({ differences }) => differences),
      stops: false,
    };
  }
  if (tail === 'several-lines' && !block.some(isMixed) && block.every(isSumOfParts)) {
    const lines = yield* inSeveral(block, handling);
    trace.step('tail-lines', { ...(at ? { at } : {}), params: { lines: lines.length } });
    return { lines, differences: [], stops: false };
  }
  const { line } = first;
  const difference = sub(exactTax(line, line.amount || '0'), line.tax || '0');
  trace.stops('tail-difference', at, { difference });
  return { lines: block, differences: [], stops: true };
}

function isAsItCame({ line, parts: [part, ...more] }: MergedLine): boolean {
  return more.length === 0 && line === part;
}

/** Lines of both signs have offset each other: apart they would stand there again. */
function isMixed({ parts }: MergedLine): boolean {
  return new Set(parts.map(({ amount }) => sign(amount || '0')).filter((one) => one !== 0)).size > 1;
}

/** Unless something of a line that is not issued was spread over it. */
function isSumOfParts({ line, parts }: MergedLine): boolean {
  return (['amount', 'tax'] as const).every(
    (member) => compare(sum(parts.map((part) => part[member] || '0')), line[member] || '0') === 0,
  );
}

function grossExact(merged: MergedLine, trace: Trace) {
  const { line, sources } = merged;
  const gross = line.gross || '0';
  const amount = netOf(line, gross);
  const exact = priced({ ...line, amount, tax: sub(gross, amount) }, line.quantity || null);
  const [source] = sources;
  trace.step('tail-gross', {
    ...(source ? { at: { document: source.document, line: source.line } } : {}),
    before: { amount: line.amount ?? null, tax: line.tax ?? null },
    after: { amount, tax: exact.tax ?? null },
  });
  return {
    line: { ...merged, line: exact },
    differences: differencesOf(merged, sub(amount, line.amount || '0')),
  };
}

/** As many in one line, in input order, as stay within the tolerance; a discount stays below its line. */
function* inSeveral(block: Block, handling: LineHandling): Steps<readonly MergedLine[]> {
  const runs: Block[][] = [];
  let sums: readonly Line[] = [];
  for (const at of block[0]?.parts.keys() ?? []) {
    yield;
    const next = block.map((one) => partAt(one, at));
    const joined = next.map(({ line }, place) => withSums(line, sums[place]));
    const run = runs.at(-1);
    const fits = run && joined.every(isTolerated);
    if (fits) run.push(next);
    else runs.push([next]);
    sums = fits ? joined : next.map(({ line }) => line);
  }
  return runs.flatMap((run) => {
    const [only = []] = run;
    if (run.length === 1) return only;
    return only.map((_one, place) =>
      mergeLines(
        run.flatMap((each) => each[place] ?? []),
        handling,
      ),
    );
  });
}

function partAt({ parts, sources }: MergedLine, at: number): MergedLine {
  const [part = {}, source] = [parts[at], sources[at]];
  return { line: part, sources: source ? [source] : [], parts: [part] };
}

/** Adds up amount and tax of two lines; all else comes from the first. */
function withSums(line: Line, before: Line | undefined): Line {
  if (!before) return line;
  const of = (member: 'amount' | 'tax') => add(before[member] || '0', line[member] || '0');
  return { ...before, amount: of('amount'), tax: of('tax') };
}

function isTolerated(line: Line): boolean {
  const off = abs(sub(exactTax(line, line.amount || '0'), line.tax || '0'));
  return compare(off, lineBounds.tax) <= 0;
}

/** By how large each is, whatever its sign; what the amount loses the tax gains. */
function differencesOf({ parts, sources }: MergedLine, off: string): readonly Difference[] {
  const shares = spread(
    off,
    parts.map(({ amount }) => abs(amount || '0')),
  );
  return sources.flatMap((source, at) => {
    const amount = shares[at] ?? '0';
    return compare(amount, '0') === 0 ? [] : [{ ...source, amount, tax: sub('0', amount) }];
  });
}
