import type { Call } from '../call/call.ts';
import type { WireRecord } from '../store/record/store.ts';
import type { ScheduleParts } from './schedule-parts.ts';

/** What came of a document. */
export interface DocumentOutcome {
  readonly outcome: 'done' | 'held' | 'stopped' | 'failed';
  /** Numbers of what was made of it. */
  readonly made?: readonly string[];
  readonly reason: string;
}

export type Outcomes = ReadonlyMap<string, DocumentOutcome>;

/** What there is to do in a run, by ids; `groups` are done one after another, each wholly. */
export interface Work {
  readonly groups: (ids: readonly string[]) => readonly (readonly string[])[];
  readonly perform: (ids: readonly string[]) => Promise<Outcomes>;
}

/** How runs of one form are carried out. */
export interface Runner {
  readonly form: 'auto-issue-run' | 'automation-run';
  /** The member of its rows that names a document. */
  readonly document: 'application' | 'redConfirmation';
  /** The run made ready in somebody's name; a sentence: why there is nothing to be done. */
  prepare(parts: ScheduleParts, call: Call, run: WireRecord): Promise<Work | string>;
  /** Documents of a run that was not told any. */
  collect(parts: ScheduleParts, call: Call, run: WireRecord): Promise<readonly string[]>;
  /** What had come of documents when its server stopped; those that are not there had not been done. */
  doneBefore(parts: ScheduleParts, call: Call, ids: readonly string[]): Promise<Outcomes>;
}
