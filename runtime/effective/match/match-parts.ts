import { refusal } from '../../common/refusal.ts';
import type { Log } from '../../config/log.ts';
import type { Connection } from '../../database/database.ts';
import type { Answers } from '../../storage/store/answer/answers.ts';
import type { Labels } from '../../storage/store/answer/labels.ts';
import type { Layouts } from '../../storage/store/record/layouts.ts';
import type { RuleSets } from './rule-sets.ts';
import type { ShadowEvaluation } from './shadow-evaluation.ts';

export const noMatch = refusal('match-none', 404);
export const factsWrong = refusal('match-facts-wrong', 422);
export const candidateWrong = refusal('match-candidate-wrong', 422);
export const questionWrong = refusal('match-question-wrong', 422);
export const momentWrong = refusal('match-moment-wrong', 400);
export const ruleUnknown = refusal('match-rule-unknown', 404);
export const analysisStopped = refusal('match-analysis-stopped', 503);

/** The parts that all verbs of matching share. */
export interface MatchParts {
  readonly reader: Connection;
  readonly layouts: Layouts;
  readonly labels: Labels;
  readonly answers: Answers;
  readonly sets: RuleSets;
  readonly log: Log;
  readonly shadow: ShadowEvaluation;
  /** Time zone of an organisation. */
  readonly zone: (org: string) => string;
}
