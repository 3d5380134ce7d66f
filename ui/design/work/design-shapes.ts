import type { Json } from '../../../metadata/common/json.ts';
import type { FieldProblem } from '../../../metadata/contract/common/shared.ts';
import type { LogEntry } from '../../../metadata/design/design-log.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';

interface Person {
  readonly id: string;
  readonly name: string;
}

/** Who has a design open, and where in it. */
export interface Present extends Person {
  readonly at: string;
  readonly place: string;
}

/** A design as the server tells it. */
export interface DesignHead {
  readonly id: string;
  readonly name: string;
  readonly layer: string;
  readonly base: number;
  readonly state: 'open' | 'proposed' | 'approved' | 'scheduled' | 'published' | 'discarded';
  readonly by: Person;
  readonly createdAt: string;
  readonly modifiedAt: string;
  readonly shared: boolean;
  readonly proposed: Person | null;
  readonly approved: Person | null;
  readonly scheduledAt: string | null;
  readonly scheduled: Person | null;
  /** Why it was not published at its time. */
  readonly failure: { readonly at: string; readonly message: string } | null;
  /** Who sent it back last, and why. */
  readonly rejected: { readonly by: Person; readonly at: string; readonly reason: string } | null;
}

/** Whether it can still be gone on with. */
export function isOpen(state: DesignHead['state']): boolean {
  return state !== 'published' && state !== 'discarded';
}

/** What the log became by what was sent. */
export interface LogAnswer {
  readonly entries: number;
  readonly log: readonly LogEntry[];
}

/** One that was begun with its first steps; all entries there are by now. */
export interface BegunDesign extends DesignHead, LogAnswer {}

export interface OpenDesign extends DesignHead, LogAnswer {
  readonly present: readonly Present[];
}

/** What others published otherwise since the design began. */
export interface Overtaken {
  readonly n: number;
  readonly form: string;
  readonly target: string;
  readonly now: Json;
  readonly by: string | null;
}

/** Whether all that was done is with the server. */
export type Saving = 'saved' | 'saving' | 'offline';

/** Somebody else set the same meanwhile: whoever is second decides. */
export interface Conflict {
  readonly steps: readonly DesignStep[];
  readonly errors: readonly FieldProblem[];
}
