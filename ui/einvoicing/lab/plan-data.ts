import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Difference } from '../../../rules/einvoicing/compare/compare-decided.ts';
import type { PendingInvoice, Planned } from '../../../rules/einvoicing/plan/plan.ts';
import { type Configuration, whereOf } from '../../lab/lab-data.ts';
import type { LabAnswer, LabQuestion } from '../../lab/lab-drawing.ts';
import { session } from '../../session/session.ts';
import type { Filled } from '../desk/invoice-strain.ts';

export type { Difference, PendingInvoice };

/** What planning answers, in words. */
export interface PlanAnswer extends LabAnswer {
  readonly result: Planned;
}

/** How far the split filled an invoice, as it told it. */
export function filledIn({ of, splitOrder }: PendingInvoice, { trace }: PlanAnswer): Filled | undefined {
  return trace.find(
    ({ code, at, params }) =>
      code === 'invoice-filled' && at?.document === of[0] && params?.['invoice'] === splitOrder - 1,
  )?.params;
}

export function askPlan(
  { org, documents, configuration, answers }: LabQuestion,
  signal: AbortSignal,
): Promise<PlanAnswer> {
  const asked = { applications: documents, answers, by: 'page', trace: 'full' };
  return session.api.post(
    '/api/decisions/plan',
    { ...whereOf(configuration), ...asked },
    { query: { org }, signal },
  );
}

export interface Comparison {
  readonly same: boolean;
  readonly differences: readonly Difference[];
  readonly a: PlanAnswer;
  readonly b: PlanAnswer;
}

export function comparePlans(
  { org, documents }: Pick<LabQuestion, 'org' | 'documents'>,
  [a, b]: readonly [Configuration, Configuration],
  signal: AbortSignal,
): Promise<Comparison> {
  const body = { applications: documents, a: whereOf(a), b: whereOf(b) };
  return session.api.post('/api/decisions/compare', body, { query: { org }, signal });
}

/** A setting that was read, moved a little, and what would come of it. */
export interface Moved {
  readonly form: string;
  readonly id: string;
  readonly isSetting: boolean;
  readonly number: string | null;
  /** Below entries with the number of the row. */
  readonly field: string;
  readonly row: number | null;
  /** Of the field: a design may know one that is not in service. */
  readonly label: string;
  readonly from: Json;
  readonly to: Json;
  readonly invoices: number;
  readonly stopped: number;
  readonly differences: number;
}

export interface Otherwise {
  readonly items: readonly Moved[];
  readonly tried: number;
  readonly left: number;
}

export function askOtherwise(
  org: string,
  applications: readonly Json[],
  configuration: Configuration,
): Promise<Otherwise> {
  const body: JsonObject = { ...whereOf(configuration), applications };
  return session.api.post('/api/decisions/otherwise', body, { query: { org } });
}
