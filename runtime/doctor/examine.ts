import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import type { Database } from '../database/database.ts';
import { DatabaseError } from '../database/database-error.ts';
import { emptyFile, openDatabase } from '../database/open-database.ts';
import { presentKey } from '../keys/unlock.ts';
import type { Vault } from '../vault.ts';
import { checkDatabase, checkMachine } from './check-machine.ts';
import { checkModel } from './check-model.ts';
import { checkRecords } from './check-records.ts';
import { checkSearch } from './check-search.ts';
import { checkKnownKey } from './check-secrets.ts';
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

/**
 * Looks at everything an installation stands on, from the ground up, and changes nothing, but that indexes of texts
 * are given up where they are wrong. What is above something broken is left out.
 */
export async function* examine(examined: Examined): AsyncGenerator<Finding> {
  const { config, nodeVersion } = examined;
  yield* checkMachine(config, nodeVersion);
  if (config.databaseUrl === undefined && !existsSync(join(config.home, 'guiju.db'))) {
    yield warn('doctor-nothing-here', { home: config.home });
    return;
  }
  const empty = emptyFile(config);
  if (empty) {
    yield warn('database-file-empty', { file: empty });
    return;
  }
  let database: Database | undefined;
  try {
    database = await openDatabase(config.databaseUrl, config.home);
    yield* inside(database, examined);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (!database && DatabaseError.is(error, 'damaged'))
      yield fail('doctor-damaged', { count: 1, first: [reason] });
    else yield fail(database ? 'doctor-cut-off' : 'doctor-unreachable', { reason });
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
  const vault = vaultOf(config);
  if (!ground.some(({ code }) => code === 'doctor-migrations-wait'))
    yield* await checkKnownKey(database, vault);
  const { findings, model } = await checkModel(database, server, standard);
  yield* findings;
  if (!model) return;
  yield* await checkSearch(database, model);
  yield* await checkRecords({ database, model, vault, at: clock() });
}

/** Null: there is no key, and none is made. */
function vaultOf(config: Config): Vault | null {
  try {
    return presentKey(config);
  } catch {
    return null;
  }
}
