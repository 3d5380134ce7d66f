import { session } from '../session/session.ts';

/** A record that becomes again what it was. */
interface Restored {
  readonly id: string;
  /** Of the version that it becomes again. */
  readonly revision: number;
  /** Its revision now; 0: it is gone. */
  readonly ifMatch: number;
}

/** Records become again what they were, unless somebody wrote them since; answers how many did not. */
export async function restoreRecords(form: string, records: readonly Restored[]): Promise<number> {
  const waiting = [...records];
  let failed = 0;
  const next = async (): Promise<void> => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      const { id, revision, ifMatch } = one;
      await session.api
        .call('POST /api/forms/:form/records/:id/history/:revision/restore', {
          path: { form, id, revision: String(revision) },
          ifMatch,
        })
        .catch(() => {
          failed += 1;
        });
    }
  };
  await Promise.all([next(), next(), next(), next()]);
  return failed;
}
