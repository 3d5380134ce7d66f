import type { Database } from '../../database/database.ts';
import type { Task } from '../../work/background/run-in-background.ts';
import { linkTrail } from './link-trail.ts';

export interface TrailParts {
  readonly database: Database;
  /** This node, for leases. */
  readonly node: string;
}

/** Looks after the audit trail behind whoever writes it. */
export function keepTrail({ database, node }: TrailParts) {
  const tasks: readonly Task[] = [
    { name: 'audit-links', every: 2_000, run: () => linkTrail(database, node) },
  ];
  return { tasks };
}
