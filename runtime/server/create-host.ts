import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { explain } from '../../metadata/model/explain.ts';
import type { Explained } from '../../metadata/model.ts';
import type { Audit } from '../access/auth/audit.ts';
import type { Edition } from '../common/edition.ts';
import type { Traces } from '../common/traces/trace.ts';
import type { Vault } from '../common/vault.ts';
import type { StreamLimits } from '../config/config.ts';
import type { Log } from '../config/log.ts';
import type { DatabaseMember } from '../database/database.ts';
import type { StorageWatch } from '../database/storage-watch.ts';
import { createPast } from '../effective/past/past.ts';
import type { Host } from '../http/pipeline/host.ts';
import { createStreams } from '../http/pipeline/streams.ts';
import type { Readers } from '../params/readers/readers.ts';
import { wholeCommits } from '../storage/store/commit/record-commit.ts';
import { type ChangeRow, changeColumns, readChange } from '../storage/store/history/history.ts';
import { historyBegins } from '../storage/store/history/history-begins.ts';
import type { Tenant } from '../tenant/tenant.ts';
import type { Pictures } from '../work/pictures/create-pictures.ts';
import { createSmallPictures } from '../work/pictures/small-pictures.ts';

export interface HostParts {
  readonly tenant: Tenant;
  readonly audit: Audit;
  readonly log: Log;
  readonly vault: Vault;
  readonly edition: Edition;
  readonly clock: () => number;
  /** Milliseconds that this machine's clock is ahead of the database's. */
  readonly ahead: () => number;
  readonly members: () => readonly DatabaseMember[];
  readonly clocks: Host['clocks'];
  readonly newId: () => string;
  readonly stopping: AbortSignal;
  readonly storage: StorageWatch;
  readonly logsDropped: () => number;
  readonly traces: Traces | null;
  readonly auditForwarding: Host['auditForwarding'];
  readonly readers: Readers;
  readonly pictures: Pictures;
  /** How many event streams there may be. Default: as usual. */
  readonly streams?: StreamLimits;
}

/** The milliseconds that a read waits for a revision which another node has written. */
const patience = 5_000;

/** The tenant as the HTTP floor sees it. */
export function createHost({
  tenant,
  stopping,
  storage,
  streams,
  pictures,
  ...parts
}: HostParts): Omit<
  Host,
  'backups' | 'changeSets' | 'madeByPlatform' | 'alsoNeeded' | 'matchCounts' | 'searches'
> {
  const { database, store, contents, following, publisher, packageData } = tenant;
  return {
    ...parts,
    node: tenant.node,
    store,
    contents,
    smallPictures: createSmallPictures(contents, pictures),
    database,
    publisher,
    packageData,
    stopping,
    streams: createStreams(streams),
    served: tenant.served,
    trouble: () => tenant.trouble()?.issues ?? null,
    past: createPast({ ...parts, database, served: tenant.served }),
    revision: tenant.revision,
    now: tenant.now,
    learnedIndexes: tenant.learnedIndexes.states,
    random: (size) => randomBytes(size),
    follow: following.follow,
    watching: tenant.watching,
    async waitForRevision(revision) {
      const until = performance.now() + patience;
      while (tenant.revision() < revision) {
        if (performance.now() > until || stopping.aborted) return false;
        await tenant.follow();
        if (tenant.revision() < revision) await sleep(20);
      }
      return true;
    },
    catchUp: tenant.follow,
    historyBegins: () => historyBegins(database),
    async changes(since, limit) {
      const rows = await wholeCommits<ChangeRow>(database, changeColumns, since, limit);
      return rows.map(readChange);
    },
    explain(form): readonly Explained[] {
      const layers = tenant.service()?.layers;
      const said = layers?.get(form)?.said.keys() ?? [];
      return [...said].flatMap((property) => {
        const explained = layers && explain(layers, `forms/${form}/${property}`);
        return explained ? [explained] : [];
      });
    },
    async ready() {
      const reached = await database.ping().then(
        () => true,
        () => false,
      );
      const trouble = storage.trouble() ?? (tenant.trouble() ? 'model-broken' : null);
      const checks = {
        database: reached,
        storage: storage.trouble() === null,
        model: tenant.service() !== null && tenant.trouble() === null,
        running: !stopping.aborted,
      };
      const ready = Object.values(checks).every(Boolean);
      return { ready, checks, ...(trouble === null ? {} : { code: trouble }) };
    },
  };
}
