import type { AuditTables } from './audit-tables.ts';
import type { ContentTables } from './content-tables.ts';
import type { DesignTables } from './design-tables.ts';
import type { IssuingTables } from './issuing-tables.ts';
import type { LeaseRow, NodeDayRow, NodeRow } from './node-tables.ts';
import type { OwnTables } from './own-tables.ts';
import type { PackedRow, PromotedRow, ReplacedRow, ReshapeRow, TrustedKeyRow } from './package-tables.ts';
import type { LearnedRow, SearchRow } from './search-tables.ts';

/**
 * Rows of the platform's own tables, as drivers answer them. Instants are epoch milliseconds, JSON
 * is text, booleans are 0 and 1; no value needs a dialect to be read or written.
 */

/** One row, id 1. Whoever writes records locks it first, so that the order of revisions is the order of commits. */
export interface RevisionRow {
  readonly id: number;
  /** The newest revision handed out. */
  readonly value: number;
  /** Revision of the publish whose model writers must be on. */
  readonly model: number;
}

export interface HistoryRow {
  readonly revision: number;
  readonly form: string;
  readonly record: string;
  readonly operation: string;
  readonly at: number;
  readonly actor: string | null;
  readonly actor_name: string | null;
  readonly org: string | null;
  readonly reason: string | null;
  /** JSON array of paths by ids. */
  readonly changed: string | null;
  /** JSON by ids; null: nothing is left of it (a tombstone keeps the last state). */
  readonly snapshot: string | null;
}

/** The revisions of one transaction, seen together or not at all; what an older server wrote has no such row. */
export interface CommitRow {
  readonly last_revision: number;
  readonly first_revision: number;
  /** Later than that of every commit before. */
  readonly at: number;
  /** Of the root organisation, then. */
  readonly zone: string;
  /** Id of the change set that was published by it. */
  readonly change_set: string | null;
  /** Revision of the publish that it was. */
  readonly publish: number | null;
}

/** That a package's definitions held from this revision on. */
export interface PublishRow {
  readonly revision: number;
  readonly package: string;
  readonly version: string;
  /** SHA-256, in hex, of `files`. */
  readonly hash: string;
  /** JSON: the hash of each file's content, by path. */
  readonly files: string;
  /** Null: it was there before publishes were kept. */
  readonly actor: string | null;
  readonly actor_name: string | null;
  readonly reason: string | null;
  /** Name of the node that brought it to its end after it had been cut off; null: whoever began it did. */
  readonly finished_by: string | null;
}

/** A file of a package, kept once however many versions have it. */
export interface SourceRow {
  /** SHA-256, in hex, of the content. */
  readonly hash: string;
  readonly content: string;
}

/** A table plan that was begun; `running` until the model that wants it is in use. */
export interface PlanRow {
  readonly id: string;
  readonly hash: string;
  readonly content: string;
  /** What whoever applied it wants to do afterwards, in words of its own. */
  readonly intent: string | null;
  /** `purging`: `content` is a path whose data goes for good, and nothing else of a plan. */
  readonly state: 'running' | 'done' | 'abandoned' | 'purging';
  readonly at: number;
  /** Name of the node that switched to it, or gave it up; null: an older server did, or nobody yet. */
  readonly ended_by: string | null;
}

export interface JournalRow {
  readonly plan: string;
  readonly seq: number;
  /** For people; what is done is in the plan. */
  readonly step: string;
  readonly done_at: number | null;
}

/** Where a path lives. Tables have an empty column name. A path that was reshaped has rows for its former columns too. */
export interface PhysicalRow {
  readonly path: string;
  readonly table_name: string;
  readonly column_name: string;
  /** JSON of what the column keeps (`runtime/storage/tables`). */
  readonly kept: string | null;
  /** `filling`: beside the one it will replace; `retired`: replaced, until no node uses it; `gone`: a name given up. */
  readonly state: 'live' | 'filling' | 'retired' | 'gone';
  /** filling: revision up to which it has the values; retired: revision of the model that replaced it. */
  readonly revision: number;
}

export interface PackageRow {
  readonly name: string;
  /** Which of its kept sources holds. */
  readonly version: string;
  readonly revision: number;
  readonly at: number;
  readonly state: 'installed' | 'uninstalled';
  /** 1: what is designed of its forms is written into it. */
  readonly designed: number | null;
}

