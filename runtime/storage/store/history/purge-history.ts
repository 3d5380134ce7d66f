import type { Json } from '../../../../metadata/common/json.ts';
import type { FieldSet, Form } from '../../../../metadata/model.ts';
import type { Connection, Database } from '../../../database/database.ts';
import { transact } from '../../../database/database-error.ts';
import { noteOf } from '../commit/sharing-note.ts';
import { rowsOf, type Stored, type StoredRow } from '../record/stored.ts';

export interface PurgedHistory {
  /** Versions that had something to blank. */
  readonly versions: number;
  /** Values that were blanked. */
  readonly values: number;
  /** Preferences that were deleted of a user who is gone. */
  readonly preferences: number;
}

interface FormerVersion {
  readonly revision: number;
  readonly operation: string;
  readonly snapshot: string;
}

/**
 * Blanks the personal fields of a record in its former versions; of one that is gone, in all of them. The values of
 * today are a matter of the record itself. Who changed what and when stays. With a user who is gone go his preferences.
 */
export async function purgeHistory(
  database: Database,
  form: Form,
  record: string,
  rehearsal = false,
): Promise<PurgedHistory> {
  return transact(database, async (tx) => {
    const { forUpdate } = database.dialect;
    const versions = await tx.all<FormerVersion>(
      `SELECT revision, operation, snapshot FROM gj_history WHERE form = ? AND record = ? AND snapshot IS NOT NULL ORDER BY revision${forUpdate}`,
      [form.id, record],
    );
    const last = versions.at(-1);
    const isGone = last?.operation === 'delete';
    const former = isGone ? versions : versions.slice(0, -1);
    let [changed, values] = [0, 0];
    for (const { revision, snapshot } of former) {
      const stored = JSON.parse(snapshot) as StoredRow;
      const blanked = blank(form, stored) + blankCopies(form, stored as Stored);
      if (blanked === 0) continue;
      changed += 1;
      values += blanked;
      if (rehearsal) continue;
      await tx.run('UPDATE gj_history SET snapshot = ? WHERE revision = ?', [
        JSON.stringify(stored),
        revision,
      ]);
    }
    if (!rehearsal) await forgetPersonal(tx, form, record);
    if (!rehearsal) await renewSearch(tx, form.id);
    if (!rehearsal) await letFilesGo(tx, form.id, record);
    const preferences = isGone && form.id === 'user' ? await forget(tx, record, rehearsal) : 0;
    return { versions: changed, values, preferences };
  });
}

/** What publishes made of personal values of the record. */
async function forgetPersonal(tx: Connection, form: Form, record: string): Promise<void> {
  for (const path of personalPaths(form, form.id))
    await tx.run(
      'DELETE FROM gj_replaced WHERE form = ? AND record = ? AND (path = ? OR SUBSTR(path, 1, ?) = ?)',
      [form.id, record, path, path.length + 1, `${path}/`],
    );
}

function personalPaths(shape: FieldSet, above: string): readonly string[] {
  return shape.fields.flatMap((field): readonly string[] => {
    const here = `${above}/${field.id}`;
    if (field.personal) return [here];
    return field.rows ? personalPaths(field.rows, here) : [];
  });
}

/** Files of the record that stand in no version any more go, whoever else may have the same content. */
export async function letFilesGo(tx: Connection, form: string, record: string): Promise<void> {
  const files = await tx.all<{ id: string }>('SELECT id FROM gj_file WHERE form = ? AND record = ?', [
    form,
    record,
  ]);
  if (files.length === 0) return;
  const left = await tx.all<{ snapshot: string }>(
    'SELECT snapshot FROM gj_history WHERE form = ? AND record = ? AND snapshot IS NOT NULL',
    [form, record],
  );
  for (const { id } of files)
    if (!left.some(({ snapshot }) => snapshot.includes(id)))
      await tx.run('DELETE FROM gj_file WHERE id = ?', [id]);
}

/** Parts of what is gone may still stand in what is searched by: it is made anew. */
async function renewSearch(tx: Connection, form: string): Promise<void> {
  await tx.run(`UPDATE gj_search SET phase = 'stale' WHERE form = ? AND phase = 'ready'`, [form]);
  await tx.run(`UPDATE gj_search SET phase = 'retired', at = 0 WHERE form = ? AND phase = 'filling'`, [form]);
}

async function forget(tx: Connection, user: string, rehearsal: boolean): Promise<number> {
  const found = await tx.first<{ n: number }>('SELECT count(*) AS n FROM gj_preference WHERE user_id = ?', [
    user,
  ]);
  if (!rehearsal)
    for (const table of ['gj_preference', 'gj_inbox_mark'])
      await tx.run(`DELETE FROM ${table} WHERE user_id = ?`, [user]);
  return Number(found?.n ?? 0);
}

/** Blanks organisations' own copies in a version: they are no less personal. */
function blankCopies(form: Form, stored: Stored): number {
  const { copy, copies = [] } = noteOf(stored) ?? {};
  const contents = [copy?.before, copy?.after, ...copies.map(({ content }) => content)];
  return contents.reduce((sum, content) => sum + (content ? blank(form, content as StoredRow) : 0), 0);
}

/** In place; answers how many values went. */
function blank(shape: FieldSet, row: StoredRow): number {
  let count = 0;
  for (const field of shape.fields) {
    const value: Json | undefined = row[field.id];
    if (value === undefined || value === null) continue;
    if (field.personal) {
      if (field.rows && rowsOf(value).length === 0) continue;
      row[field.id] = field.rows ? [] : null;
      count += 1;
    } else if (field.rows) for (const inner of rowsOf(value)) count += blank(field.rows, inner);
  }
  return count;
}
