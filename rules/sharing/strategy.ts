import type { SharingStrategy } from '../../metadata/common/sharing-strategies.ts';
import type { OrgTree } from './org-tree.ts';

/** A record as sharing sees it. */
export interface SharedRecord {
  readonly id: string;
  /** The organisation that created it. */
  readonly org: string;
  readonly sharing: SharingStrategy;
  /** Null or absent where the form has no number, or the record none. */
  readonly number?: string | null;
}

/** The facts that were gathered about the records of one form before anything is decided; see `gather`. */
export interface World {
  readonly tree: OrgTree;
  /** Organisations a record was assigned to, each with the one that passed it on. Without the creator. */
  holders(record: string): ReadonlyMap<string, string>;
  /** Tells whether the organisation has a personalised copy. */
  personalised(record: string, org: string): boolean;
  /** The other records with the same number. */
  namesakes(record: SharedRecord): readonly SharedRecord[];
}

/** The part of a `World` that it takes to say who uses a record. */
export type Holders = Pick<World, 'tree' | 'holders'>;
