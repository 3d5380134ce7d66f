import type { Form } from '../../../metadata/model.ts';
import type { HistoryRow } from '../../../migrations/rows/tables.ts';
import type { RuleRecord } from '../../../rules/match/match-form.ts';
import { timeSlices } from '../../common/time-slices.ts';
import type { Connection } from '../../database/database.ts';
import { historyColumns, readEvent } from '../../storage/store/commit/history-row.ts';
import type { WriteEvent } from '../../storage/store/commit/planned-write.ts';
import { noteKey, noteOf } from '../../storage/store/commit/sharing-note.ts';
import { followSharing, noSharing, type SharingThen } from '../../storage/store/commit/sharing-then.ts';
import type { Stored } from '../../storage/store/record/stored.ts';
import type { Copies } from '../../storage/store/sight/copies.ts';
import type { RecordCache } from './record-cache.ts';

const atOnce = 500;
const page = `SELECT ${historyColumns} FROM gj_history WHERE form = ? AND revision > ? AND revision <= ? ORDER BY revision LIMIT ${atOnce}`;

interface RecordThen {
  stored: Stored;
  readonly sharing: SharingThen;
}

/** The records of a form as they stood with a revision, read out of history from the beginning. */
export async function recordsThen(
  reader: Connection,
  form: Form,
  revision: number,
  apply: Copies['apply'],
): Promise<RecordCache> {
  const pause = timeSlices();
  const known = new Map<string, RecordThen>();
  for (let after = 0; ; ) {
    const rows = await reader.all<HistoryRow>(page, [form.id, after, revision]);
    for (const row of rows) {
      take(known, readEvent(row));
      await pause();
    }
    const last = rows.at(-1);
    if (!last || rows.length < atOnce) break;
    after = Number(last.revision);
  }
  const records = new Map<string, RuleRecord>();
  for (const [id, { stored, sharing }] of known) {
    const seen = [...sharing.copies].map(([org, copy]) => [org, apply(form, stored, copy, org)] as const);
    records.set(id, {
      record: stored,
      ...(sharing.assigned.size > 0 ? { assigned: new Set(sharing.assigned.keys()) } : {}),
      ...(seen.length > 0 ? { copies: new Map(seen) } : {}),
    });
  }
  return { records };
}

function take(known: Map<string, RecordThen>, { record, stored, revision }: WriteEvent): void {
  if (!stored) {
    known.delete(record);
    return;
  }
  const { [noteKey]: _, ...plain } = stored;
  const one = known.get(record) ?? { stored, sharing: noSharing() };
  one.stored = plain as Stored;
  followSharing(one.sharing, noteOf(stored), revision);
  known.set(record, one);
}
