import { accessSync, constants, existsSync, lstatSync, mkdtempSync, rmdirSync, statfsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { migrations } from '../../../migrations/migrations.ts';
import { createVault } from '../../common/vault.ts';
import type { Config } from '../../config/config.ts';
import type { Database } from '../../database/database.ts';
import { openToOthers } from '../../database/drivers/database-files.ts';
import { fileIn } from '../../database/drivers/open-database.ts';
import { appliedMigrations, isAdditive, restoreMark, unknownAmong } from '../../database/migrate.ts';
import { clockAhead, tolerated } from '../../database/shared-clock.ts';
import { keyFile } from '../keys/key-file.ts';
import { presentKey } from '../keys/unlock.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

/** Reachable, of what version and settings, sound, on the right time, with today's platform tables. */
export async function checkDatabase(database: Database, clock: () => number): Promise<readonly Finding[]> {
  const { product, version, settings } = await database.about();
  const findings: Finding[] = [ok('doctor-database', { product, version })];
  for (const { name, value, right } of settings)
    findings.push((right ? ok : warn)(right ? 'doctor-setting' : 'doctor-setting-wrong', { name, value }));
  findings.push(await checkClock(database, clock));
  const damage = await database.check();
  findings.push(
    damage.length === 0
      ? ok('doctor-sound')
      : fail('doctor-damaged', { count: damage.length, first: damage.slice(0, 3) }),
  );
  return [...findings, await checkMigrations(database)];
}

/** Whatever expires, and history, goes by the database's clock; logs, and what others are asked, by this machine's. */
async function checkClock(database: Database, clock: () => number): Promise<Finding> {
  const { milliseconds } = await clockAhead(database, clock);
  const seconds = (Math.abs(milliseconds) / 1000).toFixed(1);
  return Math.abs(milliseconds) > tolerated
    ? warn('doctor-clock-apart', { seconds })
    : ok('doctor-clock', { seconds });
}

async function checkMigrations(database: Database): Promise<Finding> {
  const done = await appliedMigrations(database);
  const known = Object.keys(migrations);
  if (done.includes(restoreMark)) return fail('restore-unfinished');
  const unknown = unknownAmong(done);
  const stranger = unknown.find((name) => !isAdditive(name));
  if (stranger !== undefined) return fail('doctor-migrations-newer', { name: stranger });
  const missing = known.filter((name) => !done.includes(name));
  if (done.length === 0) return warn('doctor-migrations-none');
  if (missing.length > 0) return warn('doctor-migrations-wait', { missing });
  return unknown.length > 0
    ? warn('doctor-migrations-ahead', { names: unknown })
    : ok('doctor-migrations', { count: done.length });
}

/** From here on Node has argon2, which passwords are hashed with; package.json and boot.mjs say the same. */
const needed = [24, 7] as const;
const megabyte = 1024 * 1024;
const least = 500;

/** Node, the data folder, its disk, whether there is a key, and a mailbox to send from. */
export function checkMachine(
  config: Pick<Config, 'home' | 'secret' | 'smtp'>,
  nodeVersion: string,
): readonly Finding[] {
  return [checkNode(nodeVersion), ...checkFolder(config.home), checkKey(config), checkMailbox(config)];
}

function checkMailbox({ smtp }: Pick<Config, 'smtp'>): Finding {
  return smtp ? ok('doctor-mailbox', { host: smtp.host }) : ok('doctor-mailbox-none');
}

function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const params = { version, needed: needed.join('.') };
  const isOld = major < needed[0] || (major === needed[0] && minor < needed[1]);
  return isOld ? fail('doctor-node-old', params) : ok('doctor-node', params);
}

function checkFolder(home: string): readonly Finding[] {
  if (!existsSync(home))
    return [
      mayBeMade(home) ? warn('doctor-home-missing', { home }) : fail('doctor-home-impossible', { home }),
    ];
  try {
    accessSync(home, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return [fail('doctor-home-readonly', { home })];
  }
  const { bavail, bsize } = statfsSync(home);
  const free = Math.floor((bavail * bsize) / megabyte);
  return [
    ok('doctor-home', { home }),
    ...checkOwned(home),
    free < least ? warn('doctor-disk-full', { home, free, least }) : ok('doctor-disk', { home, free }),
  ];
}

/** Tried beside it, so that nothing is made that a server may be about to begin in. A link stands in the way. */
function mayBeMade(home: string): boolean {
  const path = resolve(home);
  if (lstatSync(path, { throwIfNoEntry: false })) return false;
  const above = dirname(path);
  if (!existsSync(above)) return mayBeMade(above);
  try {
    rmdirSync(mkdtempSync(join(above, '.guiju-')));
    return true;
  } catch {
    return false;
  }
}

/**
 * Warns of files in the data folder that others may read: records, and the key to their secrets, are its owner's alone.
 */
function checkOwned(home: string): readonly Finding[] {
  const files = [fileIn(home), keyFile(home)]
    .flatMap(openToOthers)
    .map(({ name, mode }) => `${name} (${mode})`);
  return files.length === 0 ? [] : [warn('doctor-files-open', { files })];
}

function checkKey({ home, secret }: Pick<Config, 'home' | 'secret'>): Finding {
  if (secret) return ok('doctor-key-configured', { key: createVault(secret).id });
  const file = keyFile(home);
  try {
    const vault = presentKey({ home });
    return vault ? ok('doctor-key-file', { file, key: vault.id }) : warn('doctor-key-missing', { file });
  } catch {
    return fail('key-file-wrong', { file });
  }
}
