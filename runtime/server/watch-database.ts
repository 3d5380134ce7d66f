import type { Log } from '../config/log.ts';
import type { Database, DatabaseMember } from '../database/database.ts';
import { type SharedClock, tolerated } from '../database/shared-clock.ts';
import { whenCommitted } from '../database/when-committed.ts';
import { createNodeClocks, type NodeClocks } from '../storage/tables/node-clocks.ts';
import type { Task } from '../work/background/run-in-background.ts';
import { tellingSkew } from './tell-skew.ts';

/** The servers of a node's database, as it knows them, and their clocks. */
export interface DatabaseWatch {
  /** As they were when they were looked at last. */
  members(): readonly DatabaseMember[];
  readonly clocks: Pick<NodeClocks, 'clocks' | 'commitsAhead'>;
  readonly tasks: readonly Task[];
}

interface WatchParts {
  readonly database: Database;
  readonly node: string;
  readonly shared: SharedClock;
  readonly log: Log;
}

/**
 * Looks at what is around the database; whoever runs the server is told once of each thing that goes wrong, and once
 * when it is right again.
 */
export function watchDatabase({ database, node, shared, log }: WatchParts): DatabaseWatch {
  const clocks = createNodeClocks(database, node);
  let members: readonly DatabaseMember[] = [];
  const apart = new Set<string>();
  let isLate = false;

  async function lookAtMembers(): Promise<void> {
    const before = new Map(members.map((member) => [member.name, member]));
    members = await database.members();
    for (const { name, state, active, reason } of members) {
      const former = before.get(name) ?? { state: 'writable', active };
      if (active && !former.active)
        log.warn({ member: name }, 'another member of the database is worked with now');
      if (state === former.state && active === former.active) continue;
      const said = { member: name, active, state, reason };
      if (state !== 'writable') {
        // A replica waits until it is needed.
        const level = state === 'read-only' && !active ? 'info' : 'warn';
        log[level](said, 'nothing can be written to this member of the database');
      } else if (former.state !== state)
        log.info(said, 'this member of the database can be written to again');
    }
  }

  async function lookAtClocks(): Promise<void> {
    await clocks.look();
    const known = clocks.clocks();
    for (const other of apart) if (!known.some(({ id }) => id === other)) apart.delete(other);
    for (const { id: other, name, ahead } of known) {
      const isApart = Math.abs(ahead) > tolerated;
      if (isApart === apart.has(other)) continue;
      const said = { node: name, ahead: seconds(ahead) };
      if (isApart) {
        apart.add(other);
        log.warn(
          said,
          "the clock of this node's member of the database is apart from that of another node's, in seconds: let NTP set both",
        );
      } else {
        apart.delete(other);
        log.info(
          said,
          "the clock of this node's member of the database is as that of the other node's again",
        );
      }
    }
    const ahead = clocks.commitsAhead();
    if (ahead > tolerated === isLate) return;
    isLate = !isLate;
    if (isLate)
      log.warn(
        { ahead: seconds(ahead) },
        "the newest commit is later than the database's clock says, in seconds: a member was fast, or its clock was put back",
      );
    else log.info("the database's clock has caught up with the newest commit");
  }

  /** A node that is alone with its database hears of another one by what that commits. */
  const lookForOthers = whenCommitted(database, lookAtClocks);

  return {
    members: () => members,
    clocks,
    tasks: [
      { name: 'clock', every: 2_000, run: tellingSkew(shared, log) },
      { name: 'members', every: 5_000, run: lookAtMembers },
      // Not in step with heartbeats, which come every two seconds: some of them are seen when they are quite new.
      {
        name: 'node-clocks',
        every: 700,
        run: () => (clocks.clocks().length > 0 ? lookAtClocks() : lookForOthers()),
      },
    ],
  };
}

function seconds(milliseconds: number): number {
  return Math.round(milliseconds / 100) / 10;
}
