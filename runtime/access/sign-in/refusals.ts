import { refusal } from '../../common/refusal.ts';

/** The provider is not there, or not enabled. */
export const providerUnknown = refusal('sign-in-provider-unknown', 404);
/** It cannot be reached, or answers what nobody can read. */
export const providerDown = refusal('sign-in-provider-down', 502);
/** It is there, and does not take this system for one of its clients, or is another one than was configured. */
export const providerOther = refusal('sign-in-provider-other', 502);
/** What it describes itself by names a host that nobody allowed. */
export const hostNotListed = refusal('sign-in-host-not-listed', 502);
/** Whoever signs in there, or the provider, said no. */
export const signInDenied = refusal('sign-in-denied', 403);
/** Begun too long ago, or in another browser. */
export const signInExpired = refusal('sign-in-expired', 403);
/** What the provider answered was answered before. */
export const signInUsed = refusal('sign-in-used', 403);
/** An answer that no one may rely on: of another issuer, for another client, too old, sealed by nobody known. */
export const answerUntrusted = refusal('sign-in-untrusted', 403);
/** Nobody here began to sign in. */
export const signInUnasked = refusal('sign-in-unasked', 403);
export const answerTooLarge = refusal('sign-in-answer-too-large', 413);
/** For whoever has a key that this system does not have. */
export const answerEncrypted = refusal('sign-in-encrypted', 403);
/** Signed in a way that others can forge. */
export const signatureWeak = refusal('sign-in-signature-weak', 403);
/** The provider calls people by another name each time. */
export const nameIdPassing = refusal('sign-in-name-passing', 403);
export const numberMissing = refusal('sign-in-number-missing', 403);
export const personUnknown = refusal('sign-in-person-unknown', 403);
export const personDisabled = refusal('sign-in-person-disabled', 403);
/** The user of that number is known to the provider by another account. */
export const personOther = refusal('sign-in-person-other', 403);
export const noRuleFits = refusal('sign-in-no-rule', 403);
/** What somebody pasted to try the rules is no token, no answer and no claims. */
export const claimsUnreadable = refusal('sign-in-claims-unreadable', 422);
