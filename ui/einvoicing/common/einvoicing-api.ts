import type { EinvoicingRoutes } from '../../../rules/einvoicing/contract/contract.ts';
import { session } from '../../session/session.ts';

/** Makes the calls that e-invoicing brings. */
export const einvoicingApi = session.api.with<EinvoicingRoutes>();
