import type { Json } from '../../../metadata/common/json.ts';
import type { BackupsKept } from '../../../rules/schedule/backups-to-keep.ts';
import type { BackupPlan } from '../../config/backup-plan.ts';
import type { Config } from '../../config/config.ts';

/** What the process beside the server is told, which reads and writes whole databases. */
interface Where {
  readonly config: Pick<Config, 'home' | 'databaseUrl' | 'files' | 'secret'>;
  readonly place: BackupPlan['place'];
  /** A folder for what is needed for a while. */
  readonly scratch: string;
  /** Name of the archive; of one that is made another may come of it. */
  readonly name: string;
}

export interface MakeRequest extends Where {
  readonly does: 'make';
  /** The node that asks, for the lease of tables. */
  readonly node: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly kept: BackupsKept;
  /** What is wanted; where there is nothing that an increment can stand on, a full one is made. */
  readonly kind: 'full' | 'increment';
  /** Whether increments are made here at all. */
  readonly increments: boolean;
  /** Time zone by whose days, weeks and months archives are kept. */
  readonly zone: string;
}

export interface TrialRequest extends Where {
  readonly does: 'try';
  /** Contents of files that were missing when it was made. */
  readonly missing: number;
}

export type BackupRequest = MakeRequest | TrialRequest;

/** A sentence by its code. */
export interface BackupTrouble {
  readonly code: string;
  readonly params: Readonly<Record<string, Json>>;
}

export interface MadeArchive {
  readonly name: string;
  readonly kind: 'full' | 'increment';
  readonly bytes: number;
  /** Rows that are in it. */
  readonly rows: number;
  readonly revision: number;
  /** Contents of files that are beside it, and those that were nowhere. */
  readonly files: number;
  readonly missing: number;
  /** Archives that were no longer kept. */
  readonly removed: readonly string[];
  /** What went wrong after it was there and whole. Null: nothing did. */
  readonly afterwards: BackupTrouble | null;
}

export interface TriedArchive {
  readonly rows: number;
  readonly tables: number;
}

export type BackupReply<T> =
  | { readonly ok: true; readonly done: T }
  | ({ readonly ok: false } & BackupTrouble);
