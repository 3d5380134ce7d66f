import type { Problem } from '../../metadata/issue.ts';
import type { CellProblem, ReadRow } from './read-record.ts';

/** Which row of the file each part of a body came from: problems have paths into the body, people look at cells. */
export interface Placed {
  readonly row: ReadRow | null;
  /** By member; in the order of the body's rows. */
  readonly rows: ReadonlyMap<string, readonly Placed[]>;
}

/** `/lines/0/amount` → the cell of the amount in the row that became the first of the body's lines. */
export function placeProblem(problem: Problem, placed: Placed, fallback: ReadRow): CellProblem {
  const steps = problem.path
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  let here = placed;
  let row = placed.row ?? fallback;
  for (let at = 0; at < steps.length; at++) {
    const rows = here.rows.get(steps[at] ?? '');
    const below = rows?.[Number(steps[at + 1])];
    if (below) {
      here = below;
      row = below.row ?? row;
      at++;
      continue;
    }
    const column = row.found.columns.findIndex((one) => one?.member === steps[at] && steps[at] !== '');
    return { sheet: row.found.index, row: row.at, column: column < 0 ? null : column, problem };
  }
  return { sheet: row.found.index, row: row.at, column: null, problem };
}
