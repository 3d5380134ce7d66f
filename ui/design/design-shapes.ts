import type { LogEntry } from '../../metadata/design/design-log.ts';

/** Who has a design open, and where in it. */
export interface Present {
  readonly id: string;
  readonly name: string;
  readonly at: string;
  readonly place: string | null;
}

/** A design as the server tells it. */
export interface DesignHead {
  readonly id: string;
  readonly name: string;
  readonly layers: readonly string[];
  readonly base: number;
  readonly state: string;
  readonly by: { readonly id: string; readonly name: string };
  readonly createdAt: string;
  readonly modifiedAt: string;
  readonly steps: number;
  readonly shared: boolean;
  readonly present: readonly Present[];
}

/** What the log became by what was sent. */
export interface LogAnswer {
  readonly log: readonly LogEntry[];
  readonly steps: number;
}
