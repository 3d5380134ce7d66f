import type { Json } from '../../metadata/common/json.ts';

/**
 * The words in a call for values that differ from world to world: the newest revision, and where the page before ended.
 */
export const newest = '{newest}';
export const nextPage = '{next}';

/** One call, made in both worlds by the same caller. */
export interface WorldCall {
  readonly caller: string;
  readonly route: string;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly body?: Json;
  /** Rows of a file, separated by commas, instead of a body. Default: none. */
  readonly file?: string;
  /** As a csv, a workbook, or a workbook in a form as browsers send it. Default: csv. */
  readonly sentAs?: 'csv' | 'xlsx' | 'multipart';
  /** Sent as it is read before, by the same caller: each world has revisions of its own. Default: none is sent. */
  readonly ifMatch?: 'as-read' | 'old';
}
