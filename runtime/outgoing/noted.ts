import type { JsonObject } from '../../metadata/json.ts';

/** A record to be written, or one that is there and changes. */
export interface Noted {
  readonly form: string;
  readonly body: JsonObject;
  /** The one that changes. Default: a new one. */
  readonly of?: { readonly id: string };
}
