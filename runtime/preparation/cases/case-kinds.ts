import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import type { Trial } from '../../../metadata/contract/decisions/asked.ts';
import type { Decision } from '../../../rules/decisions/decision.ts';
import type { Call } from '../../call/call.ts';
import type { Touched } from '../../effective/changes/cases-under.ts';
import type { DecideHow } from '../../effective/decisions/asked.ts';
import type { Decisions } from '../../effective/decisions/create-decisions.ts';
import type { Matching } from '../../effective/match/create-matching.ts';
import type { CaseResult } from './case-report.ts';
import { needing } from './case-sight.ts';
import { whatIsOtherwise } from './expected-result.ts';
import type { PlacedCase } from './placed-case.ts';

/** The parts of the server that answer cases. */
export interface Judges {
  readonly matching: Pick<Matching, 'expected'>;
  readonly decisions: Pick<Decisions, 'decide' | 'list' | 'rulesUnder'>;
}

export type Came = Pick<CaseResult, 'outcome' | 'actual' | 'otherwise' | 'problems'>;

/** A sort of cases: what they ask, and who answers it. */
export interface CaseKind {
  readonly name: 'match' | 'decision';
  isOf(one: PlacedCase): boolean;
  /** Whether it goes by something that is written. */
  reads(one: PlacedCase, touched: Touched, decisions: readonly Decision[]): boolean;
  /**
   * `call`: for the organisation of the case, with the rights of whoever is told; `trial`: what it tries, and what is
   * tried beside it.
   */
  answer(judges: Judges, call: Call, one: PlacedCase, trial: Trial | undefined): Promise<Came>;
}

const match: CaseKind = {
  name: 'match',
  isOf: ({ form, decision }) => form !== undefined || decision === undefined,
  reads: ({ form = '' }, { forms }) => forms.has(form),
  async answer({ matching, decisions }, call, { form: id = '', at, ask, within, facts, expect }, trial) {
    const form = call.served.model.formsById.get(id);
    if (!form) return failed('/form', 'unknown-form', { form: id || null });
    if (!hasTable(call, id)) return { outcome: 'skipped' };
    const how: DecideHow = { ...(at !== undefined && { at }), ...(trial && { trial }) };
    const rules = trial && (await decisions.rulesUnder(call, form, how));
    const said = { at, ask, within };
    const { winner: actual, unread } = await matching.expected(call, form, facts, said, rules ?? undefined);
    if (unread.length > 0) return short(unread.map((fact) => ({ zh: fact, en: fact })));
    return { outcome: isExpected(actual, expect) ? 'passed' : 'failed', actual };
  },
};

const decision: CaseKind = {
  name: 'decision',
  isOf: (one) => one.decision !== undefined && !match.isOf(one),
  reads: ({ decision: named }, { forms, parameters }, decisions) => {
    const reads = decisions.find(({ name }) => name === named)?.reads ?? {};
    const read = [...(reads.rules ?? []), ...(reads.records ?? []), ...(reads.settings ?? [])];
    return (
      read.some((form) => forms.has(form)) || (reads.parameters ?? []).some((type) => parameters.has(type))
    );
  },
  async answer({ decisions }, call, { decision: named = '', at, facts, expect }, trial) {
    // A later version may decide more.
    if (!decisions.list.some(({ name }) => name === named)) return { outcome: 'skipped' };
    const how: DecideHow = { ...(at !== undefined && { at }), ...(trial && { trial }) };
    const answer = await decisions.decide(call, named, facts, how);
    if (answer.unseen.length > 0) return short(answer.unseen.map(({ label }) => label));
    const actual = { ...answer.result, issues: answer.issues.map(({ code }) => code) } as JsonObject;
    const otherwise = whatIsOtherwise(actual, expect);
    return otherwise.length === 0 ? { outcome: 'passed', actual } : { outcome: 'failed', actual, otherwise };
  },
};

/** All sorts there are: packages, designs and change sets try each of them alike. */
export const caseKinds: readonly CaseKind[] = [match, decision];

export function kindOf(one: PlacedCase): CaseKind {
  return caseKinds.find((kind) => kind.isOf(one)) ?? match;
}

/** Answers what came instead, place by place; nothing where it is as expected, or could not be asked. */
export function otherwiseOf(came: Came, expected: Json): NonNullable<Came['otherwise']> {
  const { outcome, actual, otherwise } = came;
  if (outcome !== 'failed') return [];
  return otherwise ?? (actual === undefined ? [] : [{ path: '', expected, actual }]);
}

export function failed(path: string, code: string, params: Readonly<Record<string, Json>>): Came {
  return { outcome: 'failed', problems: [{ path, code, params }] };
}

/** Skips a case that reads something its caller is not shown: for others it might come out otherwise. */
function short(labels: readonly Label[]): Came {
  return { outcome: 'skipped', problems: needing(labels) };
}

/** Rules of a form that only a design has: there are none. */
function hasTable({ served: { base } }: Call, form: string): boolean {
  return base === undefined || base.model.formsById.has(form);
}

/** Whether the answer is the expected one; where rows match, a case may leave open which of the record's rows it is. */
function isExpected(actual: Json, expected: Json): boolean {
  if (isDeepStrictEqual(actual, expected)) return true;
  const row = typeof actual === 'object' && actual !== null && 'row' in actual;
  return row && typeof expected === 'string' && (actual as JsonObject)['number'] === expected;
}
