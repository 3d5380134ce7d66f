import type { Column } from '../../metadata/kinds/kind.ts';
import type { Label } from '../../metadata/label.ts';

/** What a column keeps, beyond its type: columns of one type may still mean different things. */
export interface ColumnContent {
  readonly column: Column;
  /** JSON of several values, where a single one can become a list of one. Default: no. */
  readonly list?: boolean;
  /** Which kind of JSON it is; of JSON columns only. */
  readonly json?: string;
  /** Ciphertext. Default: no. */
  readonly secret?: boolean;
  /** Id of the form that its ids point at. Default: none. */
  readonly target?: string;
  /** Its ids are copies of another record's: nothing hangs on them. Default: no. */
  readonly carried?: boolean;
}

/** A form's table, or one of its entries', as the model wants it. */
export interface TableSpec {
  readonly label: Label;
  /** By ids: `invoice`, `invoice/lines`. */
  readonly path: string;
  readonly form: string;
  /** Derived from the ids; what it is really called is in `gj_physical`. */
  readonly name: string;
  readonly columns: readonly ColumnSpec[];
  /** Its entries were left out by their package: kept for what was stored with them, and open to a purge. Default: no. */
  readonly dropped?: boolean;
  /** By column id; made anew from the model each time. */
  readonly indexes: readonly IndexSpec[];
}

export interface ColumnSpec {
  readonly label: Label;
  /** `invoice/lines/taxCode`. */
  readonly path: string;
  /** Field id, or the name of a system column. */
  readonly id: string;
  readonly name: string;
  readonly kept: ColumnContent;
  /** The platform's own, in every table of its sort; their names are fixed. */
  readonly system: boolean;
  /** Its field was left out by its package. Default: no. */
  readonly dropped?: boolean;
}

export interface IndexSpec {
  readonly columns: readonly { readonly id: string; readonly descending: boolean }[];
}
