import { sign as signOf } from '../../../metadata/common/decimal.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { isGiven } from '../../decisions/given.ts';
import type { ToleranceIssue } from '../check-tolerances/check-tolerances.ts';
import type { Line } from '../common/line.ts';
import type { Severity } from './flaw.ts';
import type { LeavingConfig, LeavingQuestion } from './question.ts';

/** An invoice with what its checks ask of it. */
export interface Judged extends LeavingQuestion {
  readonly config: LeavingConfig;
  readonly lines: readonly Line[];
  readonly sign: 'blue' | 'red';
  /** What check-tolerances finds in its lines and in all. */
  readonly offTolerance: readonly ToleranceIssue[];
  /** Of codes that are written as such; null: no tax category has it; undefined: nobody may see that. */
  readonly codeOf: LeavingConfig['codeOf'];
  /** Whether something was found already about the code or the rate of a line. */
  readonly isDoubted: (line: number) => boolean;
}

/** A place at which a check finds its flaw. */
export interface Found {
  /** Member of the header, or of the line. */
  readonly field: string;
  readonly line?: number;
  /** Default: that of the check. */
  readonly severity?: Severity;
  readonly params?: JsonObject;
}

export type Finder = (judged: Judged) => readonly Found[];

/** Finds it at a member of the header, where the condition holds. */
export function header(field: string, holds: (judged: Judged) => boolean): Finder {
  return (judged) => (holds(judged) ? [{ field }] : []);
}

/** Finds it at a member of each line for which the condition holds. */
export function eachLine(field: keyof Line & string, holds: (line: Line, judged: Judged) => boolean): Finder {
  return (judged) =>
    judged.lines.flatMap((line, at) =>
      holds(line, judged) ? [{ field, line: at, params: paramOf(line[field], field) }] : [],
    );
}

/** The value itself, for sentences that show it. */
function paramOf(value: unknown, field: string): JsonObject {
  return typeof value === 'string' ? { [field]: value } : {};
}

/** Tells whether a document names another one. */
export function isGivenPointer(pointer: LeavingQuestion['invoice']['blueInvoice']): boolean {
  return pointer !== null && pointer !== undefined && pointer !== '';
}

/** What a red invoice says of a special business was asked of its blue one. */
export function isAskedOfBlue({ sign, invoice: { specialElements, blueInvoice } }: Judged): boolean {
  return sign === 'red' && ((specialElements ?? []).length > 0 || isGivenPointer(blueInvoice));
}

/** The sign of an amount; nothing is 0. */
export function signed(value: string | null | undefined): number {
  return isGiven(value) ? signOf(value) : 0;
}
