import type { SlowStatements } from '../database/slow-statements.ts';
import type { Domain } from '../domain.ts';
import { keepNodeDay } from '../http/operations/node-days.ts';
import { loadEndpoints } from '../http/operations/node-load.ts';
import { nodeDayEndpoint } from '../http/operations/nodes.ts';
import { Traffic } from '../http/pipeline/traffic.ts';
import type { Tenant } from '../tenant/tenant.ts';
import type { Task } from '../work/background/run-in-background.ts';

interface StateParts {
  readonly tenant: Tenant;
  readonly domains: readonly Domain[];
  readonly slow: Pick<SlowStatements, 'known'>;
  readonly clock: () => number;
}

/** How a server fares, for those who run it: its last day, and what has much to do. */
export function nodeState({ tenant, domains, slow, clock }: StateParts) {
  const traffic = new Traffic();
  const { database, node, nodeName: name, store } = tenant;
  const day = keepNodeDay({ database, recent: traffic.recent, node, name, clock });
  const queues = domains.flatMap((domain) => domain.queues ?? []);
  const task: Task = { name: 'day', every: 60_000, run: day.keep };
  return {
    traffic,
    endpoints: [nodeDayEndpoint(day), ...loadEndpoints({ queues, slow, store, dialect: database.dialect })],
    tasks: [task],
    /** Writes down what it has not yet. */
    keep: day.keep,
  };
}
