/** How much is read into the data of a workbook: the stricter, the more a form refuses later. */
export const strictnesses = ['loose', 'usual', 'strict'] as const;
export type Strictness = (typeof strictnesses)[number];

/** What a measure of strictness asks of a column before it says something of it. */
export interface Measures {
  /** Whether columns that every row fills are required: all of them, those that name things, or none but the key. */
  readonly required: 'all' | 'names' | 'none';
  /** Room for texts: how many times the longest, and what is the least. */
  readonly room: { readonly times: number; readonly least: number };
  /** How often each of a few values stands, on average, so that they are a choice. */
  readonly often: number;
  /** Most different values of a choice, where they are few beside the rows. */
  readonly options: number;
  /** Share of cells that may be something else in a column of a kind: their rows are corrected before they come in. */
  readonly misfits: number;
}

export const measures: Readonly<Record<Strictness, Measures>> = {
  loose: { required: 'none', room: { times: 3, least: 200 }, often: 6, options: 8, misfits: 0 },
  usual: { required: 'names', room: { times: 2, least: 60 }, often: 3, options: 30, misfits: 0.1 },
  strict: { required: 'all', room: { times: 1.5, least: 20 }, often: 2, options: 30, misfits: 0.25 },
};
