/** A node of the control tree. */
export interface Org {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly parent: string | null;
  readonly enabled: boolean;
}

/** The organisations at one revision, frozen. Ids in, ids out. */
export interface OrgTree {
  readonly revision: number;
  readonly root: string;
  readonly size: number;
  get(id: string): Org | undefined;
  byNumber(number: string): Org | undefined;
  /** Nearest first, without itself. */
  ancestors(id: string): readonly string[];
  children(id: string): readonly string[];
  /** Itself and everything below. */
  subtree(id: string): ReadonlySet<string>;
  /** Whether `id` is `above` or below it. */
  within(id: string, above: string): boolean;
}
