import type { Issue } from '../../../metadata/common/issue.ts';
import type { Explained } from '../../../metadata/model.ts';
import type { Audit } from '../../access/auth/audit.ts';
import type { Now, Served } from '../../call/call.ts';
import type { Publisher } from '../../call/publisher.ts';
import type { Action, AlsoNeeded } from '../../call/rights.ts';
import type { Backups } from '../../care/scheduled/create-backups.ts';
import type { ForwardState } from '../../care/trail/forward-trail.ts';
import type { Change } from '../../common/change.ts';
import type { Edition } from '../../common/edition.ts';
import type { Traces } from '../../common/traces/trace.ts';
import type { Vault } from '../../common/vault.ts';
import type { Log } from '../../config/log.ts';
import type { Maps } from '../../config/maps.ts';
import type { Database, DatabaseMember } from '../../database/database.ts';
import type { ChangeSets } from '../../effective/changes/create-change-sets.ts';
import type { MatchCounts } from '../../effective/match/create-matching.ts';
import type { Past } from '../../effective/past/past.ts';
import type { PackageData } from '../../model/packages/package-data.ts';
import type { Readers } from '../../params/readers/readers.ts';
import type { Watching } from '../../params/watch/watching.ts';
import type { Contents } from '../../storage/contents/contents.ts';
import type { SearchState } from '../../storage/indexes/index-keeper.ts';
import type { LearnedState } from '../../storage/indexes/learned-indexes.ts';
import type { Store } from '../../storage/store/record/store.ts';
import type { NodeClocks } from '../../storage/tables/node-clocks.ts';
import type { SmallPictures } from '../../work/pictures/small-pictures.ts';
import type { Streams } from './streams.ts';

/** The parts of a tenant that the HTTP floor asks for. */
export interface Host {
  readonly edition: Edition;
  /** This node, for leases. */
  readonly node: string;
  readonly store: Store;
  readonly contents: Contents;
  readonly smallPictures: SmallPictures;
  readonly changeSets: ChangeSets;
  readonly database: Database;
  readonly log: Log;
  /** Null: none are sent. */
  readonly traces: Traces | null;
  /** Lines of log that found no place since the start. */
  logsDropped(): number;
  /** How far the audit trail was forwarded; null: this node forwards nothing. */
  auditForwarding(): Promise<ForwardState | null>;
  /** Returns the counts of matches since the start. */
  matchCounts(): MatchCounts;
  /** Returns how searches were answered since the start, and the indexes that they are answered from. */
  searches(): { readonly ways: Readonly<Record<string, number>>; readonly indexes: readonly SearchState[] };
  /** The backups as this node last saw them; null: none are made, or it has not looked yet. */
  readonly backups: Backups['known'];
  /** Indexes that lists need or needed, as this node last saw them. */
  learnedIndexes(): readonly LearnedState[];
  readonly vault: Vault;
  readonly packageData: PackageData;
  /**
   * Actions that nobody does to records made of events, whatever their rights, by id of the form: so nobody is offered
   * them.
   */
  readonly madeByPlatform: Readonly<Record<string, readonly Action[]>>;
  readonly alsoNeeded: AlsoNeeded;
  readonly audit: Audit;
  /** The model and organisations of this moment; a request takes it once and finishes on it. */
  served(): Served;
  /** Returns the issues of the packages that are installed: only the platform is served then. Null: none. */
  trouble(): readonly Issue[] | null;
  /** The states that were served at moments of the past. */
  readonly past: Past;
  /** Newest revision this node has followed; every answer says it. */
  revision(): number;
  /** Resolves true once this node serves `revision`, false when that takes longer than some seconds. */
  waitForRevision(revision: number): Promise<boolean>;
  /** Serves, when it is fulfilled, all that was committed before. */
  catchUp(): Promise<void>;
  /** Milliseconds since 1970. */
  clock(): number;
  /** Milliseconds that this machine's clock is ahead of the database's; below zero, behind it. */
  ahead(): number;
  /** The servers that the database is, as this node last saw them; none where it is a file. */
  members(): readonly DatabaseMember[];
  /** The differences between the clocks of other nodes' members and that of the member here. */
  readonly clocks: Pick<NodeClocks, 'clocks' | 'commitsAhead'>;
  /** The moment in the zone of an organisation. */
  now(org: string): Now;
  random(size: number): Uint8Array;
  newId(): string;
  /**
   * Every committed change once, in order of revision, soon after this node has seen it; its own before they are
   * answered. Answers how to stop.
   */
  follow(listener: (changes: readonly Change[]) => void): () => void;
  /** The revision from which on history is whole: what went before it, nobody hears of any more. */
  historyBegins(): Promise<number>;
  /** Changes with revisions in (since, …], oldest first, at most `limit`. */
  changes(since: number, limit: number): Promise<readonly Change[]>;
  /** The feed of the values that organisations read of parameters, as they change. */
  readonly watching: Watching;
  /** Returns what the layers said about a form's properties. */
  explain(form: string): readonly Explained[];
  readonly publisher: Publisher;
  /** The readers of each parameter. */
  readonly readers: Readers;
  /** Places for event streams. */
  readonly streams: Streams;
  /** Aborted when the node shuts down: streams end then. */
  readonly stopping: AbortSignal;
  /** Tells whether requests can be served: database reachable, sound and with room, model loaded, not shutting down. */
  ready(): Promise<{
    readonly ready: boolean;
    readonly checks: Readonly<Record<string, boolean>>;
    /** Code of the trouble with the storage. */
    readonly code?: string;
  }>;
}

/** The settings for how this node stands in the network. */
export interface HttpOptions {
  /** Whether people reach it by https: cookies are Secure then, and browsers are told to stay with it. Default: no. */
  readonly https?: boolean;
  /** Believe X-Forwarded-For of the proxy in front. Default: no. */
  readonly proxy?: boolean;
  /** Bytes of a JSON body. Default: 4 MiB. */
  readonly bodyLimit?: number;
  /** The map that pages lead to. Default: that of the reader's device. */
  readonly maps?: Maps;
}
