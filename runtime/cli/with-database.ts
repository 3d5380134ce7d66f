import { mkdirSync } from 'node:fs';
import { type Config, readConfig } from '../config.ts';
import type { Database } from '../database/database.ts';
import { openDatabase } from '../database/open-database.ts';
import { sentence } from '../messages/index.ts';
import { createVault, installationKey, type Vault } from '../vault.ts';
import { type CommandContext, exit } from './command.ts';

export interface BareInstallation {
  readonly config: Config;
  readonly database: Database;
  readonly vault: Vault;
}

/** Does something with a database as it is: nothing in it has to make sense. */
export async function withDatabase(
  { environment, terminal }: CommandContext,
  work: (opened: BareInstallation) => Promise<number>,
): Promise<number> {
  const read = readConfig(environment);
  if (!read.ok) {
    for (const { path, code, params } of read.problems)
      terminal.warn(`${path}: ${sentence(code, params ?? {}, terminal.language, new Map())}`);
    terminal.result({ problems: read.problems });
    return exit.usage;
  }
  const config = read.value;
  mkdirSync(config.home, { recursive: true });
  const vault = createVault(installationKey(config.secret, config.home));
  const database = await openDatabase(config.databaseUrl, config.home);
  try {
    return await work({ config, database, vault });
  } finally {
    await database.close();
  }
}
