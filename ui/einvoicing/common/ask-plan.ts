import type { BodyOf } from '../../../metadata/contract/common/call.ts';
import type { EinvoicingRoutes } from '../../../rules/einvoicing/contract/contract.ts';
import type { PlanSaid } from '../../../rules/einvoicing/contract/planned.ts';
import type { How } from '../../session/route.ts';
import { einvoicingApi } from './einvoicing-api.ts';

type PlanBody = BodyOf<EinvoicingRoutes['POST /api/decisions/plan']>;

/** Asks which invoices applications become for an organisation: so few applications that the server answers at once. */
export async function askPlan(body: PlanBody, org?: string, how: How = {}): Promise<PlanSaid> {
  const query = org === undefined ? {} : { org };
  const answer = await einvoicingApi.call('POST /api/decisions/plan', { ...how, query, body });
  if (!('result' in answer)) throw new Error('a plan of a few applications became a job');
  return answer;
}
