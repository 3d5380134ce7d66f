import { nearNames } from '../../metadata/near-names.ts';
import type { DataSheet, SheetPlan } from './column.ts';
import { SheetFailure } from './sheet-failure.ts';

/** The sheet that has the rows of these entries: `lines`, or `lines.parts`. */
export function entriesSheet(plan: SheetPlan, entries: string): DataSheet {
  const paths = new Map(plan.map((sheet) => [sheet.path.join('.'), sheet]));
  const sheet = paths.get(entries);
  if (sheet) return sheet;
  throw new SheetFailure('sheet-entries-unknown', { entries, near: [...nearNames(entries, paths.keys())] });
}
