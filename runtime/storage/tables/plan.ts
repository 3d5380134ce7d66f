import type { Issue } from '../../../metadata/common/issue.ts';
import type { Json } from '../../../metadata/common/json.ts';
import type { Move } from '../../../metadata/moves.ts';
import type { IndexShape } from '../../database/schema.ts';
import type { ColumnContent } from './table-spec.ts';

/** Former value → what it is today. */
export type FormerValues = Readonly<Record<string, Json>>;

/** The changes by which tables come to fit a model. Data: it can be printed, kept and refused. */
export interface Plan {
  /** Of the changes; equal plans have equal hashes. */
  readonly hash: string;
  readonly changes: readonly Change[];
  /** How many of them the model does not ask for: what somebody took away from a table is put back. */
  readonly mends: number;
  /** Problems of the plan; one with errors is never applied. */
  readonly issues: readonly Issue[];
  /** Paths that leave the model with this plan and whose data is kept until it is purged. */
  readonly hidden: readonly string[];
}

/** `safe`: done at once. `copies-table`: every row is written. `lossy`: data goes (only ever by a purge). */
export type Risk = 'safe' | 'copies-table' | 'lossy';

interface Step {
  readonly table: string;
  readonly risk: Risk;
  /** The sentence for people, by code from `messages`. */
  readonly says: { readonly code: string; readonly params: Readonly<Record<string, Json>> };
}

export interface CreateTable extends Step {
  readonly kind: 'create-table';
  readonly path: string;
  readonly columns: readonly NewColumn[];
  readonly indexes: readonly IndexShape[];
}

export interface NewColumn {
  /** Null: the platform's own, of a fixed name. */
  readonly path: string | null;
  readonly name: string;
  readonly kept: ColumnContent;
}

export interface AddColumn extends Step, NewColumn {
  readonly kind: 'add-column';
  /** Whether it will replace another column of its path. */
  readonly filling: boolean;
  /** A column of its path that was remembered and is not there; its name is given up. Default: none. */
  readonly lost?: string;
}

/** The column keeps more (or, after a probe, less) than before and stays where it is. */
export interface ChangeColumn extends Step {
  readonly kind: 'change-column';
  readonly path: string;
  readonly name: string;
  readonly kept: ColumnContent;
  /** Whether the database has to be told. */
  readonly alters: boolean;
}

/** Values are converted from the column the model uses now into the one it will use. */
export interface FillColumn extends Step {
  readonly kind: 'fill-column';
  readonly path: string;
  readonly form: string;
  /** Whether rows belong to a record by `record` (entries) or are the record. */
  readonly entries: boolean;
  readonly from: { readonly name: string; readonly kept: ColumnContent };
  readonly to: { readonly name: string; readonly kept: ColumnContent };
  /** The step of the package that translates former values; those it does not name are converted. Default: none. */
  readonly values?: FormerValues;
  /** Whether they become texts, several of them one. Default: no. */
  readonly words?: true;
  /** Whether one that does not fit is given up, as the package says. Default: no. */
  readonly empties?: true;
  /** The column that the undone publish replaced: values come back that nobody changed since. Default: none. */
  readonly restores?: Restores;
  /** Whether they are computed, so that one that does not fit is empty until it is made anew. Default: no. */
  readonly remade?: true;
}

export interface Restores {
  /** The name of the column that was replaced. */
  readonly column: string;
  readonly kept: ColumnContent;
}

/**
 * Values are written where a step of the package has them stand: other columns of their rows, first rows of entries.
 */
export interface MoveValues extends Step {
  readonly kind: 'move-values';
  /** Of the form, or of entries. */
  readonly path: string;
  readonly form: string;
  /** Whether rows belong to a record by `record` (entries) or are the record. */
  readonly entries: boolean;
  readonly moves: readonly Move[];
  readonly from: readonly MoveSource[];
  readonly to: readonly MoveTarget[];
  /** Empty columns that take the place of `from`. */
  readonly emptied: readonly Emptied[];
  /** Entries that are new, and the columns of a row that values come to. */
  readonly rows: readonly {
    readonly id: string;
    readonly table: string;
    readonly fields: readonly MoveTarget[];
  }[];
  /**
   * Of a move that was undone and is done again: records that were written since this revision are moved, the others have
   * still what was moved before. Default: all are moved.
   */
  readonly since?: number;
}

export interface MoveSource {
  readonly id: string;
  readonly path: string;
  readonly name: string;
  readonly kept: ColumnContent;
}

export interface MoveTarget extends MoveSource {
  /** As what the value was kept. Default: a text. */
  readonly of?: ColumnContent;
  /** The step of the package that translates former values. Default: none. */
  readonly values?: FormerValues;
}

export interface Emptied {
  readonly path: string;
  readonly name: string;
}

export interface CreateIndex extends Step {
  readonly kind: 'create-index';
  readonly index: IndexShape;
}

export interface DropIndex extends Step {
  readonly kind: 'drop-index';
  readonly index: string;
}

export type Change =
  | CreateTable
  | AddColumn
  | ChangeColumn
  | FillColumn
  | MoveValues
  | CreateIndex
  | DropIndex;
