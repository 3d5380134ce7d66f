import { BoundedMap } from '../../metadata/bounded-map.ts';
import type { Connection } from '../database/database.ts';
import { networkOf } from './network.ts';

/** Milliseconds: whoever has signed in from somewhere within a quarter of a year is known there. */
const memory = 90 * 24 * 3600_000;
const looked = 200;
const manyUsers = 5_000;

export interface KnownNetworks {
  /** Whether the user, by id, has signed in from there. */
  has(user: string, network: string): Promise<boolean>;
  add(user: string, network: string): void;
}

/** Where people sign in from stands in the audit trail. */
export function createKnownNetworks(database: Connection, clock: () => number): KnownNetworks {
  const known = new BoundedMap<string, Promise<Set<string>>>(manyUsers);

  async function read(user: string): Promise<Set<string>> {
    const rows = await database.all<{ detail: string | null }>(
      `select detail from gj_audit where actor = ? and at > ? and action = 'sign-in' order by at desc limit ${looked}`,
      [user, clock() - memory],
    );
    return new Set(
      rows.flatMap(({ detail }) => {
        const { address } = JSON.parse(detail ?? '{}') as { address?: unknown };
        return typeof address === 'string' ? [networkOf(address)] : [];
      }),
    );
  }

  function of(user: string): Promise<Set<string>> {
    let networks = known.get(user);
    if (!networks) {
      networks = read(user);
      networks.catch(() => known.delete(user));
      known.set(user, networks);
    }
    return networks;
  }

  return {
    has: async (user, network) => (await of(user)).has(network),
    add: (user, network) =>
      void known.get(user)?.then(
        (networks) => networks.add(network),
        () => {},
      ),
  };
}
