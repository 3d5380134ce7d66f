import { mkdirSync } from 'node:fs';
import type { Config } from '../../config/config.ts';
import type { Database } from '../../database/database.ts';
import { isThere, openDatabase } from '../../database/open-database.ts';
import { presentKey } from '../../keys/unlock.ts';
import type { Vault } from '../../vault.ts';
import { type CommandContext, exit } from './command.ts';
import { nothingHere } from './open-from.ts';
import { readSettings } from './read-settings.ts';

export interface BareInstallation {
  readonly config: Config;
  readonly database: Database;
  /** Null: there is no key here. */
  readonly vault: Vault | null;
}

interface DatabaseOptions {
  /** It has to be there: where it is not, none is made. Default: an empty one will do. */
  readonly known?: boolean;
}

/** Does something with a database as it is: nothing in it has to make sense. */
export async function withDatabase(
  context: CommandContext,
  work: (opened: BareInstallation) => Promise<number>,
  { known = false }: DatabaseOptions = {},
): Promise<number> {
  const config = readSettings(context);
  if (!config) return exit.usage;
  if (known && !isThere(config)) return nothingHere(config, context.environment, context.terminal);
  mkdirSync(config.home, { recursive: true, mode: 0o700 });
  const vault = presentKey(config);
  const database = await openDatabase(config.databaseUrl, config.home);
  try {
    return await work({ config, database, vault });
  } finally {
    await database.close();
  }
}
