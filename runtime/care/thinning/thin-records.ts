import type { Condition } from '../../../metadata/condition.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import { Refusal } from '../../common/refusal.ts';
import type { Database } from '../../database/database.ts';
import { transact } from '../../database/database-error.ts';
import { letFilesGo } from '../../storage/store/history/purge-history.ts';
import type { Store } from '../../storage/store/record/store.ts';

/** Records of a form that are made of what happened, by the choice that says that nothing more comes of one. */
export interface Passing {
  /** Name of the field. */
  readonly state: string;
  /** Its values of records that have ended well, or that nobody mends any more. */
  readonly ended: readonly string[];
}

/** Where a round through the records of a form stands; it ends behind the last of those that it began with. */
export interface Round {
  readonly before: string;
  readonly cursor?: string | undefined;
}

/** Records of one run, between which others go on. */
const most = 200;

/**
 * Deletes records that have ended and were last changed before an instant, and of their history all but that they were
 * deleted. One that something refers to stays, and the next run goes on behind it. Answers how many went, and where the
 * round goes on.
 */
export async function thinRecords(
  { database, store }: { readonly database: Database; readonly store: Pick<Store, 'list' | 'remove'> },
  call: Call,
  form: Form,
  { state, ended }: Passing,
  { before, cursor }: Round,
): Promise<{ readonly gone: number; readonly round: Round | undefined }> {
  // Records of one form may end otherwise than those of another: some messages are dropped, some are not.
  const options = new Set(form.byName.get(state)?.options?.map(({ value }) => value));
  const filter: Condition = {
    all: [
      { fact: state, operator: 'in', value: ended.filter((value) => options.has(value)) },
      { fact: 'modifiedAt', operator: 'lessThan', value: before },
    ],
  };
  const page = { limit: most, ...(cursor !== undefined && { cursor }) };
  const { items, next } = await store.list(call, form, { view: 'manage', filter, fields: [state], ...page });
  let gone = 0;
  for (const { id, revision } of items) {
    try {
      await store.remove(call, form, id, revision);
    } catch (error) {
      // Somebody changed it, or refers to it.
      if (error instanceof Refusal && error.status < 500) continue;
      throw error;
    }
    await forget(database, form.id, id);
    gone += 1;
  }
  return { gone, round: next === null ? undefined : { before, cursor: next } };
}

async function forget(database: Database, form: string, record: string): Promise<void> {
  await transact(database, async (tx) => {
    const last = await tx.first<{ revision: number }>(
      "SELECT MAX(revision) AS revision FROM gj_history WHERE form = ? AND record = ? AND operation = 'delete'",
      [form, record],
    );
    const at = Number(last?.revision ?? 0);
    await tx.run('DELETE FROM gj_history WHERE form = ? AND record = ? AND revision < ?', [form, record, at]);
    await tx.run('UPDATE gj_history SET snapshot = NULL, changed = NULL WHERE revision = ?', [at]);
    await letFilesGo(tx, form, record);
  });
}
