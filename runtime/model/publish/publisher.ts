import type { Issue } from '../../../metadata/common/issue.ts';
import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { Label, Language } from '../../../metadata/common/label.ts';
import type { ToPublish } from '../../../metadata/contract/packages/publishes.ts';
import type { Model } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import type { AwaitNodes } from '../../call/nodes-serving.ts';
import type { Publisher, Taken } from '../../call/publisher.ts';
import { sentence } from '../../common/messages/index.ts';
import { type Refusal, refusal } from '../../common/refusal.ts';
import type { Fence } from '../../database/fence.ts';
import type { Along } from '../../storage/store/commit/along.ts';
import type { Loaded } from '../packages/package-data.ts';
import type { Installed } from '../packages/package-store.ts';
import { readPublishes } from '../packages/publishes.ts';
import { lastMade, readUndoing } from '../packages/what-stands.ts';
import { awaitNodes, usualPatience } from './await-nodes.ts';
import { type Author, underPublish } from './carry-out-publish.ts';
import { dataFor, issuesFor } from './issues-for.ts';
import { prepare } from './prepare.ts';
import { problemsOf } from './problems-of.ts';
import { isPublishable, type Publication, type Publishable } from './publication.ts';
import { publishThrough, type Through, type ThroughParts, type ToCarry } from './publish-through.ts';
import { finishPurges, notePurge } from './purge-dropped.ts';
import { chosenFills, offersIn } from './records/fill-defaults.ts';
import { remadeIn } from './records/remake-records.ts';
import { undoOf } from './undo.ts';
import { uninstallOf } from './uninstall.ts';

export interface PublisherParts extends ThroughParts {
  /** Opens a sealed value; null: it is only carried here, and judged where its key is. */
  readonly open: (sealed: string) => string | null;
  /** The model in service, when it is that of this revision. */
  readonly running: (revision: number) => Model | undefined;
  readonly modelNow: () => Model | undefined;
  /** Milliseconds a publish waits for other nodes to serve it. Default: 5,000. */
  readonly nodesPatience?: number | undefined;
}

/** The publisher as the CLI and the first start use it; `Publisher` is the same for callers over HTTP. */
export interface OpenPublisher extends Publisher {
  prepare(given: readonly Installed[], beside?: Beside): Promise<Publication>;
  /** Refuses sources that are not publishable, and a plan that is not the seen one where `hash` is given. */
  publish(
    given: readonly Installed[],
    author: Author | ((publication: Publication) => Author),
    seen?: Seen,
  ): Promise<Published>;
  /** Does as `apply` with packages that were read already: once, where the call says so. */
  applyGiven(call: Call, ready: () => Promise<Ready>, how: ApplyHow): ReturnType<Publisher['apply']>;
  /**
   * Lets the data of a path go for good that left the model; begun, it is carried to its end, by the next start too.
   */
  purge(path: string, author: Author): Promise<void>;
  /** Carries out purges that a crash cut off. Answers their paths. */
  finishPurges(): Promise<readonly string[]>;
}

export type ApplyHow = Taken & Pick<Seen, 'along'>;

/** Packages to publish, and the plan of it that was seen. */
export interface Ready {
  readonly given: readonly Installed[];
  readonly hash: string;
}

/** The wishes of a publish, beside the sources that are given. */
export interface Beside {
  /** Packages that somebody answers for, whatever their signature is. Default: none. */
  readonly accept?: readonly string[];
  /** Packages whose installed version may be replaced by a lower one. Default: none, unless a publish is taken back. */
  readonly downgrade?: readonly string[];
  /** Names of packages that are to hold no more. Default: none. */
  readonly leaving?: readonly string[];
  /** Revision of the publish that it takes back. Default: none. */
  readonly undoes?: number;
  /** Adds issues about the publish. Default: none. */
  readonly notes?: (publication: Publication) => Promise<readonly Issue[]>;
}

/** A publish as its author saw it beforehand. */
export interface Seen extends Beside {
  /** Of the plan. Default: whatever it is by then. */
  readonly hash?: string | undefined;
  /** Writes in the same transaction. Default: nothing. */
  readonly along?: Along | undefined;
  /** Throws where a condition does not hold until it is in service. Default: nothing has to hold. */
  readonly fence?: Fence | undefined;
  /** Chooses, of all that stands against it, what the author is told. Default: everything. */
  readonly says?: ((issues: readonly Issue[]) => readonly Issue[]) | undefined;
}

