import { v7 as newId } from 'uuid';
import { openClamd } from '../access/egress/clamd.ts';
import { createListedHosts, type ListedHosts } from '../access/egress/listed-hosts.ts';
import { permitTargets } from '../access/egress/permit-targets.ts';
import { type Targets, targetsOf } from '../access/egress/typed-targets.ts';
import { unlock } from '../care/keys/unlock.ts';
import type { Edition } from '../common/edition.ts';
import { makeFolder } from '../common/make-folder.ts';
import type { Vault } from '../common/vault.ts';
import { serverVersion } from '../common/version.ts';
import { type Config, thisProcess } from '../config/config.ts';
import { createLog, type Log } from '../config/log.ts';
import { nodeName } from '../config/node-name.ts';
import { atTime } from '../database/at-time.ts';
import type { MysqlBudgets } from '../database/drivers/mysql.ts';
import { openDatabase } from '../database/drivers/open-database.ts';
import type { SqliteDisk } from '../database/drivers/sqlite-disk.ts';
import { migrate } from '../database/migrate.ts';
import { createSharedClock, type SharedClock } from '../database/shared-clock.ts';
import { createSlowStatements, type SlowStatements } from '../database/slow-statements.ts';
import { createStorageWatch, type StorageWatch } from '../database/storage-watch.ts';
import { broughtBy, type Domain } from '../domain.ts';
import { openShelf } from '../storage/contents/open-shelf.ts';
import type { LearningOptions } from '../storage/indexes/learned-indexes.ts';
import { openTenant, type Tenant } from '../tenant/tenant.ts';
import { createPictures, type Pictures } from '../work/pictures/create-pictures.ts';

interface LogTarget {
  write(line: string): void;
  /** Lines that found no place. Default: none. */
  dropped?(): number;
}

/** The installation that every command works on: the tenant of this configuration, opened. */
export interface Installation {
  readonly config: Config;
  readonly domains: readonly Domain[];
  readonly tenant: Tenant;
  readonly vault: Vault;
  readonly pictures: Pictures;
  readonly log: Log;
  readonly storage: StorageWatch;
  readonly slow: SlowStatements;
  /** The hosts that people may have the server call. */
  readonly hosts: ListedHosts;
  /** How records say where the server is to call. */
  readonly targets: Targets;
  readonly logsDropped: () => number;
  readonly edition: Edition;
  /** Milliseconds since 1970, by the clock that all nodes share. */
  readonly clock: () => number;
  readonly shared: SharedClock;
  readonly newId: () => string;
}

interface InstallationOptions {
  readonly domains: readonly Domain[];
  /** Whether it listens at the configured place. Default: no, it is there for a while. */
  readonly serves?: boolean;
  /** Default: nowhere. */
  readonly logs?: LogTarget | undefined;
  readonly learning?: LearningOptions | undefined;
  /** Hears what a publish is about to do. Default: nobody does. */
  readonly onMoment?: ((moment: string) => void) | undefined;
  /** Milliseconds since 1970, as this machine has it. Default: its own clock. */
  readonly clock?: (() => number) | undefined;
  /** The same as the database has it. Default: `clock`, where that is said; null: its own, whatever `clock` says. */
  readonly databaseClock?: (() => number) | null | undefined;
  readonly budgets?: MysqlBudgets | undefined;
  /** What confirms that a commit lasts, where the database is a file. Default: the disk below it. */
  readonly disk?: SqliteDisk | undefined;
  /** Milliseconds a publish waits for other nodes to serve it. Default: as usual. */
  readonly nodesPatience?: number | undefined;
}

export async function openInstallation(config: Config, options: InstallationOptions): Promise<Installation> {
  const { domains, logs, learning = {}, onMoment = () => {}, budgets, disk } = options;
  const { clock: machine = Date.now, databaseClock = options.clock ?? null } = options;
  makeFolder(config.home, 0o700);
  const log = createLog(config.logLevel, logs);
  const storage = createStorageWatch(machine);
  const opened = await openDatabase(config.databaseUrl, config.home, {
    synchronous: config.synchronous,
    ...(config.longReads ? { longReads: config.longReads } : {}),
    ...(budgets ? { budgets } : {}),
    ...(disk ? { disk } : {}),
  });
  const slow = createSlowStatements(machine);
  const database = slow.watch(storage.watch(databaseClock ? atTime(opened, databaseClock) : opened));
  const shared = createSharedClock(database, machine);
  const clock = shared.now;
  try {
    await shared.set();
    await migrate(database, newId());
    const vault = await unlock(database, config, clock());
    const hosts = createListedHosts(config.hosts ?? [], database.dialect.quote);
    const targets = targetsOf(domains);
    const edition = { version: serverVersion, domains };
    const pictures = createPictures();
    const common = { vault, hosts, log, edition, clock, shared, newId };
    const tenant = await openTenant({
      ...common,
      database,
      shelf: openShelf(config),
      filesRoom: config.filesRoom,
      measure: pictures.measure,
      scan: config.scanner && openClamd(config.scanner),
      random: Math.random,
      onMoment,
      storing: {
        specialForms: broughtBy(domains, (one) => one.specialForms?.(config)),
        formActions: broughtBy(domains, (one) => one.formActions),
        actionTakes: broughtBy(domains, (one) => one.actionTakes),
        actionObstacles: broughtBy(domains, (one) => one.actionObstacles),
        alsoNeeded: broughtBy(domains, (one) => one.alsoNeeded),
        permit: permitTargets(hosts, targets),
      },
      nodeName: nodeName({
        ...thisProcess,
        given: config.node,
        ...(options.serves && { port: config.port }),
      }),
      learning: { budget: config.learnedIndexes, ...learning },
      nodesPatience: options.nodesPatience,
    });
    return {
      ...common,
      pictures,
      config,
      domains,
      targets,
      tenant,
      storage,
      slow,
      logsDropped: () => logs?.dropped?.() ?? 0,
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
