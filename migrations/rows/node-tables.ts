/** Rows of what nodes say of themselves, and of what one of them does at a time. */

export interface NodeRow {
  readonly id: string;
  readonly started_at: number;
  readonly last_seen: number;
  /** Revision of the model it serves. */
  readonly model: number;
  /** How people call it; null: an older server does not say. */
  readonly name: string | null;
}

/** What happened in five minutes of a server. */
export interface NodeDayRow {
  readonly node: string;
  /** Its place among all slots since the process started. */
  readonly slot: number;
  /** How people call the server. */
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly began: number;
  readonly requests: number;
  readonly failed: number;
  readonly milliseconds: number;
  readonly memory: number;
}

/** `gj_lease` is made by `runtime/database/lease.ts`: migrations themselves run under a lease. */
export interface LeaseRow {
  readonly name: string;
  readonly holder: string;
  readonly expires_at: number;
}