/** Sources and all that is asked beside them. */
interface Wanted extends Beside {
  readonly given: readonly Installed[];
}

export interface Published extends Through {
  readonly nodes: AwaitNodes;
}

const issuesFound = refusal('package-issues', 422);
export const planChanged = refusal('plan-changed', 409);
const texts: ReadonlyMap<string, Label> = new Map();

export function createPublisher(parts: PublisherParts): OpenPublisher {
  const { database, node, edition, load, loadData, running, nodesPatience = usualPatience } = parts;
  /**
   * Another server, or somebody with a database's tools, may have left tables otherwise: the first plan looks at all.
   */
  let fitting = false;
  async function plan(
    given: readonly Installed[],
    { accept = [], leaving = [], downgrade = [], undoes, notes }: Beside = {},
  ): Promise<Publication> {
    const publication = await prepare(database, given, {
      edition,
      zone: parts.zone(),
      at: parts.clock(),
      orgs: parts.orgs(),
      open: parts.open,
      running,
      fitting,
      accepted: new Set(accept),
      leaving: new Set(leaving),
      undoes: undoes === undefined ? undefined : lastMade(await readUndoing(database), undoes),
      lowered: new Set(undoes === undefined ? downgrade : given.map(({ name }) => name)),
    });
    if (publication.base > 0 && publication.tables?.mends === 0) fitting = true;
    const noted = (await notes?.(publication)) ?? [];
    if (noted.length === 0) return publication;
    const { hash, ...rest } = publication;
    const isRefused = hash === undefined || noted.some(({ severity }) => severity === 'error');
    return { ...rest, issues: [...noted, ...publication.issues], ...(isRefused ? {} : { hash }) };
  }

  const publisher: OpenPublisher = {
    prepare: plan,
    publish: async (given, author, { hash, along, fence, says, ...beside } = {}) => {
      const planned = async (): Promise<ToCarry> => {
        const publication = await plan(given, beside);
        if (!isPublishable(publication))
          throw refuseIssues({ issues: says?.(publication.issues) ?? publication.issues });
        if (hash !== undefined && hash !== publication.hash) throw planChanged();
        if (changesNothing(publication) && !along)
          return { publication, author: null, names: given.map(({ name }) => name) };
        const by = typeof author === 'function' ? author(publication) : author;
        const { undoes } = beside;
        const names = [...publication.changed, ...publication.leaving].map(({ name }) => name);
        return { publication, author: undoes === undefined ? by : { ...by, undoes }, along, names };
      };
      const done = await publishThrough(parts, planned, fence);
      return { ...done, nodes: served(done.revision) };
    },
    purge: (path, author) =>
      underPublish(parts, async (held) => {
        await notePurge(held, path, author);
        await finishPurges(held);
      }),
    async finishPurges() {
      const found = await database.first("SELECT id FROM gj_plan WHERE state = 'purging'");
      if (!found) return [];
      return underPublish(parts, finishPurges);
    },
    plan: ({ language }, body) => shown(language, wantedIn(body), body),
    apply: (call, body) => carriedOut(call, async () => ({ ...wantedIn(body), hash: body.hash }), body),
    applyGiven: (call, ready, how) =>
      carriedOut(call, async () => ({ ...(await ready()), ...accepted(how), along: how.along }), how),
    async planUndo({ language }, body) {
      const { publish, ...wanted } = await undoOf(database, running, body.publish);
      return { ...(await shown(language, { ...wanted, ...accepted(body) }, body)), publish };
    },
    undo: (call, body) =>
      carriedOut(
        call,
        async () => ({
          ...(await undoOf(database, running, body.publish)),
          ...accepted(body),
          hash: body.hash,
        }),
        body,
      ),
    planUninstall: async ({ language }, name) =>
      shown(language, await uninstallOf(database, name, running), {}),
    uninstall: (call, name, hash) =>
      carriedOut(call, async () => ({ ...(await uninstallOf(database, name, running)), hash }), {}),
  };
  return publisher;

  function served(revision: number): AwaitNodes {
    return () => awaitNodes({ database, revision, node, patience: nodesPatience });
  }

  async function shown(
    language: Language,
    { given, ...beside }: Wanted,
    { fill }: Taken,
  ): Promise<Described> {
    const described = describe(await plan(given, beside), language);
    chosenFills(fill, described.offers);
    return described;
  }

  async function carriedOut(
    call: Call,
    ready: () => Promise<Wanted & { readonly hash: string } & Pick<Seen, 'along'>>,
    { fill }: Taken,
  ) {
    const mark = call.once?.next();
    const { language } = call;
    if (mark?.answer !== undefined && mark.written !== undefined)
      return answeredBefore(mark.written, JSON.parse(mark.answer) as Described, fill, language);
    const says = (issues: readonly Issue[]) => issuesFor(call, issues);
    const spokenOf = (publication: Publication) =>
      describe({ ...publication, issues: says(publication.issues) }, language);
    const author = (publication: Publication): Author => {
      const described = spokenOf(publication);
      // Before anything is written.
      const fills = chosenFills(fill, described.offers);
      const answer = JSON.stringify(described);
      return { ...authorOf(call), fills, ...(mark && { once: { mark, answer } }) };
    };
    const { given, ...seen } = await ready();
    const { revision, publication, data, nodes, finishedBy } = await publisher.publish(given, author, {
      ...seen,
      fence: call.fence,
      says,
    });
    const described = spokenOf(publication);
    const loaded = describeData(dataFor(call, data), language);
    return {
      revision,
      nodes,
      result: { revision, ...described, data: loaded, finishedBy },
      fills: [...chosenFills(fill, described.offers), ...remadeIn(described.issues)],
    };
  }

  /** A publish that was made, and whose answer was lost; records that it did not come to load are loaded now. */
  async function answeredBefore(
    revision: number,
    described: Described,
    fill: Taken['fill'],
    language: Language,
  ) {
    await load();
    const named = [...described.packages, ...described.leaving].map(({ name }) => name);
    const data = await loadData(named);
    const nodes = served(revision);
    const [said] = await readPublishes(database, { before: revision + 1, limit: 1 });
    const finishedBy = said?.revision === revision ? said.finishedBy : null;
    const result = { revision, ...described, data: describeData(data, language), finishedBy };
    const fills = [...chosenFills(fill, described.offers), ...remadeIn(described.issues)];
    return { revision, nodes, result, fills };
  }
}

