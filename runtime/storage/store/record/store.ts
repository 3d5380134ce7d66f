import type { Problem } from '../../../../metadata/common/issue.ts';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import type { Condition } from '../../../../metadata/condition.ts';
import type { SharingConsequences } from '../../../../metadata/contract/records/actions.ts';
import type { BatchItem, BatchResult } from '../../../../metadata/contract/records/batch.ts';
import type { References } from '../../../../metadata/contract/records/calls.ts';
import type {
  DeletedRecord,
  Version,
  Versions,
  WireRecord,
} from '../../../../metadata/contract/records/record.ts';
import type { Report } from '../../../../metadata/contract/reports/calls.ts';
import type { FileValue } from '../../../../metadata/kinds/common/file-value.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { FormHolding, FormTelling } from '../../../../metadata/record-of.ts';
import type { ReportSource } from '../../../../metadata/report-source.ts';
import type { UsedCalendar } from '../../../../metadata/work-calendar.ts';
import type {
  Holdable,
  Holding,
  PairAnswer,
  SharingGrid,
  Usable,
} from '../../../../rules/sharing/contract.ts';
import type { How, SharingPage } from '../../../../rules/sharing/how.ts';
import type { Call, View } from '../../../call/call.ts';
import type { Action, Rights } from '../../../call/rights.ts';
import type { Refusal } from '../../../common/refusal.ts';
import type { Connection } from '../../../database/connection.ts';
import type { Stored } from './stored.ts';
import type { ToAct, TransactionScope } from './transaction-scope.ts';

/** An action of its form that was done to a record, by whom and why. */
export interface DoneAction {
  readonly record: string;
  readonly action: string;
  readonly at: string;
  readonly actor: { readonly id: string; readonly name: string };
  readonly reason: string | null;
}

/** Records and organisations as callers name them: by id, or by number. */
export interface PairsAsked {
  readonly records: readonly string[];
  readonly orgs: readonly string[];
}

export interface WithdrawAsked extends PairsAsked {
  /** Withdraw first from those who hold it through one of the organisations. Default: refused while there are any. */
  readonly cascade?: boolean;
}

/** The outcome of a pair; a refused one has its reason, still to be said in the reader's language. */
export interface PairReported extends PairAnswer {
  readonly problem?: Problem;
}

export interface PairsReport {
  readonly pairs: readonly PairReported[];
  /** Of the last row of history it wrote; 0: nothing was written. */
  readonly revision: number;
}

export type { View } from '../../../call/call.ts';
export type { BatchItem, BatchResult, Version, Versions, WireRecord };

export interface ListQuery {
  /** Default: use. */
  readonly view?: View;
  /** A condition over today's names, already merged from `filter` and `field[op]=value`. */
  readonly filter?: Condition;
  readonly q?: string;
  /** `-priority`. Default: the form's own order. */
  readonly sort?: readonly string[];
  /** Names to answer; id and revision always are. Default: all readable header fields, no entries. */
  readonly fields?: readonly string[];
  /** Default 20, at most 500. */
  readonly limit?: number;
  readonly cursor?: string;
  /** Default: no. */
  readonly count?: boolean;
  /** A search whose last part takes too long answers what its parts before found. Default: it is refused. */
  readonly partial?: boolean;
  /** Only what the organisation of the call could still assign to this one, by id. */
  readonly assignableTo?: string;
  /** Only what this organisation uses, or does not use, by id. */
  readonly used?: { readonly org: string; readonly by: boolean };
  /**
   * Parts of formulas asked of rows that fields which are not kept may take, for all records of a page together; what is
   * left out is told. Default: each record may take as much as when it is read alone.
   */
  readonly effort?: number;
  /** Only what the caller has these rights on, too. Default: it is enough to see a record. */
  readonly rights?: readonly Action[];
}

/** A list that answers the same of each record, whatever the query. */
export type SharingQuery = Pick<ListQuery, 'filter' | 'q' | 'sort' | 'limit' | 'cursor' | 'count'>;

/** Records with everybody who uses them. */
export type GridQuery = SharingQuery & Pick<ListQuery, 'used'>;

export interface HoldingsQuery {
  /** Default 100, at most 1000. */
  readonly limit?: number;
  readonly cursor?: string;
  /** Default: no. */
  readonly count?: boolean;
}

/** The records that are counted, of those that one manages. */
export interface TallyQuery {
  /** Ids of fields: counted for each combination of their values. Empty: all together. */
  readonly by: readonly string[];
  readonly filter?: Condition;
}

/** What records come to; paths by ids. */
export interface ReportQuery extends Pick<ReportSource, 'entries' | 'groups' | 'across' | 'values'> {
  /** Default: those that one manages. */
  readonly view?: View;
  /** Over today's names. */
  readonly filter?: Condition;
  readonly q?: string;
  readonly rights?: readonly Action[];
}

