import { isIPv6 } from 'node:net';
import { BoundedMap } from '../../../metadata/common/bounded-map.ts';
import type { Connection } from '../../database/database.ts';

/** Milliseconds: whoever has signed in from somewhere within a quarter of a year is known there. */
const memory = 90 * 24 * 3600_000;
const looked = 200;
const manyUsers = 5_000;

interface KnownNetworks {
  /** Whether the user, by id, has signed in from there. */
  has(user: string, network: string): Promise<boolean>;
  add(user: string, network: string): void;
}

/** Knows the networks that people sign in from, by the audit trail. */
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

/**
 * Answers the network of an address: whoever has an IPv6 address usually has 2^64 of them, so that those count as one;
 * an IPv4 address is its own. Ports and zones that proxies and systems write behind it do not matter.
 */
export function networkOf(address: string): string {
  const bare = withoutPort(address.trim()).replace(/%.*$/, '').toLowerCase();
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(bare)?.[1];
  if (mapped !== undefined) return mapped;
  return isIPv6(bare) ? `${groupsOf(bare).slice(0, 4).join(':')}::/64` : bare;
}

function withoutPort(address: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d+)?$/.exec(address)?.[1];
  return bracketed ?? address.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
}

/** All eight, without leading zeros. An IPv4 tail stands for two, beyond those that count here. */
function groupsOf(address: string): readonly string[] {
  const plain = address.replace(/:\d+\.\d+\.\d+\.\d+$/, ':0:0');
  const [head = '', tail] = plain.split('::');
  const [before, after] = [head, tail ?? ''].map((part) => (part === '' ? [] : part.split(':')));
  const missing = 8 - (before?.length ?? 0) - (after?.length ?? 0);
  const zeros = tail === undefined ? [] : Array.from({ length: Math.max(0, missing) }, () => '0');
  return [...(before ?? []), ...zeros, ...(after ?? [])].map((group) => group.replace(/^0+(?=.)/, ''));
}
