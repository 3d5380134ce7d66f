import type { Connection } from '../../database/database.ts';
import { createKnownNetworks } from './known-networks.ts';
import { recallFailures, Throttle, type ThrottleOptions } from './throttle.ts';

/** Strangers share the pauses of an account: long enough to make guessing hopeless, short enough to get by. */
const forAccounts: ThrottleOptions = { first: 2, longest: 60, memory: 900 };
/** The waits of a user who is known: he waits for nobody's guesses but those of his own network or browser. */
const forKnown: ThrottleOptions = { first: 2, longest: 60, memory: 3600 };
const forDevices: ThrottleOptions = { first: 2, longest: 900, memory: 3600 };
const forNetworks: ThrottleOptions = { first: 2, longest: 900, memory: 3600 };

const forSpared: ThrottleOptions = { first: 2, longest: 900, memory: 3600 };
const forPardons: ThrottleOptions = { first: 1, longest: 1, memory: 3600 };

/** A network may be that of a whole office. */
const freeForNetwork = 20;
/** Attempts at known accounts that a network has beside what its neighbours used up. */
const freeForSpared = 5;
/**
 * Failures an hour that sign-ins without a known device forgive: whoever guesses beside an owner is not forgiven for
 * good.
 */
const mostPardoned = 60;

/** A try to be let in. */
export interface Attempt {
  /** The name that was typed. */
  readonly account: string;
  /** Id of the user of that name; null: there is none. */
  readonly user: string | null;
  readonly network: string;
  /** Name of the device that brings proof that the user signed in there before; null: there is no such proof. */
  readonly device: string | null;
}

/** Until when, and whose guesses it was. */
interface Pause {
  readonly seconds: number;
  readonly by: 'network' | 'account';
}

export interface Throttles {
  /**
   * Null: the attempt may be made, and counts as failed until it succeeded. `free` failures of an account cost nothing.
   */
  enter(attempt: Attempt, free: number): Promise<Pause | null>;
  /** Forgives what this network, or this device, got wrong about this account, and nothing else. */
  succeeded(attempt: Attempt): Promise<void>;
}

/**
 * By account and by network, and both: a stranger with many addresses slows strangers down, never who is known by his
 * device or by the network he signed in from before; and whoever signs in himself clears nobody's guesses on others.
 * Where neighbours used up what their network may try, who is known there has a few attempts left, and no stranger has:
 * a right password that passed from everywhere would be a free guess for everybody.
 * Failures are remembered through a restart and across nodes: they stand in the audit trail.
 */
export function createThrottles(database: Connection, clock: () => number): Throttles {
  const networks = new Throttle(
    forNetworks,
    clock,
    recallFailures(database, ({ network }) => network),
  );
  const accounts = new Throttle(
    forAccounts,
    clock,
    recallFailures(database, ({ account }) => account, 'account'),
  );
  const pairs = new Throttle(
    forKnown,
    clock,
    recallFailures(database, ({ account, network }) => pairOf(account, network)),
  );
  const nothing = async () => ({ failures: 0, last: 0 });
  const devices = new Throttle(forDevices, clock, nothing);
  const spared = new Throttle(forSpared, clock, nothing);
  const pardons = new Throttle(forPardons, clock, nothing);
  const known = createKnownNetworks(database, clock);
  /** Attempts that were made though their network had to wait. */
  const sparing = new WeakSet<Attempt>();

  /** Counts the failures that are forgiven now. */
  function pardoned(pair: string, failures: number): number {
    const left = Math.max(0, mostPardoned - pardons.failures(pair));
    const count = Math.min(failures, left);
    for (let at = 0; at < count; at++) pardons.count(pair);
    return count;
  }

  return {
    async enter(attempt, free) {
      const { account, user, network, device } = attempt;
      if (device !== null) {
        const seconds = devices.wait(device, free);
        if (seconds > 0) return { seconds, by: 'account' };
        devices.count(device);
        return null;
      }
      const pair = pairOf(account, network);
      const isKnown = user !== null && (await known.has(user, network));
      await Promise.all([
        networks.look(network),
        pairs.look(pair),
        isKnown ? undefined : accounts.look(account),
      ]);
      const byNetwork = networks.wait(network, freeForNetwork);
      const isSpared = byNetwork > 0 && isKnown && spared.wait(network, freeForSpared) === 0;
      if (byNetwork > 0 && !isSpared) return { seconds: byNetwork, by: 'network' };
      const seconds = isKnown ? pairs.wait(pair, free) : accounts.wait(account, free);
      if (seconds > 0) return { seconds, by: 'account' };
      if (isSpared) {
        sparing.add(attempt);
        spared.count(network);
      }
      networks.count(network);
      pairs.count(pair);
      if (!isKnown) accounts.count(account);
      return null;
    },
    async succeeded(attempt) {
      const { account, user, network, device } = attempt;
      const wasKnown = user !== null && (await known.has(user, network));
      if (user !== null) known.add(user, network);
      if (device !== null) return devices.forgive(device, devices.failures(device));
      if (sparing.has(attempt)) spared.forgive(network, 1);
      const pair = pairOf(account, network);
      // The try that succeeded was counted, too.
      const own = 1 + pardoned(pair, Math.max(0, pairs.failures(pair) - 1));
      pairs.forgive(pair, own);
      networks.forgive(network, own);
      if (!wasKnown) accounts.forgive(account, own);
    },
  };
}

function pairOf(account: string, network: string): string {
  return `${network}\n${account}`;
}
