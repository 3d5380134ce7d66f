import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Comparison, Otherwise, PlanSaid } from '../../../rules/einvoicing/contract/planned.ts';
import type { PendingInvoice } from '../../../rules/einvoicing/plan/plan.ts';
import { type Configuration, whereOf } from '../../match/lab/lab-data.ts';
import type { LabQuestion } from '../../match/lab/lab-drawing.ts';
import { askPlan } from '../common/ask-plan.ts';
import { einvoicingApi } from '../common/einvoicing-api.ts';
import type { Filled } from '../desk/invoice-strain.ts';

/** Finds how far the split filled an invoice, as its trace tells. */
export function filledIn({ of, splitOrder }: PendingInvoice, { trace }: PlanSaid): Filled | undefined {
  return trace.find(
    ({ code, at, params }) =>
      code === 'invoice-filled' && at?.document === of[0] && params?.['invoice'] === splitOrder - 1,
  )?.params;
}

export function planOf(
  { org, documents, configuration, answers }: LabQuestion,
  signal: AbortSignal,
): Promise<PlanSaid> {
  const asked = { applications: asWritten(documents), answers, by: 'page', trace: 'full' } as const;
  return askPlan({ ...whereOf(configuration), ...asked }, org, { signal });
}

export function comparePlans(
  { org, documents }: Pick<LabQuestion, 'org' | 'documents'>,
  [a, b]: readonly [Configuration, Configuration],
  signal: AbortSignal,
): Promise<Comparison> {
  const body = { applications: asWritten(documents), a: whereOf(a), b: whereOf(b) };
  return einvoicingApi.call('POST /api/decisions/compare', { query: { org }, body, signal });
}

export function askOtherwise(
  org: string,
  documents: readonly Json[],
  configuration: Configuration,
): Promise<Otherwise> {
  const body = { ...whereOf(configuration), applications: asWritten(documents) };
  return einvoicingApi.call('POST /api/decisions/otherwise', { query: { org }, body });
}

/** Passes the typed applications on unchecked: the server says what is wrong with them. */
function asWritten(documents: readonly Json[]): readonly JsonObject[] {
  return documents as readonly JsonObject[];
}
