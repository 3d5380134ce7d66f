import { refusal } from '../../../common/refusal.ts';

/** The refusals of SCIM; each has a type of mistake in the protocol's own words (`scim-problem.ts`). */
export const filterWrong = refusal('scim-filter-wrong', 400);
export const pathWrong = refusal('scim-path-wrong', 400);
export const valueWrong = refusal('scim-value-wrong', 400);
export const operationWrong = refusal('scim-operation-wrong', 400);
/** A change of values of which there are none. */
export const targetMissing = refusal('scim-target-missing', 400);
/** Too many resources would have to be looked at. */
export const filterTooWide = refusal('scim-filter-too-wide', 400);
export const nameTaken = refusal('scim-name-taken', 409);
export const memberUnknown = refusal('scim-member-unknown', 400);
/** A token that only provisions gives nobody the rights of an administrator. */
export const administratorsKept = refusal('scim-administrators-kept', 403);
/** No schema or type of resources has that name. */
export const resourceUnknown = refusal('scim-resource-unknown', 404);
