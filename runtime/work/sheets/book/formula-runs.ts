import type { Cell } from 'hucre/xlsx';
import { relativeFormula } from '../../../../metadata/design/workbook/excel-tokens.ts';
import type { FormulaRun } from '../../../../metadata/design/workbook/formula-run.ts';

/** A column that is computed in more manners than that is computed in none. */
const mostRuns = 2_000;

/** The formulas of a sheet, those below one another that are alike as one. */
export function formulaRuns(cells: ReadonlyMap<string, Cell> | undefined): readonly FormulaRun[] {
  const found: { row: number; column: number; cell: Cell }[] = [];
  for (const [key, cell] of cells ?? []) {
    if (cell.formula === undefined && cell.formulaSharedIndex === undefined) continue;
    const [row = 0, column = 0] = key.split(',').map(Number);
    found.push({ row, column, cell });
  }
  found.sort((a, b) => a.column - b.column || a.row - b.row);
  const shared = new Map<number, string>();
  const runs: FormulaRun[] = [];
  for (const { row, column, cell } of found) {
    const { formula, formulaSharedIndex: index } = cell;
    const own = formula ? relativeFormula(formula, row + 1) : undefined;
    if (own !== undefined && index !== undefined && !shared.has(index)) shared.set(index, own);
    const relative = own ?? shared.get(index ?? -1) ?? '';
    const last = runs.at(-1);
    if (last?.column === column && last.to === row - 1 && last.relative === relative)
      runs[runs.length - 1] = { ...last, to: row };
    else if (runs.length < mostRuns)
      runs.push({ column, from: row, to: row, relative, text: `=${formula ?? ''}` });
  }
  return runs;
}
