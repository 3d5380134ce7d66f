import { append } from '../../../metadata/common/append.ts';
import type { ReshapeRow } from '../../../migrations/rows/package-tables.ts';
import type { CommitRow, HistoryRow } from '../../../migrations/rows/tables.ts';
import { inBatches } from '../../common/in-batches.ts';
import type { Connection, Database } from '../../database/database.ts';
import { transact } from '../../database/database-error.ts';
import { LeaseLost } from '../../database/fence.ts';
import { modelForm } from '../../model/publish/carry-out-publish.ts';
import { historyColumns, readEvent } from '../../storage/store/commit/history-row.ts';
import type { WriteEvent } from '../../storage/store/commit/planned-write.ts';
import { noteOf, withNote } from '../../storage/store/commit/sharing-note.ts';
import {
  followSharing,
  noSharing,
  type SharingThen,
  withFormerSharing,
} from '../../storage/store/commit/sharing-then.ts';
import { letFilesGo } from '../../storage/store/history/purge-history.ts';

/** Versions that are looked at in one transaction, which others wait for. */
const atOnce = 50;
/** Transactions of one run, between which others go on. */
const mostPages = 40;

interface Progress {
  /** From here on history is whole. */
  readonly from: number;
  /** What is before was thinned until here. */
  readonly done: number;
}

/**
 * Deletes versions that a newer one followed before an instant, and records that were deleted before it. The newest
 * version of each record then is left, so that every moment since can be read as it was; it tells as well who held the
 * record. First is written from where on history is whole: whoever asks for what was before is refused, and reads no
 * state that is half there. Answers how many versions went; it goes on with its next run.
 */
export async function thinHistory(database: Database, before: number): Promise<number> {
  const found = await progress(database);
  const from = Math.max(found.from, await newestCommitBefore(database, before));
  if (from > found.from) await announce(database, from);
  let [done, gone] = [found.done, 0];
  for (let page = 0; page < mostPages && done < from; page++) {
    const thinned = await thinPage(database, done, from);
    gone += thinned.gone;
    done = thinned.done;
  }
  if (done >= from) await forgetReplaced(database, from);
  return gone;
}

async function progress(reader: Connection): Promise<Progress> {
  const row = await reader.first<{ whole_from: number; done_to: number }>(
    "SELECT whole_from, done_to FROM gj_thinning WHERE what = 'history'",
  );
  return { from: Number(row?.whole_from ?? 0), done: Number(row?.done_to ?? 0) };
}

async function announce(database: Database, from: number): Promise<void> {
  const sql = database.dialect.upsert(
    'gj_thinning',
    ['what', 'whole_from', 'done_to'],
    ['what'],
    ['whole_from'],
  );
  await database.run(sql, ['history', from, 0]);
}

/** Fails where another node came further meanwhile: what this one deleted is rolled back. */
async function advance(tx: Connection, from: number, to: number): Promise<void> {
  const sql = "UPDATE gj_thinning SET done_to = ? WHERE what = 'history' AND done_to = ?";
  if ((await tx.run(sql, [to, from])).changes === 0) throw new LeaseLost('the thinning of history');
}

async function newestCommitBefore(reader: Connection, instant: number): Promise<number> {
  const row = await reader.first<{ last: number }>(
    'SELECT last_revision AS last FROM gj_commit WHERE at < ? ORDER BY at DESC LIMIT 1',
    [instant],
  );
  return Number(row?.last ?? 0);
}

/** Looks at the next versions before `from`, and deletes of each record what is older than the one that is there. */
async function thinPage(database: Database, done: number, from: number) {
  const rows = await database.all<Pick<HistoryRow, 'revision' | 'form' | 'record'>>(
    `SELECT revision, form, record FROM gj_history WHERE revision > ? AND revision <= ? ORDER BY revision LIMIT ${atOnce}`,
    [done, from],
  );
  const reached = rows.length < atOnce ? from : Number(rows.at(-1)?.revision);
  const newest = new Map<string, (typeof rows)[number]>();
  for (const row of rows) if (row.form !== modelForm) newest.set(`${row.form} ${row.record}`, row);
  return transact(database, async (tx) => {
    const gone: number[] = [];
    for (const { form, record, revision } of newest.values())
      append(gone, await thinRecord(tx, form, record, Number(revision)));
    await deleteCommits(tx, gone, from);
    await advance(tx, done, reached);
    return { gone: gone.length, done: reached };
  });
}

