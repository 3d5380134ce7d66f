import { setTimeout as sleep } from 'node:timers/promises';
import type { NodesServing } from '../../call/nodes-serving.ts';
import type { Database } from '../../database/database.ts';
import { nodesServing } from '../../storage/tables/nodes.ts';

/** Milliseconds a publish waits for others to serve it. */
export const usualPatience = 5_000;
/** Milliseconds between two looks, at first and later. */
const [soon, later] = [20, 200];

interface Awaited {
  readonly database: Database;
  readonly revision: number;
  /** This node, which serves it. */
  readonly node: string;
  readonly patience: number;
}

/** Until every node that lives serves the publish; when patience is at an end, those that do not are named. */
export async function awaitNodes({ database, revision, node, patience }: Awaited): Promise<NodesServing> {
  const until = performance.now() + patience;
  for (let pause = soon; ; pause = Math.min(pause * 2, later)) {
    const nodes = await nodesServing(database, revision, node);
    if (nodes.behind.length === 0 || performance.now() >= until) return nodes;
    await sleep(pause);
  }
}
