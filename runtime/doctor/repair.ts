import { transact } from '../database/database-error.ts';
import { takeRevisions } from '../store/record/revisions.ts';
import { findHarms, type Searched } from './find-harms.ts';
import type { Harm } from './harm.ts';
import { servedNow } from './served-now.ts';

export interface Repaired {
  readonly code: string;
  readonly place: string;
  /** Why it could not be. Absent: it is put right. */
  readonly reason?: string;
}

/** What others follow from comes first: what hangs off a row that was lost is no orphan once the row is back. */
const stages: readonly ((code: string) => boolean)[] = [
  (code) => /^doctor-(rows|history)-/.test(code),
  (code) => /^doctor-(entries|assignments|copies|origins|links|accounts|leases)-/.test(code),
  () => true,
];

/** Puts right what follows from the rest, each in a transaction of its own, and tells of each. */
export async function* repair(searched: Searched): AsyncGenerator<Repaired> {
  for (const isDue of stages) {
    const harms: Harm[] = [];
    for await (const harm of findHarms(searched, await servedNow(searched)))
      if (harm.repair && isDue(harm.code)) harms.push(harm);
    for (const { code, place, repair: act } of harms) {
      if (!act) continue;
      try {
        await transact(searched.database, async (tx) => {
          // Nobody else writes meanwhile.
          await takeRevisions(tx, 0);
          await act(tx);
        });
        yield { code, place };
      } catch (error) {
        yield { code, place, reason: error instanceof Error ? error.message : String(error) };
      }
    }
  }
}
