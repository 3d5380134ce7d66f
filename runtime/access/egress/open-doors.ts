import type { Allowance } from '../../../rules/hosts/host-entry.ts';
import type { Served } from '../../call/call.ts';
import type { Connection } from '../../database/database.ts';
import { createEgress, type Egress, type Resolve } from './egress.ts';
import type { ListedHosts } from './listed-hosts.ts';

interface DoorsParts {
  readonly hosts: ListedHosts;
  readonly database: Connection;
  served(): Served;
  /** Default: as the system resolves names. */
  readonly resolve?: Resolve | undefined;
}

/** The door out of a server, which goes by the lists. */
export interface Doors {
  readonly egress: Egress;
  /** The same, which also lets through where a record of its own says so; null: as the lists say. */
  doorWith(own: (host: string, port: number) => Allowance | null): Egress;
}

export function openDoors({ hosts, database, served, resolve }: DoorsParts): Doors {
  const doorWith: Doors['doorWith'] = (own) =>
    createEgress({
      allowance: async (host, port) =>
        own(host, port) ?? (await hosts.allowance(served(), database, host, port)),
      ...(resolve ? { resolve } : {}),
    });
  return { egress: doorWith(() => null), doorWith };
}