/** Values that publishes before then replaced: nobody takes such a publish back any more. */
async function forgetReplaced(database: Database, from: number): Promise<void> {
  const places = await database.all<Pick<ReshapeRow, 'revision' | 'path' | 'column_name'>>(
    `SELECT revision, path, column_name FROM gj_reshape WHERE revision < ? ORDER BY revision LIMIT ${atOnce}`,
    [from],
  );
  for (const { revision, path, column_name: column } of places) {
    for (let more = true; more; ) {
      const rows = await database.all<{ row_id: string }>(
        `SELECT row_id FROM gj_replaced WHERE path = ? AND column_name = ? LIMIT 500`,
        [path, column],
      );
      more = rows.length > 0;
      if (more)
        await database.run(
          `DELETE FROM gj_replaced WHERE path = ? AND column_name = ? AND row_id IN (${marks(rows)})`,
          [path, column, ...rows.map(({ row_id }) => row_id)],
        );
    }
    await database.run('DELETE FROM gj_reshape WHERE revision = ? AND path = ?', [Number(revision), path]);
  }
}

/** Leaves of a record's versions up to a revision the newest, and none where it is gone for good. */
async function thinRecord(
  tx: Connection,
  form: string,
  record: string,
  until: number,
): Promise<readonly number[]> {
  const rows = await tx.all<HistoryRow>(
    `SELECT ${historyColumns} FROM gj_history WHERE form = ? AND record = ? AND revision <= ? ORDER BY revision`,
    [form, record, until],
  );
  const versions = rows.map(readEvent);
  const last = versions.at(-1);
  if (!last) return [];
  const isGone = last.operation === 'delete' && !(await isRemembered(tx, form, record));
  const gone = (isGone ? versions : versions.slice(0, -1)).map(({ revision }) => revision);
  if (!isGone) await keepSharing(tx, last, versions.slice(0, -1));
  for (const some of inBatches(gone, 200))
    await tx.run(`DELETE FROM gj_history WHERE revision IN (${marks(some)})`, some);
  if (gone.length > 0) await letFilesGo(tx, form, record);
  return gone;
}

async function keepSharing(tx: Connection, last: WriteEvent, former: readonly WriteEvent[]): Promise<void> {
  if (!last.stored || former.length === 0) return;
  const said = noteOf(last.stored);
  const all = withFormerSharing(said, sharingOf(former));
  if (!all || all === said) return;
  const snapshot = JSON.stringify(withNote(last.stored, all));
  await tx.run('UPDATE gj_history SET snapshot = ? WHERE revision = ?', [snapshot, last.revision]);
}

function sharingOf(versions: readonly WriteEvent[]): SharingThen {
  let sharing = noSharing();
  for (const { stored, revision } of versions)
    if (stored) followSharing(sharing, noteOf(stored), revision);
    else sharing = noSharing();
  return sharing;
}

/** Whether something holds on to it that a record was there: its package, or what a user who is gone did. */
async function isRemembered(tx: Connection, form: string, record: string): Promise<boolean> {
  if (form === 'user') return true;
  for (const table of ['gj_origin', 'gj_dropped'])
    if (await tx.first(`SELECT record FROM ${table} WHERE form = ? AND record = ?`, [form, record]))
      return true;
  return false;
}

/** Commits of which nothing is left; those of publishes, and the one from which on history is whole, stay. */
async function deleteCommits(tx: Connection, gone: readonly number[], from: number): Promise<void> {
  for (const revision of gone) {
    const commit = await tx.first<Pick<CommitRow, 'first_revision' | 'last_revision' | 'publish'>>(
      'SELECT first_revision, last_revision, publish FROM gj_commit WHERE last_revision >= ? ORDER BY last_revision LIMIT 1',
      [revision],
    );
    if (!commit || commit.publish !== null || Number(commit.first_revision) > revision) continue;
    const [first, last] = [Number(commit.first_revision), Number(commit.last_revision)];
    if (last >= from) continue;
    const left = await tx.first('SELECT revision FROM gj_history WHERE revision BETWEEN ? AND ? LIMIT 1', [
      first,
      last,
    ]);
    if (!left) await tx.run('DELETE FROM gj_commit WHERE last_revision = ?', [last]);
  }
}

function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}
