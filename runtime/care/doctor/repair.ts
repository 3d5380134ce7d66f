import { v7 as newId } from 'uuid';
import { createAudit } from '../../access/auth/audit.ts';
import { refusal } from '../../common/refusal.ts';
import type { Config } from '../../config/config.ts';
import { transact } from '../../database/database-error.ts';
import { isThere, openDatabase } from '../../database/drivers/open-database.ts';
import { takeRevisions } from '../../storage/store/record/revisions.ts';
import { isServed } from '../backup/own-tables.ts';
import { presentKey } from '../keys/unlock.ts';
import { checkModel } from './check-model.ts';
import type { Examined } from './examine.ts';
import { findHarms, type Searched } from './find-harms.ts';
import { each } from './finding.ts';
import type { Harm } from './harm.ts';
import { harmedRevision } from './harmed-counters.ts';
import { harmedPlatform } from './harmed-platform.ts';
import { servedNow } from './served-now.ts';

export interface Repaired {
  readonly code: string;
  readonly place: string;
  /** Why it could not be. Absent: it is put right. */
  readonly reason?: string;
}

/** The stages of a repair; causes come first: a row that hangs off one that was lost is no orphan once that is back. */
const stages: readonly ((code: string) => boolean)[] = [
  (code) => /^doctor-(rows|history)-/.test(code),
  (code) => /^doctor-(entries|assignments|copies|origins|links|accounts|leases)-/.test(code),
  () => true,
];

/** Puts right what follows from the rest, each in a transaction of its own, and tells of each. */
async function* repair(searched: Searched): AsyncGenerator<Repaired> {
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

const repairInUse = refusal('repair-in-use', 409);

/** Repairs what an installation holds, as far as it can be understood at all; the audit trail keeps how much it was. */
export async function* repairInstallation(
  config: Config,
  { edition, standard, clock, targets, harms }: Omit<Examined, 'config' | 'nodeVersion'>,
): AsyncGenerator<Repaired> {
  if (!isThere(config)) return;
  const database = await openDatabase(config.databaseUrl, config.home);
  try {
    if (await isServed(database)) throw repairInUse();
    const counts: Record<string, number> = {};
    // Without it nobody knows even what was published.
    for (const { code, place, repair: act } of await harmedRevision(database)) {
      await database.transaction(async (tx) => act?.(tx));
      counts[code] = 1;
      yield { code, place };
    }
    // The model is read out of these.
    for await (const { code, place, repair: act } of harmedPlatform(database)) {
      if (!act) continue;
      await database.transaction(act);
      counts[code] = (counts[code] ?? 0) + 1;
      yield { code, place };
    }
    // A fault that keeps all else from being read is told by the examination that follows.
    const [found] = await each('model', async () => [await checkModel(database, edition, standard)]);
    const model = found && 'model' in found ? found.model : undefined;
    if (model) {
      const searched = { database, model, vault: presentKey(config), at: clock(), targets, harms };
      for await (const one of repair(searched)) {
        if (one.reason === undefined) counts[one.code] = (counts[one.code] ?? 0) + 1;
        yield one;
      }
    }
    if (Object.keys(counts).length > 0)
      await createAudit({ database, clock, newId }).record({ action: 'repaired', detail: counts });
  } finally {
    await database.close();
  }
}
