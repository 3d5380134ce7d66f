/** Of the nodes that live, how many serve a publish, and which do not yet. */
export type NodesServing = {
  readonly serving: number;
  /** `since`: when it was last heard of. */
  readonly behind: readonly { readonly id: string; readonly since: string }[];
};
