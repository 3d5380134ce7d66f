import type { Model } from '../../metadata/model.ts';
import { parameterForm } from '../../metadata/names.ts';
import type { Call, Now, Served } from '../call/call.ts';
import { systemCall } from '../call/system-call.ts';
import type { Edition } from '../common/edition.ts';
import { oneAtATime } from '../common/one-at-a-time.ts';
import type { Vault } from '../common/vault.ts';
import type { Log } from '../config/log.ts';
import type { Database } from '../database/database.ts';
import { migrate } from '../database/migrate.ts';
import { whenCommitted } from '../database/when-committed.ts';
import { createPackageData, type PackageData } from '../model/packages/package-data.ts';
import { createPromotion, type Promotion, sumOf } from '../model/promote/create-promotion.ts';
import { modelForm, resume } from '../model/publish/carry-out-publish.ts';
import { createInWordsSince } from '../model/publish/in-words-since.ts';
import { modelThen } from '../model/publish/model-then.ts';
import { createPublisher, type OpenPublisher } from '../model/publish/publisher.ts';
import { createRewrittenSince } from '../model/publish/rewritten-since.ts';
import { createParameters } from '../params/parameters.ts';
import { createFeed } from '../params/watch/feed.ts';
import { sinceTooOld } from '../params/watch/since-too-old.ts';
import { createWatching, type Watching } from '../params/watch/watching.ts';
import { type Contents, createContents } from '../storage/contents/contents.ts';
import type { FilesRoom } from '../storage/contents/files-room.ts';
import type { Measure } from '../storage/contents/harmful.ts';
import { openMemoryShelf } from '../storage/contents/memory-shelf.ts';
import type { Scan } from '../storage/contents/scan.ts';
import type { Shelf } from '../storage/contents/shelf.ts';
import {
  createLearnedIndexes,
  type LearnedIndexes,
  type LearningOptions,
} from '../storage/indexes/learned-indexes.ts';
import { createStore, type OpenStore, type StoreOptions } from '../storage/store/create-store.ts';
import { newestRevision } from '../storage/store/record/revisions.ts';
import { forgetNode } from '../storage/tables/nodes.ts';
import { createApprovals, settingsForm } from './approvals.ts';
import { createClock } from './clock.ts';
import { createFollowing, type Following } from './following.ts';
import {
  createServed,
  loadModel,
  ModelBroken,
  type ModelInService,
  publishedRevision,
} from './model-in-service.ts';
import { createOrganisations } from './organisations.ts';
import { platformAlone } from './platform-alone.ts';
import { positionAt, rewoundStates } from './state-rewind.ts';

export interface TenantParts {
  /** The parts that domains bring to the store, and the rules that hold for every write. Default: none. */
  readonly storing?: Pick<
    StoreOptions,
    'specialForms' | 'formActions' | 'actionTakes' | 'actionObstacles' | 'alsoNeeded' | 'permit'
  >;
  readonly database: Database;
  /** Where the bytes of files stand. Default: nowhere, and none are kept. */
  readonly shelf?: Shelf;
  /** How much there may be of them. Default: as much as there is room for. */
  readonly filesRoom?: FilesRoom | undefined;
  /** Tells how large pictures are. Default: nobody knows. */
  readonly measure?: Measure | undefined;
  /** Looks for viruses in what is brought. Default: nobody does. */
  readonly scan?: Scan | undefined;
  readonly vault: Vault;
  /** Opens values of parameters; null: nobody can here. Default: as the vault does. */
  readonly openValue?: (sealed: string) => string | null;
  readonly log: Log;
  readonly edition: Edition;
  /** How people call this node. Default: by its id. */
  readonly nodeName?: string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly newId: () => string;
  /** How this node is called. Default: by an id. */
  readonly node?: string;
  /** Between 0 and 1. */
  readonly random: () => number;
  /** How lists learn which indexes they need. Default: as usual. */
  readonly learning?: LearningOptions;
  /** Milliseconds a publish waits for other nodes to serve it. Default: as usual. */
  readonly nodesPatience?: number | undefined;
  /** Called between any two things a publish does; tests die here. */
  readonly onMoment?: (moment: string) => void;
}

