import type { Egress } from '../../access/egress/egress.ts';
import type { Config } from '../../config/config.ts';
import type { Log } from '../../config/log.ts';
import type { Database } from '../../database/database.ts';
import { whenCommitted } from '../../database/when-committed.ts';
import type { Task } from '../../work/background/run-in-background.ts';
import { type ForwardState, forwardState, forwardTrail } from './forward-trail.ts';
import { linkTrail } from './link-trail.ts';

export interface TrailParts {
  readonly database: Database;
  /** This node, for leases. */
  readonly node: string;
  readonly egress: Egress;
  readonly log: Log;
  /** The address at which people reach this system. */
  readonly url: string;
  /** Default: nothing is forwarded. */
  readonly config?: Pick<Config, 'auditForward'>;
}

/** What happens to the audit trail behind whoever writes it. */
export interface TrailKeeper {
  readonly tasks: readonly Task[];
  /** Null: nothing is forwarded by this node. */
  forwarding(): Promise<ForwardState | null>;
}

export function keepTrail({ config, url, ...parts }: TrailParts): TrailKeeper {
  const { database, node } = parts;
  const to = config?.auditForward;
  const { hostname } = new URL(url);
  const links: Task = {
    name: 'audit-links',
    every: 2_000,
    run: whenCommitted(database, async () => void (await linkTrail(database, node))),
  };
  if (!to) return { tasks: [links], forwarding: async () => null };
  const run = () => forwardTrail({ ...parts, to, hostname });
  return {
    tasks: [links, { name: 'audit-forward', every: 5_000, run }],
    forwarding: () => forwardState(database),
  };
}
