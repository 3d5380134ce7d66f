import type { Served } from '../../../call/call.ts';
import type { Connection } from '../../../database/connection.ts';
import type { WriteEvent } from './planned-write.ts';

/** Writes that are made in the transaction of a publish and judged by the model it brings: with it, or neither. */
export interface Along {
  /** Id of the change set that they carry out. */
  readonly changeSet: string;
  /** Revisions they take. */
  readonly size: number;
  /** Refuses what cannot be made; then nothing is published either. `first`: revision of the first. */
  write(
    tx: Connection,
    first: number,
    next: Pick<Served, 'model' | 'revision' | 'table'>,
  ): Promise<readonly WriteEvent[]>;
}
