import type { Form } from '../../../metadata/model.ts';
import type { FormerState } from '../../../metadata/record-change.ts';
import type { HistoryRow } from '../../../migrations/rows/tables.ts';
import type { Call } from '../../call/call.ts';
import { timeSlices } from '../../common/time-slices.ts';
import type { Connection } from '../../database/database.ts';
import { historyColumns, readEvent } from '../../storage/store/commit/history-row.ts';
import { managesRecord } from '../../storage/store/record/access.ts';
import { saysTheSame } from '../../storage/store/record/changed-paths.ts';
import { fitStored } from '../../storage/store/record/fit-stored.ts';
import { recordPointer } from '../../storage/store/record/pointers.ts';
import type { Stored } from '../../storage/store/record/stored.ts';
import type { PutBackStep } from '../../work/jobs/put-back.ts';

/** What has to be done to a record so that it is as it was at a moment. */
export interface SetBackStep extends PutBackStep {
  /** As it is called, or was before it went; null: what the caller does not read of that, or what it has not. */
  readonly number: string | null;
  readonly name: string | null;
  /** The same of then, and so of what it is afterwards. */
  readonly was: Pick<SetBackStep, 'number' | 'name'>;
}

export interface ChangedAsked {
  readonly form: Form;
  /** The newest revision of then. */
  readonly since: number;
  /** Its number or id. Default: all. */
  readonly record?: string | undefined;
  /** Only what this organisation made, by id. Default: any. */
  readonly org?: string | undefined;
  readonly zone: string;
}

const page = 200;

const changed = `SELECT record, MAX(revision) AS last FROM gj_history
  WHERE form = ? AND revision > ? AND record > ? GROUP BY record ORDER BY record LIMIT ${page}`;
const versionBy = `SELECT ${historyColumns} FROM gj_history WHERE form = ? AND record = ? AND revision <= ?
  ORDER BY revision DESC LIMIT 1`;

/** Of each record of a form that is another than then, and that the caller may change, what has to be done. */
export async function* changedSince(
  reader: Connection,
  call: Call,
  { form, since, record, org, zone }: ChangedAsked,
): AsyncGenerator<SetBackStep> {
  const isMeant = (one: Stored) =>
    (record === undefined || one.id === record || recordPointer(call, form, one).number === record) &&
    (org === undefined || one.org === org) &&
    managesRecord(call, form, 'edit', one);
  const versionOf = async (id: string, revision: number) => {
    const row = await reader.first<HistoryRow>(versionBy, [form.id, id, revision]);
    return row && readEvent(row);
  };
  const fitted = (one: Stored) => fitStored(form, one, zone).row;
  const pause = timeSlices();
  for (let [after, full] = ['', true]; full; ) {
    const rows = await reader.all<{ record: string; last: number }>(changed, [form.id, since, after]);
    for (const row of rows) {
      after = row.record;
      await pause();
      const newest = await versionOf(row.record, Number(row.last));
      const last = newest?.stored ?? newest?.before;
      if (!newest || !last || !isMeant(last)) continue;
      const was = await versionOf(row.record, since);
      const isThere = newest.stored !== null;
      const { number, name } = recordPointer(call, form, last);
      const known = { record: row.record, number, name, ifMatch: isThere ? last.revision : 0 };
      if (!was?.stored) {
        if (isThere) yield { ...known, was: known, does: 'later', version: 0 };
        continue;
      }
      const back = { ...known, was: recordPointer(call, form, was.stored), version: was.revision };
      if (!isThere) yield { ...back, does: 'again' };
      else if (!saysTheSame(form, fitted(last), fitted(was.stored)))
        yield { ...back, ...formerState(last, was.stored), does: 'back' };
    }
    full = rows.length === page;
  }
}

function formerState(now: Stored, was: Stored): FormerState {
  return {
    ...(typeof was.enabled === 'boolean' && was.enabled !== now.enabled && { enabled: was.enabled }),
    ...(typeof was.sharing === 'string' && was.sharing !== now.sharing && { sharing: was.sharing }),
  };
}
