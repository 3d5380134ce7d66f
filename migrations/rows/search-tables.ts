/** Rows of what is searched and ordered by, as drivers answer them. */

/** An index of a form's texts; what it says can always be made anew from the form's rows. */
export interface SearchRow {
  /** Of its own tables. */
  readonly name: string;
  readonly form: string;
  /**
   * `filling`: beside running work; `ready`: as new as `revision`; `stale`: as `ready`, to be replaced; `broken`:
   * not to be asked; `retired`: nobody asks it any more.
   */
  readonly phase: 'filling' | 'ready' | 'stale' | 'broken' | 'retired';
  /** JSON array of the columns whose texts are in it. */
  readonly texts: string;
  /** Filling: the last record that was put into it. */
  readonly place: string;
  /** Everything written until then is in it, once it was filled. */
  readonly revision: number;
  /** How many documents there were when `common` was found. */
  readonly sampled: number;
  /** JSON: the share of documents, in per cent, of each gram that many have. */
  readonly common: string;
  /** When it came into its phase. */
  readonly at: number;
}

/** An index of a form's table that people would have needed, or that was laid because they did. */
export interface LearnedRow {
  readonly form: string;
  /** Its columns by ids: `status`, `-amount,number`. */
  readonly sought: string;
  /** Milliseconds people waited for want of it. */
  readonly cost: number;
  /** How often they did. */
  readonly times: number;
  /** When it was last used or missed. */
  readonly last_at: number;
  /** Null: it is not there. */
  readonly laid_at: number | null;
}
