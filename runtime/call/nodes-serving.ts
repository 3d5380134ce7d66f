import type { NodesServing } from '../../metadata/contract/common/shared.ts';

export type { NodesServing } from '../../metadata/contract/common/shared.ts';

/**
 * Waits until every node that lives serves a publish, or for so long as is usual: answers who serves it by then. Asked
 * when all is settled and no lease is held any more, since others wait for those.
 */
export type AwaitNodes = () => Promise<NodesServing>;
