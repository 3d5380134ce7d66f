import type { Label } from '../metadata/common/label.ts';
import type { Domain as MetadataDomain } from '../metadata/domain.ts';
import type { RecordCheck } from '../metadata/record-check.ts';
import type { TrailActions } from '../metadata/trail-actions.ts';
import type { ActionTakes } from './action-takes.ts';
import type { Decision } from './decisions/decision.ts';

/**
 * Says as data what a domain brings to the rules. Whoever starts lists the domains and hands them down; no rule imports
 * one of them, and a domain registers nothing by itself.
 */
export interface Domain extends MetadataDomain {
  /** Tells it from the other domains of a server. */
  readonly name: string;
  /** Decisions that can be asked. */
  readonly decisions: readonly Decision[];
  /** What the bodies of actions take, by capability. Default: those that are not named take nothing but a reason. */
  readonly actionTakes?: Readonly<Record<string, ActionTakes>>;
  /**
   * Ids of the forms of documents that they are about (`form/entries`: of rows of them), whose labels name what is
   * told.
   */
  readonly documents: readonly string[];
  /** Checks of whole records that forms can name; they bring what they say themselves. */
  readonly recordChecks: readonly RecordCheck[];
  /** A sentence for every code that the domain refuses, warns or finds with. */
  readonly messages: Readonly<Record<string, Label>>;
  /** Further texts that it tells by a code. */
  readonly texts: Readonly<Record<string, Label>>;
  /** What its groups of calls are called in the documentation, by tag. */
  readonly tagLabels?: Readonly<Record<string, Label>>;
  /** Actions that the audit trail tells of because the domain is there. */
  readonly trailActions: TrailActions;
}