export interface PackageSourceRow {
  readonly package: string;
  readonly version: string;
  readonly file: string;
  readonly content: string;
}

export interface OriginRow {
  readonly form: string;
  readonly record: string;
  readonly package: string;
  readonly origin_key: string;
  /** JSON of the values as shipped. */
  readonly shipped: string;
  readonly deleted: 0 | 1;
}

/** A record whose package brings it no more. */
export interface DroppedRow {
  readonly form: string;
  readonly record: string;
  /** `taken`: nobody had touched or used it, so that it went along and comes back with its package. */
  readonly state: 'kept' | 'taken';
  readonly revision: number;
}

export interface AssignmentRow {
  readonly form: string;
  readonly record: string;
  readonly org: string;
  readonly by_org: string | null;
  readonly by_user: string | null;
  readonly at: number;
  readonly revision: number;
}

export interface OverlayRow {
  readonly form: string;
  readonly record: string;
  readonly org: string;
  /** JSON of the fields the organisation owns. */
  readonly content: string;
  readonly by_user: string | null;
  readonly at: number;
  readonly revision: number;
}

export interface SequenceRow {
  readonly form: string;
  readonly scope: string;
  /** The last one handed out. */
  readonly value: number;
}

/** A value that is taken under a unique rule. */
export interface ClaimRow {
  /** SHA-256, in hex, of rule, scope and key. */
  readonly hash: string;
  readonly form: string;
  readonly rule: string;
  readonly record: string;
}

/** Who refers to whom through references of many. */
export interface LinkRow {
  readonly owner_form: string;
  readonly owner: string;
  /** By ids: `lines.items`. */
  readonly field: string;
  /** Id of the entries row, empty for the record itself. */
  readonly row_id: string;
  readonly target_form: string;
  readonly target: string;
}

/** A request with its key, or a mark that one of its writes left in its own transaction: `key 0`, `key 1` … */
export interface IdempotencyRow {
  readonly principal: string;
  readonly key: string;
  readonly hash: string;
  /** While a request is under way which try it is, then the status of its answer; of a mark, the first revision of the write. */
  readonly status: number | null;
  /** Null while the request is under way; of a mark, what history does not tell of the answer. */
  readonly response: string | null;
  /** Some seconds ahead while a request is under way, renewed by whoever works on it. */
  readonly expires_at: number;
}

export interface IdentityRow {
  readonly provider: string;
  readonly subject: string;
  readonly user_id: string;
  /** Of the provider `password`: its hash. */
  readonly secret: string | null;
  readonly changed_at: number;
  /** 1: whoever signs in with it chooses another first. Null: no. */
  readonly temporary: number | null;
}

/** What a person shows beside a password. */
export interface AuthenticatorRow {
  readonly id: string;
  readonly user_id: string;
  /** `app`: shows codes that change; `passkey`: signs; `recovery`: a code that opens once. */
  readonly kind: string;
  readonly name: string;
  /** Of an app. */
  readonly sealed_secret: string | null;
  /** Of a recovery code. */
  readonly hash: string | null;
  /** Of an app: the number of the half minute whose code opened last; of a passkey: how often it says it signed. */
  readonly last_step: number | null;
  readonly created_at: number;
  readonly used_at: number | null;
  /** Of a passkey, as JSON: its id, its public key, and how it is reached. */
  readonly passkey: string | null;
}

export interface SessionRow {
  readonly hash: string;
  readonly user_id: string;
  readonly csrf: string;
  readonly created_at: number;
  readonly last_seen: number;
  readonly expires_at: number;
  /** Id of the sign-in provider that it was begun by; null: by a password. */
  readonly provider: string | null;
  /** The ID token that the provider gave, sealed. */
  readonly sealed_hint: string | null;
  /** The browser as it calls itself; null: it did not, or the session is older than that. */
  readonly agent: string | null;
  readonly address: string | null;
  /** When its person last showed a code or a passkey. */
  readonly confirmed_at: number | null;
}

export interface TokenRow {
  readonly hash: string;
  /** Record of the form `token`. */
  readonly token: string;
  readonly user_id: string;
}

