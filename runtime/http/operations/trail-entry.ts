import type { TrailEntry } from '../../../metadata/contract/audit/calls.ts';
import { type TrailActions, trailActions } from '../../../metadata/trail-actions.ts';
import type { Call } from '../../call/call.ts';
import type { Connection } from '../../database/database.ts';
import type { Host } from '../pipeline/host.ts';

/** The reader of the trail, and the connection he reads by. */
export interface TrailReader {
  readonly host: Pick<Host, 'store' | 'edition'>;
  readonly call: Call;
  readonly reader: Connection;
}

/** Returns the actions that entries may tell of, beside those that forms name. */
export function knownActions({ host }: TrailReader): TrailActions {
  return Object.assign({ ...trailActions }, ...host.edition.domains.map((one) => one.trailActions));
}

export type Named = NonNullable<TrailEntry['actor']>;
