import type { Language } from '../../metadata/common/label.ts';
import type { FieldSet, Form, Model } from '../../metadata/model.ts';
import type { ApprovalPolicy } from '../../rules/changes/needs-approval.ts';
import type { ReadAt } from '../../rules/params/parameter-door.ts';
import type { SetValues } from '../../rules/params/set-values.ts';
import type { OrgTree } from '../../rules/sharing/org-tree.ts';
import type { Reading } from '../database/connection.ts';
import type { Fence } from '../database/fence.ts';
import type { Rights } from './rights.ts';

/**
 * The state that a node serves at one moment: a model with its tables and the organisations, frozen together. A request
 * takes it once at the start and finishes on it; a publish swaps in the next one.
 */
export interface Served {
  readonly model: Model;
  /** Revision of the publish the model came with. */
  readonly revision: number;
  readonly orgs: OrgTree;
  /** The values that parameters are set to. Default: none. */
  readonly parameters?: SetValues;
  /** The writes that need somebody else's agreement. Default: none. */
  readonly approvals?: ApprovalPolicy;
  /** The state in service, where this is what a design makes of it that nobody published. Default: this is. */
  readonly base?: Served;
  /** Physical names, kept since the table was made. */
  table(form: Form): FormTable;
}

/** Names of a form's tables and columns, as `runtime/storage/tables` made them. */
export interface FormTable {
  readonly name: string;
  /** By field id; fields without a column are absent. */
  readonly columns: ReadonlyMap<string, string>;
  /** By entries field id. */
  readonly entries: ReadonlyMap<string, FormTable>;
  /**
   * The shape in which records stand in it, where that is another one: they are read so and then fitted. Default: they
   * have the one that is asked for.
   */
  readonly former?: FormerTable;
}

export interface FormerTable {
  readonly shape: FieldSet;
  readonly table: FormTable;
  /** Time zone by which instants become dates. */
  readonly zone: string;
}

/** The moment, handed down so that nothing below asks a clock. Local to the organisation's zone. */
export interface Now {
  /** UTC with milliseconds. */
  readonly instant: string;
  readonly localDate: string;
  readonly localTime: string;
}

/** `use`: what the organisation of the call may use. `manage`: what organisations of the caller's created. */
export type View = 'use' | 'manage';

/**
 * What records of one file say that others of it may not say as well: by what it is and the value, the names of those that
 * said it, by number.
 */
export type Together = Map<string, Map<string, string>>;

/** A request as the verbs of the store see it: who asks, for which organisation, on which model. */
export interface Call {
  readonly served: Served;
  readonly rights: Rights;
  readonly user: { readonly id: string; readonly number: string; readonly name: string };
  /** Id of the organisation of the call. */
  readonly org: string;
  readonly now: Now;
  readonly language: Language;
  readonly requestId: string;
  /** It came with a token, that nobody typed a password for. Default: no. */
  readonly byToken?: true;
  /** Refuses where whoever asks has to confirm that it is he, before a dangerous write. Default: nobody is asked. */
  readonly confirmed?: () => Promise<void>;
  /** How its reads end that last. Default: as the platform's own, when they are done. */
  readonly reading?: Reading;
  /** The view that is asked for: by it goes what references show. Default: either, as in answers to writes. */
  readonly view?: View;
  /**
   * Set where the caller may change nothing, and so starts no work that would go on after the answer. Default: he may.
   */
  readonly readsOnly?: true;
  /** Said by the writer, kept in history. */
  readonly reason?: string;
  /** A second person agreed to what it writes, or nobody has to: what packages bring. Default: that is asked. */
  readonly approved?: true;
  /** Writes are planned and judged, in their transaction and all, and then not made. Default: they are made. */
  readonly rehearsal?: true;
  /** Records that are written together, as far as they were judged. Default: each is written alone. */
  readonly together?: Together;
  /** Its writes are made once, however often it is sent. Default: a write is made each time it is asked for. */
  readonly once?: Once;
  /**
   * Its writes are made only while this holds, each in its transaction: a lease. Default: whenever they are asked for.
   */
  readonly fence?: Fence;
}

/**
 * A request that carries an Idempotency-Key. Each of its writes leaves a mark in its own transaction, so that whoever
 * takes the request up after a crash knows which of them were made.
 */
export interface Once {
  /** The mark of the next write: they come in the same order each time the request is carried out. */
  next(): Mark;
  /** For writes that are made side by side: the request as far as it is about the part with this number. */
  part(number: number): Once;
}

export interface Mark {
  readonly principal: string;
  /** Nobody else's: two writes with the same one cannot both be committed. */
  readonly key: string;
  /** Digest of what was asked. */
  readonly hash: string;
  /** Milliseconds that it is known. */
  readonly lasts: number;
  /** First revision of the write, where it was made already. */
  readonly written?: number;
  /** The answer of that time, where history does not tell. */
  readonly answer?: string;
}

/** For what goes on after the answer: nobody sits and waits for it, and nobody's leaving ends it. */
export function callForLater(call: Call): Call {
  return { ...call, reading: { who: call.user.id, deadline: laterDeadline } };
}

/** Milliseconds of each read of a job. */
const laterDeadline = 10 * 60_000;

/** As whom parameters are read: an organisation, on the day of the call. */
export function readParameters({ served, now }: Pick<Call, 'served' | 'now'>, org: string | null): ReadAt {
  return { values: served.parameters, orgs: served.orgs, org, date: now.localDate };
}