type Described = ReturnType<typeof describe>;

/** With everything that keeps it from being published. */
export function refuseIssues({ issues }: Pick<Publication, 'issues'>): Refusal {
  return issuesFound({ count: issues.length }, problemsOf(issues));
}

/** All of it is installed as it was given. */
function changesNothing({ base, changed, leaving, tables }: Publishable): boolean {
  return base > 0 && changed.length + leaving.length + tables.changes.length === 0;
}

/** A publication as it is shown: issues and changes with their sentences. */
export function describe({ base, changed, leaving, tables, issues, hash }: Publication, language: Language) {
  return {
    base,
    hash: hash ?? null,
    packages: changed.map(({ name, version }) => ({ name, version })),
    leaving: leaving.map(({ name, version }) => ({ name, version })),
    issues: spoken(issues, language),
    changes: (tables?.changes ?? []).map(({ says, ...change }) => ({
      kind: change.kind,
      table: change.table,
      risk: change.risk,
      ...(change.kind === 'create-table' && { creates: change.path.split('/')[0] ?? '' }),
      message: sentence(says.code, says.params, language, texts),
    })),
    hidden: tables?.hidden ?? [],
    offers: offersIn(issues, language),
  };
}

/** Describes the outcome for packages' records, as it is shown. */
export function describeData({ issues, questions: _asked, ...counts }: Loaded, language: Language) {
  return { ...counts, issues: spoken(issues, language) };
}

function spoken(issues: readonly Issue[], language: Language) {
  return issues.map((issue) => ({
    ...issue,
    message: sentence(issue.code, issue.params, language, texts),
  }));
}

function authorOf({ user, reason }: Call): Author {
  return { actor: { id: user.id, name: user.name }, reason: reason ?? null };
}

function wantedIn({ packages, ...body }: ToPublish): Wanted {
  const given = packages.map(({ files }) => installedFrom(new Map(Object.entries(files))));
  return { given, ...accepted(body) };
}

function accepted({ accept, downgrade }: Taken): Pick<Beside, 'accept' | 'downgrade'> {
  return { ...(accept && { accept }), ...(downgrade && { downgrade }) };
}

/** Name and version as the manifest says them; what is wrong with it is found when it is compiled. */
export function installedFrom(files: ReadonlyMap<string, Json>): Installed {
  const manifest = files.get('package.json');
  const text = (name: string) => {
    const value = isObject(manifest) ? manifest[name] : undefined;
    return typeof value === 'string' ? value : '';
  };
  return { name: text('name'), version: text('version'), files };
}