export interface JobChunkRow {
  readonly job: string;
  /** `upload`, `result`, … */
  readonly part: string;
  readonly seq: number;
  readonly content: Uint8Array;
  readonly expires_at: number;
}

/** A key that secrets are sealed with, known again by what it sealed. */
export interface KeyRow {
  readonly id: string;
  /** `next`: everything is being sealed anew with it. */
  readonly state: 'current' | 'next';
  readonly sealed: string;
  readonly at: number;
}

/** What a package had when it was taken out of service. */
export interface ArchiveRow {
  readonly id: string;
  readonly package: string;
  readonly version: string;
  /** Of the publish that took it out. */
  readonly revision: number;
  /** `pending`: its content is still to be written. */
  readonly state: 'pending' | 'done';
  /** Bytes. */
  readonly size: number;
}

export interface ArchiveChunkRow {
  readonly archive: string;
  readonly seq: number;
  readonly content: Uint8Array;
}

/** How far something was thinned. */
export interface ThinningRow {
  readonly what: 'history';
  /** The revision from which on it is whole. */
  readonly whole_from: number;
  /** What is before was thinned until here. */
  readonly done_to: number;
}

/** That somebody reads a parameter. */
export interface ReaderRow {
  /** `others`: those at this place who had no room. `since`: when all this was first written down. */
  readonly kind: 'token' | 'user' | 'app' | 'others' | 'since';
  /** Id of the token's record, of the user, of the app. */
  readonly reader: string;
  /** As the program names itself; may be empty. */
  readonly client: string;
  readonly org: string;
  /** Empty: all types. */
  readonly type: string;
  /** Empty: all keys without a dimension. */
  readonly address: string;
  readonly version: string;
  readonly last_at: number;
  /** How new what it holds is. */
  readonly revision: number;
  /** JSON: when, at which revision and why it could do nothing with the value. Null: it could. */
  readonly refused: string | null;
  /** Who wrote the row last, and when by the database's clock. */
  readonly node: string;
  readonly written_at: number;
}

/** By table name; Kysely's database type, too. */
export interface PlatformTables extends AuditTables, DesignTables, ContentTables, OwnTables, IssuingTables {
  readonly gj_revision: RevisionRow;
  readonly gj_history: HistoryRow;
  readonly gj_commit: CommitRow;
  readonly gj_publish: PublishRow;
  readonly gj_undo: { readonly revision: number; readonly undoes: number };
  readonly gj_reshape: ReshapeRow;
  readonly gj_replaced: ReplacedRow;
  readonly gj_done: { readonly name: string; readonly at: number };
  readonly gj_fill: {
    readonly revision: number;
    readonly fills: string;
    readonly actor: string;
    readonly at: number;
    readonly state: string | null;
  };
  readonly gj_source: SourceRow;
  readonly gj_plan: PlanRow;
  readonly gj_journal: JournalRow;
  readonly gj_physical: PhysicalRow;
  readonly gj_node: NodeRow;
  readonly gj_node_day: NodeDayRow;
  readonly gj_package: PackageRow;
  readonly gj_package_source: PackageSourceRow;
  readonly gj_origin: OriginRow;
  readonly gj_dropped: DroppedRow;
  readonly gj_assignment: AssignmentRow;
  readonly gj_overlay: OverlayRow;
  readonly gj_sequence: SequenceRow;
  readonly gj_claim: ClaimRow;
  readonly gj_link: LinkRow;
  readonly gj_idempotency: IdempotencyRow;
  readonly gj_identity: IdentityRow;
  readonly gj_authenticator: AuthenticatorRow;
  readonly gj_session: SessionRow;
  readonly gj_token: TokenRow;
  readonly gj_job_chunk: JobChunkRow;
  readonly gj_key: KeyRow;
  readonly gj_trusted_key: TrustedKeyRow;
  readonly gj_archive: ArchiveRow;
  readonly gj_archive_chunk: ArchiveChunkRow;
  readonly gj_packed: PackedRow;
  readonly gj_promoted: PromotedRow;
  readonly gj_search: SearchRow;
  readonly gj_learned: LearnedRow;
  readonly gj_reader: ReaderRow;
  readonly gj_thinning: ThinningRow;
  readonly gj_lease: LeaseRow;
}
