import { setTimeout as sleep } from 'node:timers/promises';
import { leftOut } from '../../../runtime/care/backup/describe-tables.ts';
import type { Member } from '../place/members.ts';

/** Servers write on, if little: what is unlike each time is no matter of when it was asked. */
const times = 5;

/**
 * Names the tables that the members of a cluster do not have alike: there the database broke its own promise, and what
 * servers answered of them is nobody's fault but its. Those that live for a moment are left out.
 */
export async function unlikeTables(
  members: readonly Pick<Member, 'ask'>[],
  database: string,
): Promise<readonly string[]> {
  const [first] = members;
  const found = await first?.ask<{ name: string }>(
    `SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = '${database}' AND TABLE_TYPE = 'BASE TABLE'`,
  );
  let unlike = (found ?? []).map(({ name }) => name).filter((name) => !leftOut.has(name));
  for (let time = 0; time < times && unlike.length > 0; time += 1) {
    if (time > 0) await sleep(2_000);
    const sums = await Promise.all(members.map((member) => sumsOf(member, database, unlike)));
    unlike = unlike.filter((name) => new Set(sums.map((all) => all.get(name))).size > 1);
  }
  return unlike;
}

/** What a member has, once it has all that was written before. */
async function sumsOf(
  member: Pick<Member, 'ask'>,
  database: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  await member.ask('SET STATEMENT wsrep_sync_wait = 1 FOR SELECT 1');
  const sums = new Map<string, string>();
  for (const name of names) {
    const [row] = await member.ask<{ Checksum: number | null }>(`CHECKSUM TABLE \`${database}\`.\`${name}\``);
    sums.set(name, String(row?.Checksum));
  }
  return sums;
}
