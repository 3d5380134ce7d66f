import type { JsonObject } from '../../../../metadata/common/json.ts';

/** A record to be written, or one that is there and changes. */
export interface Noted {
  readonly form: string;
  readonly body: JsonObject;
  /** The one that changes, as it was seen. Default: a new one. */
  readonly of?: { readonly id: string; readonly revision: number };
  /** The receiver of a new one, among those of its form. Default: there is but one. */
  readonly target?: string;
}
