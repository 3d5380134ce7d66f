import { ownTooMuch } from '../pipeline/refusals.ts';

/** Bytes that one person may have kept in a day without any role, what was replaced counted. */
const most = 8 * 1024 * 1024;
const day = 24 * 3600_000;
const manyPeople = 10_000;

interface Spent {
  readonly since: number;
  bytes: number;
}

export interface WriteBudget {
  /** Refuses what would be too much for the day; an answer costs a little, however small what is kept. */
  spend(user: string, bytes: number, now: number): void;
}

/** What everybody may keep has its end, also where each of it replaces another: history keeps them all. */
export function createWriteBudget(): WriteBudget {
  const people = new Map<string, Spent>();
  return {
    spend(user, bytes, now) {
      const known = people.get(user);
      const spent = known && now - known.since < day ? known : { since: now, bytes: 0 };
      const next = spent.bytes + bytes + 512;
      if (next > most)
        throw ownTooMuch({
          megabytes: most / 1024 / 1024,
          seconds: Math.ceil((spent.since + day - now) / 1000),
        });
      spent.bytes = next;
      if (spent === known) return;
      if (people.size >= manyPeople)
        for (const [old, one] of people) if (now - one.since >= day) people.delete(old);
      people.set(user, spent);
    },
  };
}
