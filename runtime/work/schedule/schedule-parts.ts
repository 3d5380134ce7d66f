import type { Call, Now, Served } from '../../call/call.ts';
import type { Rights } from '../../call/rights.ts';
import { systemCall } from '../../call/system-call.ts';
import type { Traces } from '../../common/traces/trace.ts';
import type { Log } from '../../config/log.ts';
import type { Database } from '../../database/database.ts';
import type { Fence } from '../../database/fence.ts';
import type { Store } from '../../storage/store/record/store.ts';

/** The tools of work that is done by itself. */
export interface ScheduleParts {
  readonly store: Store;
  readonly database: Database;
  readonly log: Log;
  /** Default: nobody follows it. */
  readonly traces?: Traces | null;
  /** Id of this node. */
  readonly node: string;
  /** Whether the node ends, and what is under way is left to others. */
  readonly stopping: AbortSignal;
  served(): Served;
  now(org: string): Now;
  /** Time zone of an organisation. */
  zone(org: string): string;
  /** Those that some organisation is in. */
  zones(): Iterable<string>;
  /** Serves, when it is fulfilled, all that was committed before. */
  catchUp(): Promise<void>;
  /** Reads the rights of a user, by id, at this moment; null: there is no such user, or he is disabled. */
  rightsOf(user: string): Promise<Rights | null>;
  /** Throws where a condition does not hold for a write. Default: nothing has to hold. */
  readonly fence?: Fence;
}

/** The platform, for an organisation; the first one by default. */
export function platformCall({ served, now, fence }: ScheduleParts, org?: string): Call {
  const current = served();
  const of = org ?? current.orgs.root;
  return { ...systemCall(current, now(of)), org: of, ...(fence && { fence }) };
}