/** So many records have these values, as they are stored. */
export interface Tallied {
  readonly values: readonly (string | null)[];
  readonly count: number;
}

export interface Page<W = unknown> {
  readonly items: readonly (WireRecord & W)[];
  /** Cursor of the next page, or null at the end. */
  readonly next: string | null;
  readonly total?: number;
  /** There are more: of a search that finds many no more are counted. Default: `total` is how many there are. */
  readonly totalAtLeast?: true;
  /** Whether all was looked at; false: the part that `next` goes on with took too long. Default: yes. */
  readonly complete?: false;
}

export interface Written {
  readonly record: WireRecord;
  readonly revision: number;
  readonly warnings: readonly Problem[];
  readonly created: boolean;
  /** Of a rehearsed change of who may use it. */
  readonly consequences?: SharingConsequences;
}

export interface FormsHolding {
  /** Forms of which there is a record. */
  readonly some: ReadonlySet<Form>;
  /** Forms of which a record has one of the numbers, or may have one that is no text. */
  readonly numbered: ReadonlySet<Form>;
}

export interface HistoryQuery {
  /** Only versions before this revision. Default: all. */
  readonly before?: number;
  /** Default and most: 500. */
  readonly limit?: number;
}

export interface DeletedQuery {
  /** Looked for in what they were called; case does not matter. Default: all. */
  readonly q?: string;
  /** Default 20, at most 500. */
  readonly limit?: number;
  readonly cursor?: string;
}

/** A page may hold fewer than were asked for and still have a next one. */
export interface DeletedPage {
  readonly items: readonly DeletedRecord[];
  readonly next: string | null;
}

/** One of several writes of any forms that are made together: planned when those before it are done. */
export interface TogetherStep {
  /** The call, for its rights and organisation; of all steps the same person, model and moment. */
  readonly call: Call;
  readonly form: Form;
  readonly item: BatchItem | RestoreItem;
}

interface RestoreItem {
  readonly op: 'restore';
  readonly id: string;
  readonly version: number;
  readonly ifMatch?: number;
}

export interface TogetherDone {
  readonly record: string;
  /** Absent: nothing had to be written. */
  readonly revision?: number;
  /** Of a rehearsal: the record before and after, as who looks sees it; null: there is none. */
  readonly before?: WireRecord | null;
  readonly after?: WireRecord | null;
  /** Of a rehearsal: as it would be stored; absent: it would be gone. */
  readonly stored?: Stored;
}

export interface TogetherOutcome {
  /** By step; undefined: it was refused. */
  readonly done: readonly (TogetherDone | undefined)[];
  /** Refusals by step; where there are any, nothing was written. */
  readonly failures: readonly { readonly index: number; readonly refusal: Refusal }[];
}

/** A step, once it is known what those before it did. */
export type TogetherPlan = (done: TogetherOutcome['done']) => TogetherStep;

export interface TogetherHow {
  /** Id of the change set that the commit publishes. Default: none. */
  readonly changeSet?: string;
  /** Everything is written and then taken back. Default: it stays. */
  readonly rehearsal?: true;
  /** Of a rehearsal: with whose rights both sides of a record are told. Default: those that write it. */
  readonly sight?: Rights;
  /** Of a rehearsal: sees what was written, by step, before it is taken back. Default: nobody does. */
  readonly look?: (tx: Connection, done: TogetherOutcome['done']) => Promise<void>;
}

/** A record, and what its reader may do to it. */
export interface RecordWithActions {
  readonly record: WireRecord;
  /** Those actions that he has the right to, where the record was created. */
  readonly may: readonly Action[];
  /** Whether a package brought it, so that its locks may apply. */
  readonly shipped: boolean;
  /** With which refusal what its form asks beyond metadata would meet an action now; null: it asks nothing. */
  readonly against: ReadonlyMap<Action, Refusal> | null;
}

interface ActionAsked {
  readonly action: string;
  readonly params: JsonObject;
  readonly ifMatch?: number | undefined;
}

/**
 * The verbs. All refuse by throwing a `Refusal`; every one checks the rights of the call. `ifMatch` is the revision
 * the caller read; without it (the platform itself) the last write wins.
 */
