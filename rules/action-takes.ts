import type { Problem } from '../metadata/common/issue.ts';
import type { JsonObject } from '../metadata/common/json.ts';

/**
 * Says what the body of an action takes beside a reason. The API refuses whatever else is sent, and the documentation
 * tells of it.
 */
export interface ActionTakes {
  /** Schemas by member. */
  readonly members: JsonObject;
  /** The members that have to be there. Default: none. */
  readonly required?: readonly string[];
  /** Finds mistakes that a schema has no words for. Default: there are none. */
  readonly problems?: (body: JsonObject) => readonly Problem[];
}
