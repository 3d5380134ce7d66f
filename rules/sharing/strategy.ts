import type { Label } from '../../metadata/label.ts';
import type { SharingStrategy } from '../../metadata/source.ts';
import type { OrgTree } from './org-tree.ts';
import type { Verdict } from './verdict.ts';

/** A record as sharing sees it. */
export interface SharedRecord {
  readonly id: string;
  /** The organisation that created it. */
  readonly org: string;
  readonly sharing: SharingStrategy;
  /** Null or absent where the form has no number, or the record none. */
  readonly number?: string | null;
}

/** What was gathered about the records of one form before anything is decided; see `gather`. */
export interface World {
  readonly tree: OrgTree;
  /** Organisations a record was assigned to, each with the one that passed it on. Without the creator. */
  holders(record: string): ReadonlyMap<string, string>;
  /** Whether the organisation has a personalised copy. */
  personalised(record: string, org: string): boolean;
  /** The other records with the same number. */
  namesakes(record: SharedRecord): readonly SharedRecord[];
}

/** What `uses` needs to know; a `World` has it. */
export type Holders = Pick<World, 'tree' | 'holders'>;

/** How far a record goes by itself: what `visibility` makes a query of. */
export type Reach = 'creator' | 'assigned' | 'below' | 'everyone';

/** Who may use a record and how it spreads: one file each, listed in `index.ts`. */
export interface Strategy {
  readonly name: SharingStrategy;
  readonly label: Label;
  /** What the source documents write for it. */
  readonly code: number;
  /** Among matches the lowest wins. */
  readonly rank: number;
  readonly reach: Reach;
  /** Who passes it on, organisation by organisation: the creator to any, a holder to its direct children, or nobody. */
  readonly assigner: 'creator' | 'parent' | null;
  /** Whether an organisation it was assigned to may have its own copy. */
  readonly personalisable: boolean;
  /** Whether a record keeps its assignments when it goes to another creator. */
  readonly transferable: boolean;
  /** Whether the organisation may use the record. The creator always may. */
  uses(record: SharedRecord, org: string, world: Holders): boolean;
  /** Whether `holder` may pass the record on to `target`, whoever has it already. */
  mayAssign(holder: string, target: string, record: SharedRecord, world: Holders): Verdict;
  /** Who passes the record on to a new organisation by itself, or null when nobody does. */
  autoAssigner(record: SharedRecord, newcomer: string, world: Holders): string | null;
}