/** One body of data with everything that hangs off it: its database, model, organisations, store and publisher. */
export interface Tenant {
  readonly name: 'default';
  readonly node: string;
  /** How people call it. */
  readonly nodeName: string;
  readonly database: Database;
  readonly store: OpenStore;
  readonly contents: Contents;
  readonly publisher: OpenPublisher;
  readonly packageData: PackageData;
  readonly promotion: Promotion;
  readonly following: Following;
  readonly learnedIndexes: LearnedIndexes;
  /** Throws before the first publish. */
  served(): Served;
  service(): ModelInService | null;
  /**
   * The failure of the installed packages to compile: until it is mended, only the platform is served. Null: there is
   * none.
   */
  trouble(): ModelBroken | null;
  now(org: string): Now;
  /** Time zone of an organisation: its own, or that of the nearest above it. */
  zone(org: string): string;
  /** Those that some organisation is in. */
  zones(): ReadonlySet<string>;
  /** For what the platform itself does. */
  systemCall(): Call;
  /** Takes into service what the database holds, when that is newer. */
  load(): Promise<void>;
  /** Newest revision whose records and model this node answers from. */
  revision(): number;
  /** Tells what organisations read of parameters, as it changes. */
  readonly watching: Watching;
  /** Learns what other nodes wrote and published; asked for again and again. */
  follow(): Promise<void>;
  close(): Promise<void>;
}

