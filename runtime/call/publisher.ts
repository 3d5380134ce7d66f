import type { Json, JsonObject } from '../../metadata/json.ts';
import type { Call } from './call.ts';

/** Puts new package sources into service: what callers over HTTP see of it. */
export interface Publisher {
  /** Issues and the table plan of what is sent: `{ issues, changes, hash, … }`. Changes nothing. */
  plan(call: Call, body: JsonObject): Promise<Json>;
  /** Carries out the plan with that hash, and serves it. */
  apply(
    call: Call,
    body: JsonObject,
  ): Promise<{
    readonly revision: number;
    readonly result: JsonObject;
    /** What of its offers was taken: required fields whose defaults records are to be given, by a job. */
    readonly fills: readonly string[];
  }>;
}
