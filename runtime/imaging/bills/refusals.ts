import { refusal } from '../../common/refusal.ts';

export const imageCodeDisabled = refusal('image-code-disabled', 409);
export const imageCodeMissing = refusal('image-code-missing', 409);
export const coverMissing = refusal('cover-missing', 409);
export const notOffered = refusal('imaging-event-not-offered', 409);
export const notIntegrated = refusal('imaging-off', 409);
export const imagesMissing = refusal('images-missing', 409);
export const imagesUnmatched = refusal('images-unmatched', 409);
export const rejectMarked = refusal('reject-marked', 409);
export const pushNotSet = refusal('push-not-set', 409);
export const pushOwn = refusal('push-own', 409);
export const seatMissing = refusal('imaging-seat-missing', 403);
export const seatExpired = refusal('imaging-seat-expired', 403);
export const scannerOther = refusal('scanner-other', 403);
export const reasonLong = refusal('rescan-reason-long', 422);
export const reasonMissing = refusal('rescan-reason-missing', 422);
