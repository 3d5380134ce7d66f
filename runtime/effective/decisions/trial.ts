import type { JsonObject } from '../../../metadata/common/json.ts';
import type { RuleRecord } from '../../../rules/match/match-form.ts';
import type { SetValues } from '../../../rules/params/set-values.ts';
import { refusal } from '../../common/refusal.ts';

export const trialWrong = refusal('decision-trial-wrong', 422);

/** What is tried instead of what is stored. */
export interface Trial {
  /** By name of the form: records as they are saved (`id` or `number` of one that is there: it is changed); of a setting its document. */
  readonly records?: Readonly<Record<string, readonly JsonObject[] | JsonObject>>;
  /** By name of the form: ids or numbers of records that are not there. */
  readonly remove?: Readonly<Record<string, readonly string[]>>;
  /** Names of forms of which nothing but the trial is there. */
  readonly only?: readonly string[];
  /** What parameters are set to, as other systems spell it; null: not set. */
  readonly parameters?: readonly {
    readonly type: string;
    readonly key: string;
    readonly raw: string | null;
  }[];
  /** Id of a change set, as if it were published, with the design that it names. */
  readonly changeSet?: string;
  /** Id of a design, as if it were published. */
  readonly design?: string;
}

/** Records that one trial may name. */
export const mostNamed = 200;

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

/** What is tried of a form; of a setting its one document. */
export function bodiesIn(trial: Pick<Trial, 'records'> | undefined, form: string): readonly JsonObject[] {
  const own = trial?.records?.[form];
  if (own === undefined) return [];
  return Array.isArray(own) ? own : [own as JsonObject];
}
