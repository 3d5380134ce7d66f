import type { Timetable } from '../../../rules/schedule/timetable.ts';
import type { Call } from '../../call/call.ts';
import type { WireRecord } from '../../storage/store/record/store.ts';
import type { ScheduleParts } from './schedule-parts.ts';

/** A task that is done by itself at certain times, by the clock of a zone. */
export interface Task {
  /** Names it among all that is scheduled. */
  readonly key: string;
  /** Id of the form that says so. */
  readonly form: string;
  readonly id: string;
  readonly number: string;
  readonly name: string;
  /** The organisation whose record it is. */
  readonly org: string;
  /** The rest of its record, beside the times. */
  readonly record: WireRecord;
  readonly timetable: Timetable;
  readonly zone: string;
}

/** A moment at which something was to be done, and nobody has yet. */
export interface Due {
  readonly task: Task;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Moments before it that passed while no server ran; more than a hundred are not counted. */
  readonly missed: number;
  /** False: its window is over, and it is not done any more. */
  readonly open: boolean;
}

/** The outcome for a document. */
export interface DocumentOutcome {
  readonly outcome: 'done' | 'held' | 'stopped' | 'failed';
  /** Numbers of the documents that were made of it. */
  readonly made?: readonly string[];
  readonly reason: string;
}

export type Outcomes = ReadonlyMap<string, DocumentOutcome>;

/** The work of a run, by ids; `groups` are done one after another, each wholly. */
export interface Work {
  readonly groups: (ids: readonly string[]) => readonly (readonly string[])[];
  readonly perform: (ids: readonly string[]) => Promise<Outcomes>;
}

/** The form that keeps the outcome for each record of a run. */
export interface RunForm {
  /** Its id. */
  readonly form: string;
  /** The member that names the record whose run it is. */
  readonly of: string;
  /** The member of its rows that names a document. */
  readonly document: string;
  /** Whether it counts documents that are held back. Default: none are. */
  readonly holds?: true;
}

/** A form whose records say when something is done by itself; each time is a run. */
export interface ScheduledForm {
  /** Its id. */
  readonly form: string;
  readonly run: RunForm;
  /** The clocks a record goes by: those of all organisations, as whoever uses it is where he is, or that of its own. */
  readonly clocks: 'all' | 'own';
  /** Other fields of a record that its runs go by. Default: none but those of when it is due. */
  readonly fields?: readonly string[];
  /** Makes the runs of records that are due at the same moment of the same clock. */
  begin(parts: ScheduleParts, dues: readonly Due[]): Promise<void>;
  /** The run made ready in somebody's name; a sentence: why there is nothing to be done. */
  prepare(parts: ScheduleParts, call: Call, run: WireRecord): Promise<Work | string>;
  /** Documents of a run that was not told any. */
  collect(parts: ScheduleParts, call: Call, run: WireRecord): Promise<readonly string[]>;
  /** Reads the outcomes that documents had when the server stopped; those that are not there had not been done. */
  doneBefore(parts: ScheduleParts, call: Call, ids: readonly string[]): Promise<Outcomes>;
}
