import type { Problem } from '../../../../metadata/common/issue.ts';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import type { Form, Model } from '../../../../metadata/model.ts';
import type { ActionSource } from '../../../../metadata/source.ts';
import type { OrgTree } from '../../../../rules/sharing/org-tree.ts';
import type { Call } from '../../../call/call.ts';
import type { TakesByCapability } from '../../../call/form-actions.ts';
import type { AlsoNeeded } from '../../../call/rights.ts';
import type { Refusal } from '../../../common/refusal.ts';
import type { Validators } from '../../../common/validator.ts';
import type { Connection, Database } from '../../../database/database.ts';
import type { Answers } from '../answer/answers.ts';
import type { Labels } from '../answer/labels.ts';
import type { Existence } from '../body/picks.ts';
import type { PlannedWrite, Statement, WriteEvent } from '../commit/planned-write.ts';
import type { Writer } from '../commit/writer.ts';
import type { Behaviours } from '../record/behaviours.ts';
import type { InWordsSince } from '../record/in-words-since.ts';
import type { Insert } from '../record/insert.ts';
import type { RecordLayout } from '../record/layout.ts';
import type { Layouts } from '../record/layouts.ts';
import type { Stored, StoredRow } from '../record/stored.ts';
import type { Copies } from '../sight/copies.ts';
import type { FormChecks } from './form-checks.ts';
import type { Save, Saved } from './save.ts';

/** Asks a decision by the configuration as it stands for the organisation of the call; answers its result. */
export type Decide = (call: Call, name: string, input: JsonObject) => Promise<JsonObject>;

/** The parts of the store that its verbs share; put together in `createStore`. */
export interface StoreParts {
  readonly database: Database;
  readonly writer: Writer;
  readonly layouts: Layouts;
  readonly labels: Labels;
  readonly copies: Copies;
  readonly answers: Answers;
  readonly validators: Validators;
  readonly existence: Existence;
  readonly behaviours: Behaviours;
  /** The table in which writes that are made once leave their marks. */
  readonly marks: Insert;
  /** Capabilities by which forms may declare actions, beside those of the store itself. */
  readonly formActions: Readonly<Record<string, FormAction>>;
  /** What actions that forms declare are refused for, told beforehand, by capability. */
  readonly actionObstacles: Readonly<Record<string, ActionObstacle>>;
  /** What bodies of actions take that forms declare, by capability. */
  readonly actionTakes: TakesByCapability;
  readonly alsoNeeded: AlsoNeeded;
  readonly newId: () => string;
  readonly seal: (plain: string) => string;
  /** Time zone of an organisation. */
  readonly zone: (org: string) => string;
  /** The organisations as they were right after that revision, where this node has heard of all until then and no more. */
  readonly orgsAfter: (revision: number) => OrgTree | undefined;
  /** A version of that revision as it would stand today: what it asks follows what packages moved since. */
  rewrittenSince<T extends StoredRow>(form: Form, version: T, revision: number, model: Model): Promise<T>;
  readonly inWordsSince: InWordsSince;
  /** Reads what may last, for the caller. */
  reader(call: Call): Connection;
  layout(call: Call, form: Form): RecordLayout;
  checks(call: Call, form: Form): FormChecks;
  /** Answers what the form asks beyond its metadata; nothing, for all but the platform's own. */
  special(form: Form): SpecialForm;
  /** The decisions of the node; null where none are made, as while packages are loaded. */
  decide(): Decide | null;
}

/** A write of one record, by whichever door it comes; `next` is null where it goes, `before` where it was not there. */
export interface Step {
  readonly call: Call;
  readonly form: Form;
  readonly before: Stored | null;
  readonly next: Stored | null;
  /** The operation on the record. Default: nothing that makes a record. */
  readonly operation?: string;
}

/** The values that a new record is filled with, by its configuration. */
export interface Filled {
  readonly values: JsonObject;
  /** What its maker is told of them. Default: nothing. */
  readonly notes?: readonly Problem[];
}

