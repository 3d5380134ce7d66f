import type { Issue } from '../../../../metadata/common/issue.ts';
import { arePatternsLoaded, loadPatterns, patternsAtHand } from '../../../../metadata/common/pattern.ts';
import type { Judge } from '../../../../metadata/model/judged.ts';
import type { RecordCheck, RecordChecks } from '../../../../metadata/record-check.ts';
import { judgeForms, type Sound } from '../../../../rules/behaviour/judge-forms.ts';

/** A check of whole records as it comes to the worker, where no record is judged. */
export type StatedCheck = Omit<RecordCheck, 'find'>;

/** Judges the conditions of a design as a publish does, with all that the packages know. */
export class ConditionJudge {
  readonly recordChecks: RecordChecks;
  readonly #sound: Sound = new Set();
  #found: ReadonlySet<object> = new Set();

  constructor(checks: readonly StatedCheck[]) {
    this.recordChecks = new Map(checks.map((one) => [one.name, { ...one, find: () => [] }]));
  }

  get judge(): Judge {
    const judge = judgeForms(this.#sound, arePatternsLoaded() ? patternsAtHand() : undefined);
    const note = (issues: readonly Issue[]) => {
      this.#found = new Set(issues.map(({ params }) => params));
    };
    return function* (judged) {
      // Checks of the server alone are not known here.
      const issues = (yield* judge(judged)).filter(({ code }) => code !== 'unknown-check');
      note(issues);
      return issues;
    };
  }

  /** Whether an issue of the last compile is one that it found: a form with it can be shown as it is. */
  found({ params }: Issue): boolean {
    return this.#found.has(params);
  }
}

/** Loads what conditions with patterns are judged by, before anything that has one is. */
export async function loadPatternsFor(said: unknown): Promise<void> {
  if (!arePatternsLoaded() && JSON.stringify(said).includes('"matches"')) await loadPatterns();
}
