/** Of the nodes that live, how many serve a publish, and which do not yet. */
export type NodesServing = {
  readonly serving: number;
  /** `name`: as people call it; `since`: when it was last heard of. */
  readonly behind: readonly { readonly id: string; readonly name: string; readonly since: string }[];
};

/**
 * Waits until every node that lives serves a publish, or for so long as is usual: answers who serves it by then. Asked
 * when all is settled and no lease is held any more, since others wait for those.
 */
export type AwaitNodes = () => Promise<NodesServing>;
