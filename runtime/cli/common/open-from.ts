import type { Gate } from '../../access/auth/gate.ts';
import { presentKey } from '../../care/keys/unlock.ts';
import { makeFolder } from '../../common/make-folder.ts';
import { sentence } from '../../common/messages/index.ts';
import type { Vault } from '../../common/vault.ts';
import { type Config, readConfig } from '../../config/config.ts';
import type { Database } from '../../database/database.ts';
import { emptyFile, isThere, openDatabase } from '../../database/drivers/open-database.ts';
import type { Decisions } from '../../effective/decisions/create-decisions.ts';
import type { Registries } from '../../model/registry/configured-registry.ts';
import type { StoredCases } from '../../preparation/cases/stored-cases.ts';
import type { Shipping } from '../../preparation/design/ship-layer.ts';
import type { Installer } from '../../preparation/install/create-installer.ts';
import { createNode } from '../../server/create-node.ts';
import { type Installation, openInstallation } from '../../server/open-installation.ts';
import type { Store } from '../../storage/store/record/store.ts';
import type { Sheets } from '../../work/sheets/create-sheets.ts';
import { type CommandContext, exit, type Terminal } from './command.ts';

/** The installation that the environment describes, or everything that is wrong with the description. */
export async function openFrom(
  { environment, terminal, domains }: Pick<CommandContext, 'environment' | 'terminal' | 'domains'>,
  log?: { write(line: string): void },
): Promise<Installation | null> {
  const config = await readSettings({ environment, terminal, domains });
  const empty = config && emptyFile(config);
  if (empty) terminal.warn(sentence('database-file-empty', { file: empty }, terminal.language, new Map()));
  return config && openInstallation(config, { domains: await domains(), logs: log, serves: true });
}

export interface Opened extends Installation {
  readonly gate: Gate;
  readonly installer: Installer;
  readonly shipping: Shipping;
  readonly registries: Registries;
  readonly decisions: Decisions;
  readonly storedCases: StoredCases;
  readonly sheets: Sheets;
  /** By it records are written as over HTTP. */
  readonly store: Store;
}

/** Does something with an installation that was started before, and closes it whatever happens. */
export async function withInstallation(
  { environment, terminal, domains }: CommandContext,
  work: (opened: Opened) => Promise<number>,
  {
    mends = false,
  }: {
    /** It may mend what is installed and does not compile. Default: no. */ readonly mends?: boolean;
  } = {},
): Promise<number> {
  const quiet = { LOG_LEVEL: 'warn', ...environment };
  const config = await readSettings({ environment: quiet, terminal, domains });
  if (!config) return exit.usage;
  // Looked at before it is opened: who is in another folder than he thinks does not get an empty database there.
  if (!isThere(config)) return nothingHere(config, environment, terminal);
  const installation = await openInstallation(config, {
    domains: await domains(),
    logs: { write: (line) => terminal.warn(line.trimEnd()) },
  });
  try {
    if (installation.tenant.service() === null) return nothingHere(config, environment, terminal);
    const broken = installation.tenant.trouble();
    if (broken && !mends) throw broken;
    const { settle, ...node } = createNode({ ...installation, url: config.url });
    const { gate, installer, shipping, registries, decisions, storedCases, sheets, host } = node;
    const made = { gate, installer, shipping, registries, decisions, storedCases, sheets, store: host.store };
    try {
      return await work({ ...installation, ...made });
    } finally {
      await settle();
    }
  } finally {
    await installation.tenant.close();
  }
}

/** Tells whoever is in another folder than he thinks so, and makes no empty database there. */
function nothingHere(
  config: Config,
  environment: CommandContext['environment'],
  { language, warn }: Terminal,
): number {
  const { databaseUrl, home } = config;
  const empty = emptyFile(config);
  if (empty) warn(sentence('database-file-empty', { file: empty }, language, new Map()));
  const place = databaseUrl ? { zh: '数据库', en: 'the database' }[language] : home;
  const guiju = spokenTo(environment);
  warn(
    {
      zh: `${place} 中还没有数据：请先运行一次 ${guiju} start；数据在别处时，用 GUIJU_HOME 或 DATABASE_URL 指明。`,
      en: `There is no data in ${place} yet: run ${guiju} start once, or specify with GUIJU_HOME or DATABASE_URL where the data is.`,
    }[language],
  );
  return exit.unavailable;
}

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
  const config = await readSettings(context);
  if (!config) return exit.usage;
  if (known && !isThere(config)) return nothingHere(config, context.environment, context.terminal);
  makeFolder(config.home, 0o700);
  const vault = presentKey(config);
  const database = await openDatabase(config.databaseUrl, config.home);
  try {
    return await work({ config, database, vault });
  } finally {
    await database.close();
  }
}

/** Answers the words that whoever is at the keyboard calls us by, for what they are told to type next. */
export function spokenTo(environment: CommandContext['environment']): string {
  return environment['npm_command'] === 'exec' ? 'npx guiju' : 'guiju';
}

/**
 * Reads the settings of this node from the environment; null when something is wrong with it, and all of that is said.
 */
export async function readSettings({
  environment,
  terminal,
  domains,
}: Pick<CommandContext, 'environment' | 'terminal' | 'domains'>): Promise<Config | null> {
  const read = readConfig(environment, await domains());
  if (read.ok) return read.value;
  for (const { code, params } of read.problems)
    terminal.warn(sentence(code, params ?? {}, terminal.language, new Map()));
  terminal.result({ problems: read.problems });
  return null;
}
