import { refusal } from '../../common/refusal.ts';

/** The refusals of the HTTP floor itself; their sentences stand in `runtime/common/messages/http.ts`. */
export const signInNeeded = refusal('sign-in-needed', 401);
export const csrfMissing = refusal('csrf-missing', 403);
export const forbidden = refusal('forbidden', 403);
export const administratorsOnly = refusal('administrators-only', 403);
export const designersOnly = refusal('designers-only', 403);
export const formUnknown = refusal('form-unknown', 404);
export const recordUnknown = refusal('record-unknown', 404);
export const versionUnknown = refusal('version-unknown', 404);
export const routeUnknown = refusal('route-unknown', 404);
export const methodNotAllowed = refusal('method-not-allowed', 405);
export const parametersWrong = refusal('parameters-wrong', 400);
export const bodyWrong = refusal('body-wrong', 400);
export const bodyTooLarge = refusal('body-too-large', 413);
export const bodyCutOff = refusal('body-cut-off', 400);
export const typeUnsupported = refusal('type-unsupported', 415);
export const ifMatchMissing = refusal('if-match-missing', 428);
export const ifMatchWrong = refusal('if-match-wrong', 400);
export const revisionAhead = refusal('revision-ahead', 503);
export const keyReused = refusal('idempotency-key-reused', 422);
export const keyBusy = refusal('idempotency-key-busy', 409);
export const keyWrong = refusal('idempotency-key-wrong', 400);
export const unexpected = refusal('unexpected', 500);
export const readOnlyToken = refusal('token-reads-only', 403);
export const resetsNotOffered = refusal('resets-not-offered', 409);
/** Whoever sees as another changes nothing. */
export const seesOnly = refusal('sees-only', 403);
export const userDisabled = refusal('user-disabled', 409);
export const tokenNotAdministering = refusal('token-not-administering', 403);
export const tokenNotProvisioning = refusal('token-not-provisioning', 403);
export const sessionUnknown = refusal('session-unknown', 404);
export const sessionNeeded = refusal('session-needed', 403);
export const ownTooMuch = refusal('own-too-much', 429);
export const preferencesFull = refusal('preferences-full', 422);
export const fileRightsChanged = refusal('job-file-rights-changed', 403);
export const jobUnfinished = refusal('job-unfinished', 409);
