import type { JsonObject } from '../../metadata/common/json.ts';
import type { IssueSaid, Place, StepSaid, UsedRecord } from '../../metadata/contract/decisions/answered.ts';

export type { Place, UsedRecord };

/** The part of its steps that a decision writes down: nothing, those that changed something, or every one. */
export type TraceLevel = 'none' | 'summary' | 'full';

/** A step that a decision took. The sentence is rendering: its code stands in `stepMessages`. */
export type Step = Omit<StepSaid, 'text'>;

/** An issue that keeps a document from going on, or that somebody should look at. */
export type DecisionIssue = Omit<IssueSaid, 'text'>;

export interface Decided<Result> {
  readonly result: Result;
  readonly trace: readonly Step[];
  readonly issues: readonly DecisionIssue[];
  /** Every record that was gone by, told or not. */
  readonly used: readonly UsedRecord[];
}

type About = Omit<Step, 'code'>;

/** The notes that a decision takes while it is made. */
export class Trace {
  readonly level: TraceLevel;
  readonly #steps: Step[] = [];
  readonly #issues: DecisionIssue[] = [];
  readonly #used = new Map<string, UsedRecord>();

  constructor(level: TraceLevel = 'full') {
    this.level = level;
  }

  /** A step that changed something. */
  step(code: string, about: About = {}): void {
    if (about.by) this.use(about.by);
    if (this.level !== 'none') this.#steps.push({ code, ...about });
  }

  /** A step that changed nothing, and says why. Asked for only where everything is to be told. */
  look(code: string, about: About = {}): void {
    if (about.by) this.use(about.by);
    if (this.level === 'full') this.#steps.push({ code, ...about });
  }

  /** A record that is gone by, though no step says so. */
  use(record: UsedRecord): void {
    this.#used.set(`${record.form} ${record.id ?? record.number ?? ''}`, record);
  }

  stops(code: string, at?: Place, params?: JsonObject): void {
    this.#issue('stops', code, at, params);
  }

  warns(code: string, at?: Place, params?: JsonObject): void {
    this.#issue('warns', code, at, params);
  }

  /** Issues that somebody else found, as they are. */
  tell(issues: readonly DecisionIssue[]): void {
    for (const issue of issues) this.#issues.push(issue);
  }

  /** Takes over the notes of another decision, at the place where it was asked. */
  take<Result>({ result, trace, issues, used }: Decided<Result>, at: Place = {}): Result {
    for (const record of used) this.use(record);
    const placed = <T extends { readonly at?: Place }>(one: T): T => ({ ...one, at: { ...at, ...one.at } });
    // Steps are added one by one: a long list does not fit the arguments of a call.
    if (this.level !== 'none') for (const step of trace) this.#steps.push(placed(step));
    for (const issue of issues) this.#issues.push(placed(issue));
    return result;
  }

  get stopped(): boolean {
    return this.#issues.some(({ severity }) => severity === 'stops');
  }

  decided<Result>(result: Result): Decided<Result> {
    return { result, trace: this.#steps, issues: this.#issues, used: [...this.#used.values()] };
  }

  #issue(severity: DecisionIssue['severity'], code: string, at?: Place, params?: JsonObject): void {
    this.#issues.push({ code, severity, ...(at ? { at } : {}), ...(params ? { params } : {}) });
  }
}
