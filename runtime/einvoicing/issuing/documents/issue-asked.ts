import type { DecisionIssue } from '../../../../rules/decisions/trace.ts';
import type { IssueWanted } from '../../../../rules/einvoicing/contract/issue-asked.ts';
import type { MadePending } from '../../../../rules/einvoicing/contract/issued.ts';
import type { Question } from '../../../../rules/einvoicing/plan/config.ts';
import type { DecideHow } from '../../../effective/decisions/asked.ts';

/** A document, and its revision as it was read; undefined: nobody says. */
export interface SeenDocument {
  readonly id: string;
  readonly ifMatch?: number | undefined;
}

export interface IssueAsked extends Omit<IssueWanted, 'applications' | 'by' | 'push'> {
  readonly applications: readonly (SeenDocument & Pick<IssueWanted, 'split'>)[];
  readonly push: NonNullable<IssueWanted['push']>;
  /** Only a page is asked questions; issuing by interface takes drafts, too. */
  readonly by: NonNullable<IssueWanted['by']> | 'scheduler';
  /** Configuration that stands above what is stored, as decisions take it. Default: none. */
  readonly trial?: DecideHow['trial'];
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
