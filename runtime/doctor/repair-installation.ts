import { v7 as newId } from 'uuid';
import { createAudit } from '../auth/audit.ts';
import { isServed } from '../backup/own-tables.ts';
import type { Config } from '../config/config.ts';
import { isThere, openDatabase } from '../database/open-database.ts';
import { presentKey } from '../keys/unlock.ts';
import { refusal } from '../refusal.ts';
import { checkModel } from './check-model.ts';
import type { Examined } from './examine.ts';
import { harmedRevision } from './harmed-counters.ts';
import { type Repaired, repair } from './repair.ts';

const repairInUse = refusal('repair-in-use', 409);

/** Repairs what an installation holds, as far as it can be understood at all; the audit trail keeps how much it was. */
export async function* repairInstallation(
  config: Config,
  { server, standard, clock }: Pick<Examined, 'server' | 'standard' | 'clock'>,
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
    const { model } = await checkModel(database, server, standard);
    if (!model) return;
    for await (const one of repair({ database, model, vault: presentKey(config), at: clock() })) {
      if (one.reason === undefined) counts[one.code] = (counts[one.code] ?? 0) + 1;
      yield one;
    }
    if (Object.keys(counts).length > 0)
      await createAudit({ database, clock, newId }).record({ action: 'repaired', detail: counts });
  } finally {
    await database.close();
  }
}