export interface Store {
  list<W = unknown>(call: Call, form: FormTelling<W>, query: ListQuery): Promise<Page<W>>;
  /** Counts the records of a list of what one manages, by the values of fields. */
  tally(call: Call, form: Form, query: TallyQuery): Promise<readonly Tallied[]>;
  /** Which of the forms hold anything at all, by one statement; what of it the caller sees a list tells. */
  formsHolding(call: Call, forms: readonly Form[], numbers: readonly string[]): Promise<FormsHolding>;
  /** What the records of a list come to, group by group. */
  report(call: Call, form: Form, query: ReportQuery): Promise<Report>;
  read<W = unknown>(call: Call, form: FormTelling<W>, id: string, view?: View): Promise<WireRecord & W>;
  /** The same, with what of these actions its reader may do to it. */
  readWithActions(
    call: Call,
    form: Form,
    id: string,
    asked: { readonly view: View; readonly actions: readonly Action[] },
  ): Promise<RecordWithActions>;
  /** A setting: the one document of the organisation of the call; defaults when there is none yet. */
  setting<W = unknown>(call: Call, form: FormTelling<W>): Promise<WireRecord & W>;
  /** The days on which the organisation of the call works. */
  workCalendar(call: Call): Promise<UsedCalendar>;
  create(call: Call, form: Form, body: JsonObject): Promise<Written>;
  patch(call: Call, form: Form, id: string, body: JsonObject, ifMatch?: number): Promise<Written>;
  put(call: Call, form: Form, id: string, body: JsonObject, ifMatch?: number): Promise<Written>;
  remove(call: Call, form: Form, id: string, ifMatch?: number): Promise<{ readonly revision: number }>;
  batch(
    call: Call,
    form: Form,
    items: readonly BatchItem[],
    atomic: boolean,
  ): Promise<readonly BatchResult[]>;
  /** Writes of any forms in one transaction and one commit: all of them, or none. */
  together(call: Call, plans: readonly TogetherPlan[], how?: TogetherHow): Promise<TogetherOutcome>;
  act(call: Call, form: Form, id: string, asked: ActionAsked): Promise<Written>;
  /**
   * The record by ids, where the caller may do this to it now; for actions that the store itself does not carry out.
   */
  toAct<S = unknown>(call: Call, form: FormHolding<S>, id: string, asked: ToAct): Promise<Stored & S>;
  /** Whatever has to be written together, decided inside one transaction. */
  atOnce<T extends JsonObject>(call: Call, work: (transaction: TransactionScope) => Promise<T>): Promise<T>;
  /** Records that were read or written, as callers see them. */
  answer<W = unknown>(
    call: Call,
    form: FormTelling<W>,
    stored: readonly Stored[],
  ): Promise<readonly (WireRecord & W)[]>;
  /**
   * A file of a record that the caller may see, in a field that he may read; null: it holds none. `to` do more than
   * read it, he has to have that right on the record. Default: to read it.
   */
  fileOf(call: Call, form: Form, id: string, file: string, to?: Action): Promise<FileValue | null>;
  /** Refuses a caller who sees the record and has not this right on it, or does not see it. */
  requireRight(call: Call, form: Form, id: string, right: Action): Promise<void>;
  /** Of these rights, those that the caller has on a record for which its creator answers. */
  rightsOn(
    call: Call,
    form: Form,
    record: { readonly id: string; readonly org: string },
    rights: readonly Action[],
  ): Promise<readonly Action[]>;
  history(call: Call, form: Form, id: string, query?: HistoryQuery): Promise<Versions>;
  /** By record the last action of its form that was done to it; whoever asks has seen that he may read them. */
  lastActions(call: Call, form: Form, ids: readonly string[]): Promise<ReadonlyMap<string, DoneAction>>;
  /** Lists the records that were deleted and are still gone, the last one first. */
  deleted(call: Call, form: Form, query: DeletedQuery): Promise<DeletedPage>;
  /** `ifMatch` is 0 where the record is gone. */
  restore(call: Call, form: Form, id: string, revision: number, ifMatch?: number): Promise<Written>;
  references(call: Call, form: Form, id: string): Promise<References>;
  /** The organisation of the call passes records on; one report for each pair. */
  assign(call: Call, form: Form, asked: PairsAsked): Promise<PairsReport>;
  withdraw(call: Call, form: Form, asked: WithdrawAsked): Promise<PairsReport>;
  /** Lists the organisations that use a record. */
  /** Records that the caller manages, each with everybody who uses it. */
  grid(call: Call, form: Form, query: GridQuery): Promise<SharingGrid>;
  holdings(call: Call, form: Form, id: string, query: HoldingsQuery): Promise<SharingPage<Holding>>;
  /** Lists the records that the organisation of the call uses, and how it came by each. */
  usable(call: Call, form: Form, query: SharingQuery, how?: How): Promise<SharingPage<Usable>>;
  /** Lists the records that the organisation of the call could still assign to another one. */
  assignable(call: Call, form: Form, to: string, query: SharingQuery): Promise<SharingPage<Holdable>>;
}
