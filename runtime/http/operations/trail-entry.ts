import type { AuditItem } from '../../auth/read-trail.ts';
import type { Call } from '../../call/call.ts';
import type { Connection } from '../../database/database.ts';
import type { Store } from '../../store/record/store.ts';

/** Who reads the trail, and from where. */
export interface TrailReader {
  readonly host: { readonly store: Store };
  readonly call: Call;
  readonly reader: Connection;
}

export type Named = { readonly id: string; readonly number: string | null; readonly name: string | null };

/** An entry as it is answered. */
export type ShownEntry = Omit<AuditItem, 'at' | 'actor' | 'form' | 'org' | 'snapshot'> & {
  readonly at: string;
  readonly actor: Named | null;
  readonly form?: string;
  readonly record?: Named;
  readonly org: Named | null;
};
