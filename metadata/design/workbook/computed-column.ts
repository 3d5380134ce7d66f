import { cellName } from './excel-tokens.ts';
import type { FormulaRun } from './formula-run.ts';
import type { ComputedColumn } from './profile.ts';

interface ComputedSheet {
  readonly rows: readonly (readonly string[])[];
  readonly formulas?: readonly FormulaRun[];
}

/** The formula by which most cells of a column are computed; undefined: none of them is. */
export function computedColumn(
  sheet: ComputedSheet | undefined,
  place: number,
  { first, sums }: { readonly first: number; readonly sums?: number },
): ComputedColumn | undefined {
  const end = sums ?? sheet?.rows.length ?? 0;
  const runs = (sheet?.formulas ?? []).filter(
    ({ column, from, to }) => column === place && to >= first && from < end,
  );
  const most = Map.groupBy(runs, ({ relative }) => relative)
    .values()
    .map((alike) => ({ alike, cells: alike.reduce((sum, { from, to }) => sum + to - from + 1, 0) }))
    .reduce<{ alike: typeof runs; cells: number } | undefined>(
      (best, one) => (best && best.cells >= one.cells ? best : one),
      undefined,
    );
  const [run] = most?.alike ?? [];
  if (!most || !run) return undefined;
  const isSo = (row: number) => most.alike.some(({ from, to }) => row >= from && row <= to);
  const other = (sheet?.rows ?? []).findIndex(
    (row, at) => at >= first && at < end && (row[place] ?? '') !== '' && !isSo(at),
  );
  return {
    relative: run.relative,
    cell: cellName(place, run.from + 1),
    text: run.text,
    ...(other >= 0 && { other: cellName(place, other + 1) }),
  };
}
