import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Member } from '../place/members.ts';
import type { Place } from './make-trouble.ts';

/** Seconds for which a member may apply nothing of what waits for it. */
const patience = 60;

interface Progress {
  readonly applied: string | null;
  readonly since: number;
}

/**
 * Does what operators are told to: a member that answers and is joined, but applies nothing of what waits for it, keeps
 * all others from writing. What it is at is noted, and it is started anew. Answers how often that was done.
 */
export async function restartStuck(
  { members, say }: Pick<Place, 'members' | 'say'>,
  isOver: () => boolean,
): Promise<readonly string[]> {
  const done: string[] = [];
  const seen = new Map<Member, Progress>();
  for (; !isOver(); await sleep(5_000))
    for (const member of members.all) {
      const known = seen.get(member);
      const now = await look(member, known);
      if (!now) seen.delete(member);
      else if (performance.now() - now.since < patience * 1_000) seen.set(member, now);
      else {
        seen.delete(member);
        say(`${member.name} applies nothing any more; it is started anew`);
        writeFileSync(
          join(members.folder, `${member.name}-stuck-${done.length}.log`),
          await whatItIsAt(member),
        );
        await member.kill();
        await member.join();
        done.push('member-stuck');
      }
    }
  return done;
}

/** Null: it does not answer, is not joined, or nothing waits for it. */
async function look(member: Member, known: Progress | undefined): Promise<Progress | null> {
  if (!member.isRunning()) return null;
  const [applied, waiting, state] = await Promise.all(
    ['wsrep_last_committed', 'wsrep_local_recv_queue', 'wsrep_local_state_comment'].map(member.status),
  );
  if (state !== 'Synced' || Number(waiting ?? 0) === 0 || applied === undefined) return null;
  return known?.applied === applied ? known : { applied, since: performance.now() };
}

async function whatItIsAt(member: Member): Promise<string> {
  const parts: string[] = [];
  for (const sql of [
    'SHOW FULL PROCESSLIST',
    'SHOW ENGINE INNODB STATUS',
    "SHOW GLOBAL STATUS LIKE 'wsrep_%'",
  ])
    parts.push(sql, JSON.stringify(await member.ask(sql).catch(String), null, 1));
  return parts.join('\n');
}
