import type { Json, JsonObject } from '../../metadata/json.ts';
import type { Call } from './call.ts';

/** What is sent to be published. */
export interface ToPublish {
  /** `{ "files": { "package.json": {…}, "forms/item.json": {…} } }` each. */
  readonly packages: readonly { readonly files: JsonObject }[];
  /** Offers of the plan that are taken: all, or those named. Default: none. */
  readonly fill?: boolean | readonly string[];
  /** Names of packages that the caller answers for, though their signatures do not. Default: none. */
  readonly accept?: readonly string[];
}

/** Puts new package sources into service: what callers over HTTP see of it. */
export interface Publisher {
  /** Issues and the table plan of what is sent: `{ issues, changes, hash, … }`. Changes nothing. */
  plan(call: Call, body: ToPublish): Promise<Json>;
  /** Carries out the plan with that hash, and serves it. */
  apply(
    call: Call,
    body: ToPublish & { readonly hash: string },
  ): Promise<{
    readonly revision: number;
    readonly result: JsonObject;
    /** What of its offers was taken: required fields whose defaults records are to be given, by a job. */
    readonly fills: readonly string[];
  }>;
}
