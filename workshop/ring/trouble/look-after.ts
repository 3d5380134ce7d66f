import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Member } from '../place/members.ts';
import type { Place } from './make-trouble.ts';

/** Seconds for which a member may apply nothing of what waits for it, or be none of those that may write. */
const patience = 60;
/** Seconds for which nobody may write. */
const withoutAnybody = 30;

/** What a member says of itself. */
interface Look {
  readonly member: Member;
  readonly applied: string;
  /** Whether it is one of those that may write. */
  readonly isPrimary: boolean;
  readonly isStuck: boolean;
}

interface Progress {
  readonly applied: string;
  readonly since: number;
}

/**
 * Does what operators are told to. A member that answers and is joined, but applies nothing of what waits for it, keeps
 * all others from writing: what it is at is noted, and it is started anew. So is one that hears the others no more, one
 * that the others do without for a minute, though it runs, and one that takes itself for one of many when most are by
 * themselves. Where none that answers may write, the one that knows most begins a cluster, which the others join.
 * Answers how often each was done.
 */
export async function lookAfter(
  place: Pick<Place, 'members' | 'say'>,
  isOver: () => boolean,
): Promise<readonly string[]> {
  const done: string[] = [];
  const joining = new Map<Member, Promise<void>>();
  const ill = new Map<Member, Progress>();
  let nobodySince = performance.now();
  for (; !isOver(); await sleep(5_000)) {
    const looks = (await Promise.all(place.members.all.map(look))).filter((one) => one !== null);
    const now = performance.now();
    const primary = looks.filter(({ isPrimary }) => isPrimary);
    const isApart = looks.length - primary.length > place.members.all.length / 2;
    if (primary.length > 0 || looks.length < 2) nobodySince = now;
    else if (now - nobodySince > withoutAnybody * 1_000) {
      done.push(await beginAgain(place, looks));
      nobodySince = performance.now();
    }
    for (const member of place.members.all) {
      const one = looks.find((each) => each.member === member);
      const isAlone = one && primary.length > 0 && one.isPrimary === isApart;
      const known = ill.get(member);
      if (!one || joining.has(member) || !(one.isStuck || isAlone)) ill.delete(member);
      else if (known?.applied !== one.applied) ill.set(member, { applied: one.applied, since: now });
      else if (now - known.since > patience * 1_000) {
        ill.delete(member);
        done.push(await kill(place, one));
        // Until there is a cluster that it may join, the others are looked after.
        const joined = member.join().catch(String);
        joining.set(
          member,
          joined.then(() => void joining.delete(member)),
        );
      }
    }
  }
  await Promise.all(joining.values());
  return done;
}

/** Null: it does not run, or answers nobody. */
async function look(member: Member): Promise<Look | null> {
  if (!member.isRunning()) return null;
  const [applied, waiting, state, cluster] = await Promise.all(
    [
      'wsrep_last_committed',
      'wsrep_local_recv_queue',
      'wsrep_local_state_comment',
      'wsrep_cluster_status',
    ].map(member.status),
  );
  if (!applied || !cluster) return null;
  const isStuck = state === 'Synced' && (Number(waiting ?? 0) > 0 || (await isDeaf(member)));
  return { member, applied, isPrimary: cluster === 'Primary', isStuck };
}

/** Whether it hears nothing of the others, though it says that it is one of them: it waits for what they wrote in vain. */
async function isDeaf(member: Member): Promise<boolean> {
  const heard = await member.ask('SET STATEMENT wsrep_sync_wait = 1 FOR SELECT 1').catch(() => null);
  return heard === null;
}

async function beginAgain({ say }: Pick<Place, 'say'>, looks: readonly Look[]): Promise<string> {
  const [first] = looks.toSorted((a, b) => Number(b.applied) - Number(a.applied));
  say(`none of them may write any more; ${first?.member.name} begins anew with ${first?.applied}`);
  await first?.member.ask("SET GLOBAL wsrep_provider_options = 'pc.bootstrap=YES'").catch(String);
  return 'cluster-begun-again';
}

async function kill(
  { members, say }: Pick<Place, 'members' | 'say'>,
  { member, isPrimary }: Look,
): Promise<string> {
  const why = isPrimary ? 'applies nothing any more' : 'is not one of the others any more';
  say(`${member.name} ${why}; it is started anew`);
  const file = `${member.name}-ill-${Math.trunc(performance.now())}.log`;
  writeFileSync(join(members.folder, file), await whatItIsAt(member));
  await member.kill();
  return isPrimary ? 'member-stuck' : 'member-apart';
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
