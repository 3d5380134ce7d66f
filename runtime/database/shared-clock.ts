import type { Database } from './database.ts';

/** The clock by which all nodes judge in memory: that of this machine, set by that of the database. */
export interface SharedClock {
  /** Milliseconds since 1970, as the database counts them. */
  now(): number;
  /** Milliseconds that the clock of this machine is ahead of the database's; below zero, behind it. */
  ahead(): number;
  /** Asks the database what time it is; to be done now and then. */
  set(): Promise<void>;
}

/** A difference that is told, in milliseconds. */
export const tolerated = 2_000;
/**
 * The difference that machines which keep their time may have, in milliseconds: it changes nothing, and time takes no
 * steps for it.
 */
const usual = 100;

export function createSharedClock(database: Database, machine: () => number): SharedClock {
  let ahead = 0;
  return {
    now: () => machine() - ahead,
    ahead: () => ahead,
    async set() {
      const found = await clockAhead(database, machine);
      // An answer that took long says no more than that it lies somewhere in between.
      if (Math.abs(found.milliseconds - ahead) > usual + found.uncertain) ahead = found.milliseconds;
    },
  };
}

/** Measures how far a clock is ahead of the database's, in milliseconds, and by how much that may be wrong. */
export async function clockAhead(
  database: Database,
  machine: () => number,
): Promise<{ readonly milliseconds: number; readonly uncertain: number }> {
  const before = machine();
  const began = performance.now();
  const row = await database.first<{ now: number }>(`SELECT ${database.dialect.now} AS now`);
  const took = performance.now() - began;
  return { milliseconds: Math.round(before + took / 2 - Number(row?.now ?? 0)), uncertain: took / 2 };
}
