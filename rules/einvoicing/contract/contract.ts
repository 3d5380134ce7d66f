import type { RoutesOf } from '../../../metadata/contract/common/call.ts';
import { archiving } from './archive.ts';
import { issuing } from './issuing.ts';
import { planning } from './planning.ts';
import { scanning } from './scanning.ts';
import { schedule } from './schedule.ts';

/** Every call of e-invoicing, by its group. */
export const einvoicingContract = { archiving, issuing, planning, scanning, schedule } as const;

/** Each of them by how it is asked: `GET /api/schedule`. */
export type EinvoicingRoutes = RoutesOf<typeof einvoicingContract>;
