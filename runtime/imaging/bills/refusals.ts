import { refusal } from '../../common/refusal.ts';

export const imageCodeDisabled = refusal('image-code-disabled', 409);
export const imageCodeMissing = refusal('image-code-missing', 409);
export const coverMissing = refusal('cover-missing', 409);
