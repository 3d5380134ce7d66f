import type { JsonObject } from '../../../metadata/common/json.ts';

interface Actor {
  readonly id: string;
  readonly number: string;
}

/** Something that happened and left no version of a record: sign-ins, refusals, publishes, exports, tokens. */
export interface AuditEntry {
  readonly action: string;
  /** With `seenBy` it was that one, who saw as the other. */
  readonly actor?: Actor & { readonly seenBy?: Actor };
  /** The thing that it was done to: a user's number, a package, a form. */
  readonly target?: string;
  readonly org?: string;
  readonly detail?: JsonObject;
}

/** An event that may happen again and again, at a stranger's pleasure: it is written once, and counted. */
interface Repeated {
  /** Of the same key within an hour is one entry. */
  readonly key: string;
  /** Of one group are some entries an hour at most; what else happens is counted with `rest`. */
  readonly group: string;
  /** How many. Default: 20. */
  readonly most?: number;
  readonly entry: AuditEntry;
  readonly rest: AuditEntry;
}

export interface Counting {
  /** The first is written at once; how many there were, and until when, stands in its detail soon after. */
  count(repeated: Repeated): Promise<void>;
  /** The next of this key is an entry of its own again. */
  end(key: string): void;
  /** Writes down what was counted and is not yet written. */
  settle(): Promise<void>;
}
