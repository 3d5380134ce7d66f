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

/** `gj_lease` is made by `runtime/database/lease.ts`: migrations themselves run under a lease. */
export interface LeaseRow {
  readonly name: string;
  readonly holder: string;
  readonly expires_at: number;
}
