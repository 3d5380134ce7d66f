import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import { isList } from '../../../metadata/kinds/common/reading.ts';
import type { Changed, Look } from './record-live.ts';

/** Answers the rows that changed since the last look; null: so many, or in another order, that all are looked at. */
export function changedRows(look: Look, was: JsonObject, now: JsonObject, entries: Field): Changed | null {
  const [before, after] = [was[entries.name], now[entries.name]];
  if (!isList(before) || !isList(after) || before.length !== after.length) return null;
  const rows = new Set<number>();
  for (const [at, row] of after.entries()) if (row !== before[at]) rows.add(at);
  return rows.size > 50 ? null : { look, entries, rows: new Map([[entries.path, rows]]) };
}
