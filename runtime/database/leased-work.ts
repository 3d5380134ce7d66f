/**
 * The work that one node of a cluster does at a time, and for how long its lease may stand without a heartbeat, in
 * milliseconds, before another node takes it over. Three heartbeats are usual: whoever starts after a crash waits for
 * the dead one's lease. Work that must not begin again because a node was busy for a while has longer.
 *
 * `runtime/server/leases.db.test.ts` pauses and wakes nodes in the midst of each.
 */
export const leasedWork = {
  migrations: 6_000,
  'first-start': 6_000,
  /** Changes of tables, and what must not meet them. */
  tables: 6_000,
  publish: 6_000,
  archives: 6_000,
  'package-data': 6_000,
  promoted: 6_000,
  /** A piece a design. */
  design: 6_000,
  designs: 6_000,
  'change-sets': 6_000,
  schedule: 6_000,
  /** A piece a run. */
  run: 30_000,
  /** A piece a queue of invoices. */
  issue: 30_000,
  masters: 6_000,
  /** What publishes have yet to fill in: a piece a publish. */
  fill: 6_000,
  /** A piece a story of the demo. */
  story: 6_000,
  outgoing: 6_000,
  /** Sealing the audit trail. */
  'audit-links': 6_000,
  /** What is forwarded of it. */
  'audit-forward': 30_000,
  indexes: 120_000,
  search: 6_000,
  /** Backups that the server makes by itself. */
  backup: 30_000,
} as const satisfies Readonly<Record<string, number>>;

export type LeasedWork = keyof typeof leasedWork;
