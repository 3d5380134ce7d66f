import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, DatabaseMember } from '../../database/database.ts';
import { tolerated } from '../../database/shared-clock.ts';
import { createNodeClocks } from '../../storage/tables/node-clocks.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

/** Milliseconds in which something is heard of a node that lives, or of a change of tables, and between two looks. */
const [patience, pause] = [3_000, 200];
/** Tables that are named at most. */
const shown = 10;

/**
 * Tells, where there are several servers, or the one there is would not do, which one is worked with, and what is wrong
 * with others.
 */
export async function checkMembers(database: Database): Promise<readonly Finding[]> {
  // The first look says what is known anywhere, the second one who does not know it yet.
  const first = await database.members();
  const members = first.length > 1 ? await database.members() : first;
  const isPlain = members.length === 1 && members[0]?.state === 'writable';
  return isPlain ? [] : [...members.map(findingOf), ...(await checkTables(database))];
}

/** Whether members have the same tables; one to which a change is on its way has them by the next look. */
async function checkTables(database: Database): Promise<readonly Finding[]> {
  let apart = await database.tablesApart();
  for (const until = performance.now() + patience; apart.length > 0 && performance.now() < until; ) {
    await sleep(pause);
    apart = await database.tablesApart();
  }
  return apart.map(({ name: member, tables }) =>
    fail('doctor-member-tables', { member, tables: tables.slice(0, shown).join(', '), count: tables.length }),
  );
}

function findingOf({ name: member, active, state, reason }: DatabaseMember): Finding {
  const params = { member, reason };
  if (state === 'writable') return ok(active ? 'doctor-member-active' : 'doctor-member', params);
  if (state === 'read-only')
    return active ? fail('doctor-member-read-only', params) : ok('doctor-member-waits', params);
  return warn(state === 'behind' ? 'doctor-member-behind' : 'doctor-member-away', params);
}

/** Whether the members that running servers work with agree on the time, and with what was committed. */
export async function checkNodeClocks(database: Database): Promise<readonly Finding[]> {
  const clocks = createNodeClocks(database, '', 1);
  const until = performance.now() + patience;
  await clocks.look();
  while (clocks.inDoubt() && performance.now() < until) {
    await sleep(pause);
    await clocks.look();
  }
  const apart = clocks.clocks().filter(({ ahead }) => Math.abs(ahead) > tolerated);
  return [
    ...apart.map(({ name, ahead }) =>
      warn(ahead > 0 ? 'doctor-node-clock-slow' : 'doctor-node-clock-fast', {
        node: name,
        seconds: seconds(ahead),
      }),
    ),
    ...(clocks.commitsAhead() > tolerated
      ? [warn('doctor-commits-ahead', { seconds: seconds(clocks.commitsAhead()) })]
      : []),
  ];
}

function seconds(milliseconds: number): string {
  return (Math.abs(milliseconds) / 1000).toFixed(1);
}
