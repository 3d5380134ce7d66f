import type { Condition } from '../../../metadata/condition.ts';
import type { Json, JsonObject } from '../../../metadata/json.ts';
import type { Asking } from '../../match/prepare.ts';
import type { UnsavedRule } from '../../match/read-candidates.ts';

/** Facts of one call. */
export const mostFacts = 1_000;

type OrNull<T> = T | null;

/** What is said beside the facts. */
interface Beside {
  readonly at?: OrNull<string>;
  readonly ask?: Json;
  readonly within?: Json;
}

export function askingIn({ at, ask, within }: Beside): Asking {
  return { at: at ?? undefined, ask: ask ?? undefined, within: within ?? undefined };
}

/** What is sent to match, as `match-schemas` says it. */
export interface MatchBody extends Beside {
  /** One, or several. */
  readonly facts: JsonObject | readonly Json[];
  readonly trace?: boolean | 'full';
  readonly all?: OrNull<boolean>;
  readonly after?: OrNull<string>;
}

export interface ExplainBody extends Beside {
  readonly id?: OrNull<string>;
  readonly number?: OrNull<string>;
  readonly facts: JsonObject;
}

export interface CoverageBody extends Beside {
  readonly facts: readonly Json[] | StoredFacts;
}

/** Stored documents of the form that rules ask. */
export interface StoredFacts {
  readonly form?: string;
  readonly filter?: Condition;
  readonly limit?: number;
}

export interface AnalysisBody {
  readonly records?: OrNull<readonly string[]>;
  readonly after?: OrNull<string>;
  readonly candidate?: OrNull<UnsavedRule>;
}

export type GapsBody = Beside;

export interface CaseBody extends Beside {
  readonly facts: JsonObject;
  readonly name?: OrNull<string>;
}
