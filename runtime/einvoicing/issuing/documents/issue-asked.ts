import type { JsonObject } from '../../../../metadata/common/json.ts';
import type { DecisionIssue } from '../../../../rules/decisions/trace.ts';
import type { Question } from '../../../../rules/einvoicing/plan/config.ts';
import type { DecideHow } from '../../../effective/decisions/asked.ts';

export interface IssueAsked {
  readonly applications: readonly {
    readonly id: string;
    readonly ifMatch?: number | undefined;
    /** How it is split, as it was sent. Default: like all of them. */
    readonly split?: JsonObject;
  }[];
  /** How they are split, as it was sent. Default: as configured. */
  readonly split?: JsonObject;
  /** Only a page is asked questions; issuing by interface takes drafts, too. */
  readonly by: 'page' | 'interface' | 'scheduler';
  readonly answers?: Readonly<Record<string, boolean>>;
  /** What becomes of the pending invoices: kept, or sent on to be issued. */
  readonly push: 'pending' | 'issue';
  /**
   * What is done with negative applications that name neither a blue invoice nor a confirmation.
   * Default: a confirmation is looked for, then a blue invoice.
   */
  readonly unlinked?: 'blue' | 'confirmation-then-blue';
  /** Configuration that stands above what is stored, as decisions take it. Default: none. */
  readonly trial?: DecideHow['trial'];
}

export interface MadePending extends JsonObject {
  readonly id: string;
  readonly number: string;
  /** Ids. */
  readonly applications: readonly string[];
}

export interface IssueOutcome {
  readonly pendingInvoices: readonly MadePending[];
  /** Numbers of applications that wait for others. */
  readonly held: readonly string[];
  /** Numbers of applications that something stops: `issues` say what. */
  readonly stopped: readonly string[];
  /** To be answered before anything is written. */
  readonly questions: readonly Question[];
  readonly issues: readonly DecisionIssue[];
  /** Those of which nothing was made, with what stops each; nothing stops who waits for others. */
  readonly left: readonly { readonly id: string; readonly issues: readonly DecisionIssue[] }[];
  /** Of the write; null: nothing was written. */
  readonly revision: number | null;
}
