import { refusal } from '../../common/refusal.ts';

export const imageCodeDisabled = refusal('image-code-disabled', 409);
export const imageCodeMissing = refusal('image-code-missing', 409);
export const coverMissing = refusal('cover-missing', 409);
export const notOffered = refusal('imaging-event-not-offered', 409);
export const imagesMissing = refusal('images-missing', 409);
export const scannerOther = refusal('scanner-other', 403);
export const reasonLong = refusal('rescan-reason-long', 422);
export const reasonMissing = refusal('rescan-reason-missing', 422);
export const stackRead = refusal('stack-read', 409);
export const billUnknown = refusal('scan-bill-unknown', 422);
export const billAmbiguous = refusal('scan-bill-ambiguous', 422);
export const billRefused = refusal('scan-bill-refused', 409);
export const pageLanded = refusal('scan-page-landed', 409);
export const pagesMissing = refusal('scan-pages-missing', 409);
