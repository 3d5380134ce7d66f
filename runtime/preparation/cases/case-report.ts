import type { Issue, Problem } from '../../../metadata/common/issue.ts';
import type { Json } from '../../../metadata/common/json.ts';
import type { Otherwise } from './expected-result.ts';

/** The outcome of one case. */
export interface CaseResult {
  readonly package: string;
  readonly file: string;
  readonly name: string;
  /** Id of the form whose match was tried. */
  readonly form?: string;
  readonly decision?: string;
  /** Skipped: this server cannot try it. */
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly expected: Json;
  /** Present when it was tried. */
  readonly actual?: Json;
  /** Of a decision that answers otherwise: where. */
  readonly otherwise?: readonly Otherwise[];
  /** The problems for which it could not be tried. */
  readonly problems?: readonly Problem[];
}

export interface CaseReport {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly cases: readonly CaseResult[];
  /** Package data that could not be loaded; cases may fail for it. */
  readonly issues: readonly Issue[];
}

export function caseReport(cases: readonly CaseResult[], issues: readonly Issue[]): CaseReport {
  const count = (outcome: CaseResult['outcome']) => cases.filter((one) => one.outcome === outcome).length;
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped'), cases, issues };
}
