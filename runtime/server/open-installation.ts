import { mkdirSync } from 'node:fs';
import { v7 as newId } from 'uuid';
import type { Config } from '../config/config.ts';
import { createLog, type Log } from '../config/log.ts';
import { migrate } from '../database/migrate.ts';
import { openDatabase } from '../database/open-database.ts';
import { createStorageWatch, type StorageWatch } from '../database/storage-watch.ts';
import type { LearningOptions } from '../indexes/learned-indexes.ts';
import { specialDocuments } from '../issuing/special-documents.ts';
import { unlock } from '../keys/unlock.ts';
import { openTenant, type Tenant } from '../tenant/tenant.ts';
import type { Vault } from '../vault.ts';
import { serverVersion } from '../version.ts';

interface LogTarget {
  write(line: string): void;
  /** Lines that found no place. Default: none. */
  dropped?(): number;
}

/** What every command works on: the tenant of this configuration, opened. */
export interface Installation {
  readonly config: Config;
  readonly tenant: Tenant;
  readonly vault: Vault;
  readonly log: Log;
  readonly storage: StorageWatch;
  readonly logsDropped: () => number;
  readonly version: string;
  readonly clock: () => number;
  readonly newId: () => string;
}

/** `logs` default: nowhere. `onMoment` hears what a publish is about to do. `clock` default: that of the machine. */
export async function openInstallation(
  config: Config,
  logs?: LogTarget,
  learning: LearningOptions = {},
  onMoment: (moment: string) => void = () => {},
  clock: () => number = Date.now,
): Promise<Installation> {
  mkdirSync(config.home, { recursive: true, mode: 0o700 });
  const log = createLog(config.logLevel, logs);
  const storage = createStorageWatch(clock);
  const opened = await openDatabase(config.databaseUrl, config.home, {
    synchronous: config.synchronous,
    ...(config.longReads ? { longReads: config.longReads } : {}),
  });
  const database = storage.watch(opened);
  try {
    await migrate(database, newId());
    const vault = await unlock(database, config, clock());
    const common = { vault, log, version: serverVersion, clock, newId };
    const tenant = await openTenant({
      ...{ ...common, database, random: Math.random, onMoment, documents: specialDocuments },
      learning: { budget: config.learnedIndexes, ...learning },
    });
    return { ...common, config, tenant, storage, logsDropped: () => logs?.dropped?.() ?? 0 };
  } catch (error) {
    await database.close();
    throw error;
  }
}
