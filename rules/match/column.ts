import type { Source, Within } from '../condition/clause.ts';
import type { Reading } from '../condition/value.ts';
import type { Bits } from './bits.ts';
import type { Moves } from './moves.ts';

/** A rule that asks something of a column. */
export interface Carer {
  readonly rank: number;
  readonly within: Within;
}

/** Reads what a source says of the facts of one decision. */
export interface Look {
  keys(source: Source): readonly (readonly string[])[];
  values(source: Source): Reading;
}

/** The demands of many rules on one source, laid out so that one look answers for all of them. */
export interface Column {
  readonly source: Source;
  /** Adds to `into` the rules that the facts let through here; of those that ask nothing here, none. */
  admit(look: Look, into: Bits): void;
  /** Finds rules that may hold wherever one with this does (`all`), or together with it (`some`); null: not known. */
  alike(within: Within, how: 'all' | 'some'): Bits | null;
  /** The same by new ranks, and with those that come. */
  moved(moves: Moves, care: Bits, come: readonly Carer[]): Column;
}
