import type { JsonObject } from '../../../metadata/common/json.ts';
import { mostNamed, type Trial } from '../../../metadata/contract/decisions/asked.ts';
import type { RuleRecord } from '../../../rules/match/match-form.ts';
import type { SetValues } from '../../../rules/params/set-values.ts';
import { refusal } from '../../common/refusal.ts';

export const trialWrong = refusal('decision-trial-wrong', 422);

/** Refuses a trial that names more than anybody types: each is looked up, saved and taken back. */
export function requireFewNamed(trial: Trial, path: string): void {
  const named = [...Object.values(trial.records ?? {}), ...Object.values(trial.remove ?? {})];
  const count = named.reduce((sum, some) => sum + (Array.isArray(some) ? some.length : 1), 0);
  if (count <= mostNamed) return;
  throw trialWrong({ count: 1 }, [{ path, code: 'decision-trial-many', params: { most: mostNamed, count } }]);
}

/** The same, once it was judged as if it were saved. */
export interface Tried {
  /** By id of the form, then of the record; null: it is not there. */
  readonly records: ReadonlyMap<string, ReadonlyMap<string, RuleRecord | null>>;
  /** Ids of forms. */
  readonly only: ReadonlySet<string>;
  /** By `type/key`. */
  readonly parameters: ReadonlyMap<string, string | null>;
  readonly values: SetValues | undefined;
}

/** Answers the documents that are tried of a form; of a setting its one document. */
export function bodiesIn(trial: Pick<Trial, 'records'> | undefined, form: string): readonly JsonObject[] {
  const own = trial?.records?.[form];
  if (own === undefined) return [];
  return Array.isArray(own) ? own : [own as JsonObject];
}
