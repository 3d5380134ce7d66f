import type { Form, Model } from '../../metadata/model.ts';
import type { SetValues } from '../../rules/params/set-values.ts';
import type { OrgTree } from '../../rules/sharing/org-tree.ts';

/**
 * What a node serves at one moment: a model with its tables and the organisations, frozen together.
 * A request takes it once at the start and finishes on it; a publish swaps in the next one.
 */
export interface Served {
  readonly model: Model;
  /** Revision of the publish the model came with. */
  readonly revision: number;
  readonly orgs: OrgTree;
  /** What is set of parameters. Default: nothing. */
  readonly parameters?: SetValues;
  /** Physical names, kept since the table was made. */
  table(form: Form): FormTable;
}

/** Names of a form's tables and columns, as `runtime/tables` made them. */
export interface FormTable {
  readonly name: string;
  /** By field id; fields without a column are absent. */
  readonly columns: ReadonlyMap<string, string>;
  /** By entries field id. */
  readonly entries: ReadonlyMap<string, FormTable>;
}
