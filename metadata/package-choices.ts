/** How an option of a choice looks where records are shown: as it should be, under way, to be looked at, wrong, or of no interest. */
export const tones = ['ok', 'accent', 'warn', 'error', 'quiet'] as const;
export type Tone = (typeof tones)[number];
