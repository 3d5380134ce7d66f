/** The languages people read. Chinese comes first everywhere. */
export type Language = 'zh' | 'en';
export const languages: readonly Language[] = ['zh', 'en'];

/** A text in every language a person may read it in. */
export type Label = {
  readonly zh: string;
  readonly en: string;
};
