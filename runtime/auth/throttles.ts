import type { Connection } from '../database/database.ts';
import { createKnownNetworks } from './known-networks.ts';
import { recallFailures, Throttle, type ThrottleOptions } from './throttle.ts';

/** Strangers share the pauses of an account: long enough to make guessing hopeless, short enough to get by. */
const forAccounts: ThrottleOptions = { first: 2, longest: 60, memory: 900 };
/** Whoever is known waits for nobody's guesses but those of his own network or browser. */
const forKnown: ThrottleOptions = { first: 2, longest: 60, memory: 3600 };
const forDevices: ThrottleOptions = { first: 2, longest: 900, memory: 3600 };
const forNetworks: ThrottleOptions = { first: 2, longest: 900, memory: 3600 };

/** A network may be that of a whole office. */
const freeForNetwork = 20;

/** Who tries to be let in. */
export interface Attempt {
  /** The name that was typed. */
  readonly account: string;
  /** Id of the user of that name; null: there is none. */
  readonly user: string | null;
  readonly network: string;
  /** Where somebody brings proof that the user signed in there before: the name of the device. */
  readonly device: string | null;
}

/** Until when, and whose guesses it was. */
interface Pause {
  readonly seconds: number;
  readonly by: 'network' | 'account';
}

export interface Throttles {
  /** Null: the attempt may be made, and counts as failed until it succeeded. `free` failures of an account cost nothing. */
  enter(attempt: Attempt, free: number): Promise<Pause | null>;
  /** Forgives what this network, or this device, got wrong about this account, and nothing else. */
  succeeded(attempt: Attempt): Promise<void>;
}

/**
 * By account and by network, and both: a stranger with many addresses slows strangers down, never who is known by his
 * device or by the network he signed in from before; and whoever signs in himself clears nobody's guesses on others.
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
  const devices = new Throttle(forDevices, clock, async () => ({ failures: 0, last: 0 }));
  const known = createKnownNetworks(database, clock);

  return {
    async enter({ account, user, network, device }, free) {
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
      if (byNetwork > 0) return { seconds: byNetwork, by: 'network' };
      const seconds = isKnown ? pairs.wait(pair, free) : accounts.wait(account, free);
      if (seconds > 0) return { seconds, by: 'account' };
      networks.count(network);
      pairs.count(pair);
      if (!isKnown) accounts.count(account);
      return null;
    },
    async succeeded({ account, user, network, device }) {
      const wasKnown = user !== null && (await known.has(user, network));
      if (user !== null) known.add(user, network);
      if (device !== null) return devices.forgive(device, devices.failures(device));
      const pair = pairOf(account, network);
      const own = pairs.failures(pair);
      pairs.forgive(pair, own);
      networks.forgive(network, own);
      if (!wasKnown) accounts.forgive(account, own);
    },
  };
}

function pairOf(account: string, network: string): string {
  return `${network}\n${account}`;
}
