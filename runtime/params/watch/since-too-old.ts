import { refusal } from '../../common/refusal.ts';

/** The changes since cannot be told: it is ahead, or before anything was kept. */
export const sinceTooOld = refusal('since-too-old', 410);
