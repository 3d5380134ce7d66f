import type { Connection } from '../database/database.ts';

/** One thing that is wrong in a database, where, and how it is put right where that follows from the rest. */
export interface Harm {
  /** What kind; findings are told by it. */
  readonly code: string;
  /** `note N-1`: for people. */
  readonly place: string;
  /** In a transaction that has the lock of all writes. Absent: somebody has to decide. */
  readonly repair?: (tx: Connection) => Promise<void>;
}
