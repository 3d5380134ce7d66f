import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Database } from '../database/database.ts';
import { openDatabase } from '../database/open-database.ts';
import { createVault, installationKey, type Vault } from '../vault.ts';
import { checkDatabase } from './check-database.ts';
import { checkMachine } from './check-machine.ts';
import { checkModel } from './check-model.ts';
import { checkRecords } from './check-records.ts';
import { type Finding, fail, warn } from './finding.ts';

export interface Examined {
  readonly config: Config;
  readonly nodeVersion: string;
  /** Version of the server. */
  readonly server: string;
  readonly clock: () => number;
  /** Folders of the packages that ship with the server. */
  readonly standard: readonly string[];
}

/** Looks at everything an installation stands on, from the ground up, and changes nothing. What is above something broken is left out. */
export async function* examine(examined: Examined): AsyncGenerator<Finding> {
  const { config, nodeVersion } = examined;
  yield* checkMachine(config, nodeVersion);
  if (config.databaseUrl === undefined && !existsSync(join(config.home, 'guiju.db'))) {
    yield warn('doctor-nothing-here', { home: config.home });
    return;
  }
  let database: Database | undefined;
  try {
    database = await openDatabase(config.databaseUrl, config.home);
    yield* inside(database, examined);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    yield fail(database ? 'doctor-cut-off' : 'doctor-unreachable', { reason });
  } finally {
    await database?.close().catch(() => {});
  }
}

async function* inside(
  database: Database,
  { config, server, clock, standard }: Examined,
): AsyncGenerator<Finding> {
  const ground = await checkDatabase(database, clock);
  yield* ground;
  const shaky = ground.some(({ code }) => /migrations-none|migrations-newer|restore/.test(code));
  if (shaky) return;
  const { findings, model } = await checkModel(database, server, standard);
  yield* findings;
  if (model) yield* await checkRecords(database, model, { vault: vaultOf(config), at: clock() });
}

/** Null: there is no key, and none is made. */
function vaultOf({ secret, home }: Config): Vault | null {
  if (!secret && !existsSync(join(home, 'secret.key'))) return null;
  try {
    return createVault(installationKey(secret, home));
  } catch {
    return null;
  }
}
