import { msg, str } from '@lit/localize';
import type { Job } from '../../../metadata/contract/jobs/calls.ts';
import type { RecordChange } from '../../../metadata/record-change.ts';
import { notify } from '../../kit/gj-notices.ts';
import { restoreRecords } from '../../model/restore-records.ts';
import { plural } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';

/** Tells that an import is done, and takes it back on demand: all records of it become again what they were. */
export async function notifyImported(form: string, { id }: Job, again: () => void): Promise<void> {
  const { details } = await session.api.call('GET /api/jobs/:id', { path: { id } });
  const changes = (details?.['changes'] ?? []) as unknown as readonly RecordChange[];
  if (changes.length === 0) return;
  notify({
    text: plural(msg(str`已导入 ${changes.length} 条记录`, { id: 'imported-records' })),
    undo: async () => {
      const failed = await takeBack(form, changes);
      again();
      if (failed > 0) notify({ text: msg(str`${failed} 条没有恢复`, { id: 'not-undone' }), kind: 'error' });
      else notify({ text: msg('已撤销', { id: 'undone' }) });
    },
  });
}

/** Answers how many stay as they are: somebody wrote them since, or they are in use by now. */
async function takeBack(form: string, changes: readonly RecordChange[]): Promise<number> {
  const made = changes.filter(({ before }) => before === null);
  // Those that were written last may refer to those before them.
  const items = made
    .reverse()
    .map(({ record, after }) => ({ op: 'delete', id: record, ifMatch: after ?? 0 }) as const);
  const former = changes.flatMap(({ record, before, after }) =>
    before === null ? [] : [{ id: record, revision: before, ifMatch: after ?? 0 }],
  );
  let failed = await restoreRecords(form, former);
  if (items.length > 0) {
    const answer = await session.api.call('POST /api/forms/:form/batch', {
      path: { form },
      body: { items, atomic: false },
    });
    failed += answer.items.filter(({ status }) => status >= 300).length;
  }
  return failed;
}
