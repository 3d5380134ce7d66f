import { refusal } from '../refusal.ts';

export const noMatch = refusal('match-none', 404);
export const factsWrong = refusal('match-facts-wrong', 422);
export const candidateWrong = refusal('match-candidate-wrong', 422);
export const questionWrong = refusal('match-question-wrong', 422);
export const momentWrong = refusal('match-moment-wrong', 400);
export const ruleUnknown = refusal('match-rule-unknown', 404);
export const analysisStopped = refusal('match-analysis-stopped', 503);
