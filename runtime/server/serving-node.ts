import type { Gate } from '../access/auth/gate.ts';
import type { PasswordCost } from '../access/credentials/password.ts';
import type { Resolve } from '../access/egress/egress.ts';
import type { ListedHosts } from '../access/egress/listed-hosts.ts';
import type { Edition } from '../common/edition.ts';
import type { Traces } from '../common/traces/trace.ts';
import type { Vault } from '../common/vault.ts';
import type { Config, StreamLimits } from '../config/config.ts';
import type { Log } from '../config/log.ts';
import type { SharedClock } from '../database/shared-clock.ts';
import type { SlowStatements } from '../database/slow-statements.ts';
import type { StorageWatch } from '../database/storage-watch.ts';
import type { Domain } from '../domain.ts';
import type { Decisions } from '../effective/decisions/create-decisions.ts';
import type { Matching, MatchingParts } from '../effective/match/create-matching.ts';
import type { createApp } from '../http/app.ts';
import type { Host, HttpOptions } from '../http/pipeline/host.ts';
import type { Registries } from '../model/registry/configured-registry.ts';
import type { NewerVersions } from '../model/registry/newer-versions.ts';
import type { StoredCases } from '../preparation/cases/stored-cases.ts';
import type { Shipping } from '../preparation/design/ship-layer.ts';
import type { Installer } from '../preparation/install/create-installer.ts';
import type { KeeperParts } from '../storage/indexes/index-keeper.ts';
import type { Tenant } from '../tenant/tenant.ts';
import type { Wait } from '../work/background/run-in-background.ts';
import type { Pictures } from '../work/pictures/create-pictures.ts';
import type { Sheets } from '../work/sheets/create-sheets.ts';
import type { Stories } from '../work/stories/create-stories.ts';

export interface NodeParts {
  readonly domains: readonly Domain[];
  readonly tenant: Tenant;
  readonly log: Log;
  readonly vault: Vault;
  readonly edition: Edition;
  /** The part of the environment that is about it. Default: none. */
  readonly config?: Partial<
    Pick<
      Config,
      | 'registry'
      | 'domainSettings'
      | 'auditForward'
      | 'backups'
      | 'home'
      | 'databaseUrl'
      | 'files'
      | 'secret'
      | 'smtp'
    >
  >;
  readonly clock: () => number;
  readonly shared: SharedClock;
  readonly newId: () => string;
  readonly storage: StorageWatch;
  readonly slow: Pick<SlowStatements, 'known'>;
  /** Looks at pictures beside the server. Default: a process of its own does. */
  readonly pictures?: Pictures;
  /** The hosts that people may have the server call. Default: those on the administrators' list. */
  readonly hosts?: ListedHosts;
  /** How names become addresses. Default: as the system resolves them. */
  readonly resolve?: Resolve;
  /** Lines of log that found no place. Default: none. */
  readonly logsDropped?: () => number;
  /** Default: nothing is traced. */
  readonly traces?: Traces | null;
  readonly http?: HttpOptions;
  /** How many event streams there may be. Default: as usual. */
  readonly streams?: StreamLimits;
  /** How rules are matched. Default: no match is judged again. */
  readonly matching?: Pick<MatchingParts, 'checked' | 'steps'>;
  readonly search?: Pick<KeeperParts, 'worthwhile' | 'grace'>;
  /** Milliseconds a plan waits for its rehearsal before that goes on as a job. Default: as usual. */
  readonly rehearsalPatience?: number;
  /** The cost of trying a password. Default: as advised. */
  readonly passwordCost?: PasswordCost;
  /** Folder of the built web UI. Default: where the build puts it; none when it was not built. */
  readonly ui?: string;
  /** The address at which this server is reached from outside. Default: http://localhost. */
  readonly url?: string;
  /** Waits between two runs of the work behind it. Default: as time passes. */
  readonly wait?: Wait;
}

/** One server process's worth of a tenant: its app, and what goes on behind it. */
export interface ServingNode {
  readonly app: ReturnType<typeof createApp>;
  readonly host: Host;
  readonly gate: Gate;
  readonly matching: Matching;
  readonly decisions: Decisions;
  readonly storedCases: StoredCases;
  readonly sheets: Sheets;
  /** Fulfilled when what was done stands in the audit trail, and what it sends by itself is sent. */
  settle(): Promise<void>;
  /** Packages planned and installed, for callers who are no browsers. */
  readonly installer: Installer;
  readonly shipping: Shipping;
  readonly registries: Registries;
  readonly newer: NewerVersions;
  /** The stories that domains tell of the demo. */
  readonly stories: Stories;
  /** Follows other nodes, reports this one, clears away what has expired; until stopped. */
  start(): void;
  /** Does once what is done again and again, by the name of the task. */
  run(task: string): Promise<unknown>;
  /** Ends streams and background work; the tenant stays open. */
  stop(): Promise<void>;
}
