import type { LogEntry } from '../../metadata/design/design-log.ts';
import type { Json } from '../../metadata/json.ts';

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