/**
 * The questions and effects of one of the platform's own forms (users, roles, organisations …), beyond what metadata
 * can say. The verbs know that there may be such a form, not which ones: `platform/` has the list.
 */
export interface SpecialForm {
  /** Mistakes in a record as it will be. */
  problems?(change: Step & { readonly next: Stored }): readonly Problem[];
  /**
   * What a new record says, by what is configured, where whoever made it said nothing; read as if he had sent it, before
   * the record is judged. Asked where decisions are made at all.
   */
  filled?(
    decide: Decide,
    parts: StoreParts,
    change: Step & { readonly next: Stored },
  ): Promise<Filled | null>;
  /** The same as `problems` by what is configured; asked where decisions are made at all. */
  judged?(
    decide: Decide,
    parts: StoreParts,
    change: Step & { readonly next: Stored },
    reader: Connection,
  ): Promise<readonly Problem[]>;
  /**
   * Throws where the caller may not, whatever his rights on the form. Asked of every write, whatever set the values.
   */
  permit?(reader: Connection, layouts: Layouts, step: Step): Promise<void>;
  /** Throws where so many that come together are not taken, before any of them is; what creates them, as it was sent. */
  many?(call: Call, form: Form, bodies: readonly JsonObject[]): void;
  /** Throws what `guard` would refuse, as things are at this moment: told before anybody asks for the write. */
  foresees?(reader: Connection, layouts: Layouts, step: Step): Promise<void>;
  /** The write, with what has to be asked inside its transaction, where nobody else's overlaps it. */
  guard?<T>(layouts: Layouts, planned: PlannedWrite<T>, step: Step): PlannedWrite<T>;
  /** The write of a record that stays, with what it means for others. */
  saving?(parts: StoreParts, planned: PlannedWrite<Saved>, save: Save): PlannedWrite<Saved>;
  /** Ids of fields that a record does not answer its reader, whatever his rights; they are answered as empty. */
  hides?(call: Call, stored: Stored): readonly string[];
  /** Fills a new record where nobody said anything, before the form's own defaults. */
  begin?(call: Call, form: Form, next: Stored): void;
  /** Completes a record that somebody changed, before it is judged. */
  edited?(call: Call, form: Form, before: Stored, next: Stored): void;
  /** Writes more when a record goes, in the same transaction; its events come behind that of the removal. */
  removed?(parts: StoreParts, tx: Connection, step: Step): Promise<readonly WriteEvent[]>;
  /** System members by which records of any form hang on a record of this one. */
  readonly hanging?: readonly string[];
  /** Answers statements that are written along when a record goes. */
  leave?(tx: Connection, id: string): Promise<readonly Statement[]>;
}

/** One action on one record, asked for by somebody. */
export interface ActionCall {
  readonly parts: StoreParts;
  readonly reader: Connection;
  readonly call: Call;
  readonly form: Form;
  readonly id: string;
  readonly params: JsonObject;
  readonly ifMatch: number | undefined;
}

/** A record that somebody looks at, before he does anything to it. */
export type ObstacleAsked = Pick<ActionCall, 'parts' | 'reader' | 'call' | 'form'> & {
  readonly stored: Stored;
};

/** With what an action would be refused of a record as it is stored, beside its own condition; undefined: with nothing. */
export type ActionObstacle = (asked: ObstacleAsked) => Promise<Refusal | undefined>;

/** The record is already as asked for, and stays untouched: no version, no history. */
export interface Unchanged {
  readonly unchanged: Stored;
  /** Oddities of the record that stay all the same. Default: none. */
  readonly warnings?: readonly Problem[];
}

/** An action on one record, which plans its write. */
export type StoreAction = (asked: ActionCall) => Promise<PlannedWrite<Saved> | Unchanged>;
/** The same of an action that a form declares. */
export type FormAction = (
  asked: ActionCall,
  action: ActionSource,
) => Promise<PlannedWrite<Saved> | Unchanged>;
