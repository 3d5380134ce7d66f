import { refusal } from '../../common/refusal.ts';

export const designUnknown = refusal('design-unknown', 404);
/** It was published or discarded: nothing is added to it any more. */
export const designClosed = refusal('design-closed', 409);
export const designConflict = refusal('design-conflict', 409);
export const designStep = refusal('design-step', 422);
/** Change sets are to be published with it. */
export const designNamed = refusal('design-named', 409);
export const designForbidden = refusal('design-forbidden', 403);
/** Only administrators say what roles may do with fields. */
export const designRights = refusal('design-rights', 403);
export const layerForeign = refusal('design-layer', 403);
export const nothingToUndo = refusal('design-nothing', 409);
/** A step of somebody else builds on it. */
export const designLeans = refusal('design-leans', 409);
export const designOvertaken = refusal('design-overtaken', 409);
/** What some of its steps were about is there no more. */
export const designStepsGone = refusal('design-steps-gone', 409);
export const designEmpty = refusal('design-empty', 409);
export const designState = refusal('design-state', 409);
export const designUnapproved = refusal('design-unapproved', 409);
export const ownDesign = refusal('design-own', 403);
/** The key it was begun with comes with other steps. */
export const designBegunOtherwise = refusal('design-begun-otherwise', 409);
export const designsTooMany = refusal('designs-too-many', 409);
export const logTooLong = refusal('design-too-long', 409);
/** The name, version or prefix of a package that is to be made of the customer's layer is wrong. */
export const shipWrong = refusal('ship-wrong', 422);
/** A version that a package is to become is none, or too low for what changes. */
export const versionsWrong = refusal('design-versions', 422);
export const shipUnknown = refusal('ship-unknown', 422);
export const shipTaken = refusal('ship-taken', 409);
/** It speaks of a form that stays above it. */
export const shipLeans = refusal('ship-leans', 409);
export const designPlanNews = refusal('design-plan-news', 409);
