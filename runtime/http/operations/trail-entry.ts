import type { TrailEntry } from '../../../metadata/contract/audit/calls.ts';
import type { Call } from '../../call/call.ts';
import type { Connection } from '../../database/database.ts';
import type { Store } from '../../storage/store/record/store.ts';

/** Who reads the trail, and from where. */
export interface TrailReader {
  readonly host: { readonly store: Store };
  readonly call: Call;
  readonly reader: Connection;
}

export type Named = NonNullable<TrailEntry['actor']>;