/** Opens what is there; a tenant in which nothing was ever published has no model yet. */
export async function openTenant(parts: TenantParts): Promise<Tenant> {
  const { database, vault, edition, clock, newId, random } = parts;
  const node = newId();
  const { nodeName = node } = parts;
  await migrate(database, node);
  const organisations = createOrganisations(database.dialect);
  const parameters = createParameters();
  const approvals = createApprovals(database.dialect);
  const following = createFollowing(database);
  const { zone } = organisations;
  const view = createServed();
  const learnedIndexes = createLearnedIndexes({
    database,
    node,
    clock,
    log: parts.log,
    served: () => (service ? served() : null),
    ...(parts.learning ? { limits: parts.learning } : {}),
  });
  const { catalogue: indexes, onRead } = learnedIndexes;
  const rootZone = () => zone(organisations.tree().root);
  const stamp = () => ({ at: database.dialect.now, zone: rootZone() });
  const store = createStore({
    database,
    newId,
    random,
    stamp,
    seal: vault.seal,
    zone,
    orgsAfter: (revision) => (following.revision() === revision ? organisations.tree() : undefined),
    indexes,
    onRead,
    rewrittenSince: createRewrittenSince(database, edition),
    inWordsSince: createInWordsSince(database),
    ...parts.storing,
  });
  const moment = createClock(clock);
  let service: ModelInService | null = null;
  let trouble: { readonly published: number; readonly broken: ModelBroken } | null = null;
  /** Revision of the newest publish heard of. */
  let announced = 0;

  store.onWritten((events) => following.written(events));
  const feed = createFeed({
    clock,
    log: parts.log,
    parts: () =>
      service && {
        revision: following.revision(),
        model: service.model,
        zones: organisations.zones(),
        values: parameters.values(),
      },
    async modelOf(publish) {
      if ((service?.revision ?? 0) < publish) return null;
      return service?.revision === publish ? service.model : modelOf(publish);
    },
  });
  following.followCommits((events) => {
    organisations.follow(events);
    parameters.follow(events);
    approvals.follow(events);
    const publish = events.find(({ form }) => form === modelForm)?.revision ?? null;
    if (publish !== null) announced = publish;
    const last = events.at(-1);
    if (!last) return;
    const { revision, at } = last;
    feed.committed({
      revision,
      at,
      publish,
      zones: organisations.zones(),
      values: parameters.values(),
    });
  });
  following.follow((events) => void store.follow(events));
  async function modelOf(revision: number): Promise<Model> {
    const model = await modelThen(database, revision, edition);
    if (!model) throw sinceTooOld({ since: revision });
    return model;
  }

  async function loadNewer(): Promise<void> {
    const published = await publishedRevision(database);
    if (published === (trouble?.published ?? service?.revision ?? 0)) return;
    const revision = await newestRevision(database);
    const next = await loadModel(database, edition).catch((error: unknown) => troubled(error, published));
    if (next && next.revision > 0) trouble = null;
    const form = next?.model.formsById.get('organisation');
    if (next && form && !service) {
      await organisations.reload(database, next.table(form), revision);
      const values = next.model.formsById.get(parameterForm);
      if (values) await parameters.reload(database, next.table(values));
      const settings = next.model.formsById.get(settingsForm);
      if (settings) await approvals.reload(database, next.table(settings));
      following.begin(revision);
    }
    service = next;
    feed.tick();
  }
  const load = oneAtATime(loadNewer);
  /** A node that serves goes on with what it has; one that starts serves what is needed to mend the rest. */
  async function troubled(error: unknown, published: number): Promise<ModelInService> {
    if (!(error instanceof ModelBroken) || (service && service.revision > 0)) throw error;
    const platform = service ?? (await platformAlone(database, edition));
    if (!platform) throw error;
    trouble = { published, broken: error };
    parts.log.error({ issues: error.issues.length, err: error }, 'the installed packages do not compile');
    return platform;
  }
  function served(): Served {
    if (!service) throw new Error('nothing was published yet');
    const orgs = organisations.tree();
    return view(service, orgs, { parameters: parameters.values(), approvals: approvals.policy(orgs.root) });
  }
  const now = (org: string): Now => moment(zone(org));

  const publishing = {
    database,
    write: store.write,
    node,
    nodeName,
    newId,
    clock,
    edition,
    orgs: organisations.tree,
    zone: rootZone,
    ...(parts.onMoment ? { onMoment: parts.onMoment } : {}),
  };
  const running = (revision: number) => (service?.revision === revision ? service.model : undefined);
  const platformCall = () => {
    const model = served();
    return systemCall(model, now(model.orgs.root));
  };
  const followWritten = whenCommitted(database, async () => {
    if (service) await following.poll();
    await load();
  });
  const follow = async () => {
    await followWritten();
    feed.tick();
  };
  const contents = createContents({
    database,
    shelf: parts.shelf ?? openMemoryShelf(),
    vault,
    newId,
    clock,
    room: parts.filesRoom,
    measure: parts.measure,
    scan: parts.scan,
  });
  const loading = {
    database,
    contents,
    store,
    node,
    follow,
    seal: vault.seal,
    onMoment: parts.onMoment,
    call: () => (service && served().orgs.root !== '' ? platformCall() : null),
  };
  const shipped = createPackageData(loading);
  const promotion = createPromotion(loading);
  const packageData: PackageData = {
    ...shipped,
    load: async (options) => sumOf(await shipped.load(options), await promotion.load()),
  };
  const loadData = (packages: readonly string[]) => packageData.load({ packages });
  const tenant: Tenant = {
    name: 'default',
    node,
    nodeName,
    database,
    store,
    contents,
    publisher: createPublisher({
      ...publishing,
      open: parts.openValue ?? vault.open,
      running,
      load,
      loadData,
      modelNow: () => service?.model,
      nodesPatience: parts.nodesPatience,
    }),
    packageData,
    promotion,
    following,
    learnedIndexes,
    watching: createWatching({
      feed,
      position: (revision) => positionAt(database, revision),
      trail: (from, to) =>
        rewoundStates(
          { database, parameters, organisations, followed: following.revision, modelThen: modelOf },
          from,
          to,
        ),
    }),
    served,
    service: () => service,
    trouble: () => trouble?.broken ?? null,
    now,
    zone,
    zones: () => organisations.zones().inUse,
    systemCall: platformCall,
    load,
    revision: () => {
      const known = service?.revision ?? 0;
      return announced > known ? announced - 1 : following.revision();
    },
    follow,
    async close() {
      await forgetNode(database, node).catch(() => {});
      await database.close();
    },
  };
  const resumed = await resume(publishing);
  if (resumed && 'refused' in resumed)
    parts.log.error({ err: resumed.refused }, 'a publish that had been cut off was given up');
  else if (resumed)
    parts.log.warn({ ...resumed, node: nodeName }, 'finished a publish that had been cut off');
  await load();
  return tenant;
}
