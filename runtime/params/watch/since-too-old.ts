import { refusal } from '../../common/refusal.ts';

/** What came after it cannot be told: it is ahead, or before anything was kept. */
export const sinceTooOld = refusal('since-too-old', 410);
