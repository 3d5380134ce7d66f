import { halfWidth } from '../../kinds/common/reading.ts';
import type { ColumnProfile } from './profile.ts';
import type { Why } from './proposal.ts';

/** Columns that are called alike but for the number behind it: 联系人1, 联系人2, 联系人3. */
interface Run {
  readonly stem: string;
  readonly columns: readonly ColumnProfile[];
}

/** So many columns say that the same is told several times; where others have the same numbers, two do. */
const leastAlone = 3;
const leastTogether = 2;

/** Why columns might be rows of the record, by the place of the first of those that have the same numbers. */
export function numberedColumns(columns: readonly ColumnProfile[]): ReadonlyMap<number, Why> {
  const together = Map.groupBy(runsOf(columns), (run) => run.columns.length);
  return new Map(
    [...together].flatMap(([times, runs]) => {
      const first = runs[0]?.columns[0];
      if (!first || times < (runs.length > 1 ? leastTogether : leastAlone)) return [];
      const params = { runs: runs.map(({ stem }) => `${stem}1–${times}`), times };
      return [[first.place, { code: 'workbook-numbered', params }] as const];
    }),
  );
}

/** Those numbered from 1 on without a gap, as they come. */
function runsOf(columns: readonly ColumnProfile[]): readonly Run[] {
  const runs = new Map<string, ColumnProfile[]>();
  for (const column of columns) {
    const [, stem, number] = /^(.*[^\d\s])\s*(\d{1,2})$/.exec(halfWidth(column.heading).trim()) ?? [];
    if (stem === undefined || column.filled === 0) continue;
    const run = runs.get(stem) ?? [];
    if (Number(number) === run.length + 1) runs.set(stem, [...run, column]);
  }
  return [...runs].map(([stem, found]) => ({ stem, columns: found }));
}
