import type { RoutesOf } from '../metadata/contract/common/call.ts';
import { contract } from '../metadata/contract/contract.ts';
import { printDesign } from './paper/contract.ts';
import { sharing } from './sharing/contract.ts';

/** Every call of the platform, by its group: also those that speak of what rules know. */
export const platformContract = { ...contract, sharing, printDesign } as const;

/** Each of them by how it is asked: `GET /api/changesets/:id`. */
export type Routes = RoutesOf<typeof platformContract>;
