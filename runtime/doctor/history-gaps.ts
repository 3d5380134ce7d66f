import type { HistoryRow } from '../../migrations/tables.ts';
import { isBesideHistory } from '../auth/token-store.ts';
import { historyColumns, readEvent } from '../store/commit/history-row.ts';
import { noteOf } from '../store/commit/sharing-note.ts';
import { type Difference, differences } from '../store/record/changed-paths.ts';
import { fitStored } from '../store/record/fit-stored.ts';
import { byCount, padded } from '../store/record/in-list.ts';
import type { Stored } from '../store/record/stored.ts';
import { type Harm, repairReason } from './harm.ts';
import { type Against, placeOf } from './harmed-rows.ts';
import { storedOf } from './newest-versions.ts';

const atOnce = 20;
const versions = byCount(
  (marks) =>
    `SELECT ${historyColumns} FROM gj_history WHERE form = ? AND record IN (${marks}) ORDER BY record, revision`,
);
/** What begins anew, or ends: nothing before it has to lead there. */
const breaks: ReadonlySet<string> = new Set(['create', 'restore', 'delete']);

/** Versions that say more than they changed against the one before: one between them is missing. */
export async function historyGaps(against: Against, records: readonly Stored[]): Promise<readonly Harm[]> {
  const { reader, layout } = against;
  const harms: Harm[] = [];
  for (let from = 0; from < records.length; from += atOnce) {
    const some = records.slice(from, from + atOnce);
    const ids = some.map(({ id }) => id);
    const rows = await reader.all<HistoryRow>(versions(ids.length), [layout.form.id, ...padded(ids)]);
    const byId = new Map(some.map((record) => [record.id, record]));
    for (const [at, row] of rows.entries()) {
      const before = rows[at - 1];
      const record = byId.get(row.record);
      if (before?.record !== row.record || !record || !isGap(against, before, row)) continue;
      harms.push({
        code: 'doctor-history-gap',
        place: `${placeOf(layout, record)} (${Number(before.revision)} → ${Number(row.revision)})`,
      });
    }
  }
  return harms;
}

function isGap({ layout: { form }, zone }: Against, before: HistoryRow, row: HistoryRow): boolean {
  const [old, next] = [storedOf(before), storedOf(row)];
  if (row.reason === repairReason) return false;
  if (!old || !next || breaks.has(row.operation) || noteOf(next)?.copy) return false;
  const { changed } = readEvent(row);
  const personal = new Set(form.fields.filter((field) => field.personal).map(({ id }) => id));
  const known = (path: string) =>
    changed.some((one) => one === path || one.startsWith(`${path}.`) || path.startsWith(`${one}.`));
  return differences(form, fitStored(form, old, zone).row, fitStored(form, next, zone).row).some(
    (difference) => {
      const [head = ''] = difference.path;
      const inHistory =
        old[head] !== undefined &&
        next[head] !== undefined &&
        !personal.has(head) &&
        !isBesideHistory(form.id, head);
      return inHistory && !isReshaped(difference) && !known(difference.path.join('.'));
    },
  );
}

/** A secret that was sealed anew, a value that another kind spells otherwise, or one that no longer fits. */
function isReshaped({ before, after }: Difference): boolean {
  if (before === null || after === null) return false;
  if (typeof before !== typeof after) return true;
  return typeof before === 'string' && before.startsWith('v1.') && String(after).startsWith('v1.');
}
