import { mkdirSync } from 'node:fs';
import { v7 as newId } from 'uuid';
import type { Config } from '../config.ts';
import { openDatabase } from '../database/open-database.ts';
import { createLog, type Log } from '../log.ts';
import { openTenant, type Tenant } from '../tenant/tenant.ts';
import { createVault, installationKey, type Vault } from '../vault.ts';
import { serverVersion } from '../version.ts';

interface LogTarget {
  write(line: string): void;
}

/** What every command works on: the tenant of this configuration, opened. */
export interface Installation {
  readonly config: Config;
  readonly tenant: Tenant;
  readonly vault: Vault;
  readonly log: Log;
  readonly version: string;
  readonly clock: () => number;
  readonly newId: () => string;
}

/** `toErrors`: log lines go to standard error, so that standard output is the command's own. */
export async function openInstallation(config: Config, toErrors?: LogTarget): Promise<Installation> {
  mkdirSync(config.home, { recursive: true, mode: 0o700 });
  const log = createLog(config.logLevel, toErrors);
  const vault = createVault(installationKey(config.secret, config.home));
  const clock = Date.now;
  const common = { vault, log, version: serverVersion, clock, newId };
  const database = await openDatabase(config.databaseUrl, config.home);
  try {
    const tenant = await openTenant({ ...common, database, random: Math.random });
    return { ...common, config, tenant };
  } catch (error) {
    await database.close();
    throw error;
  }
}
