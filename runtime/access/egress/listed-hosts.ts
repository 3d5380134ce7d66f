import {
  type Allowance,
  allowanceFor,
  type HostEntry,
  patternOf,
  portsOf,
} from '../../../rules/hosts/host-entry.ts';
import type { Served } from '../../call/call.ts';
import type { Connection } from '../../database/database.ts';

/** Id of the platform's form in which administrators list hosts. */
export const hostForm = 'allowed-host';

/** Tells which hosts may be called, asked each time, so that a host that was taken off the list is called no more. */
export interface ListedHosts {
  /** Whether people may type this host; true as well where the packages of before are installed, which have no list. */
  isListed(served: Served, reader: Connection, host: string, port: number): Promise<boolean>;
  /** Answers how far it may be reached now; null: not at all. */
  allowance(served: Served, reader: Connection, host: string, port: number): Promise<Allowance | null>;
  /** Lists one as long as this process runs: a program that it started. */
  add(entry: HostEntry): void;
}

interface ListedEntry extends HostEntry {
  /** Proposed at the upgrade, and nobody decided yet: what is public goes on. */
  readonly isProposed: boolean;
}

/** `environment`: what the operator listed. */
export function createListedHosts(
  environment: readonly HostEntry[],
  quote: (name: string) => string,
): ListedHosts {
  const ofOperator = environment.map((entry) => ({ ...entry, isProposed: false }));

  const added: ListedEntry[] = [];

  async function entries(served: Served, reader: Connection): Promise<readonly ListedEntry[]> {
    return [...ofOperator, ...added, ...(await readEntries(served, reader, quote))];
  }

  return {
    add: (entry) => void added.push({ ...entry, isProposed: false }),

    async isListed(served, reader, host, port) {
      if (!served.model.formsById.has(hostForm)) return true;
      const decided = (await entries(served, reader)).filter(({ isProposed }) => !isProposed);
      return allowanceFor(decided, { host, port }) !== null;
    },
    async allowance(served, reader, host, port) {
      const found = allowanceFor(await entries(served, reader), { host, port });
      // Without a list nobody could put a host on it: what is public goes on until the upgrade.
      return found ?? (served.model.formsById.has(hostForm) ? null : { isPrivate: false });
    },
  };
}

async function readEntries(
  served: Served,
  reader: Connection,
  quote: (name: string) => string,
): Promise<readonly ListedEntry[]> {
  const form = served.model.formsById.get(hostForm);
  if (!form) return [];
  const { name: table, columns } = served.table(form);
  const column = (id: string) => quote(columns.get(id) ?? id);
  const rows = await reader.all<
    Readonly<Record<'host' | 'ports' | 'isPrivate' | 'state', string | number | null>>
  >(
    `SELECT ${column('host')} AS host, ${column('ports')} AS ports, ${column('private')} AS isPrivate, ${column('state')} AS state FROM ${quote(table)} WHERE ${column('enabled')} = 1`,
  );
  return rows.flatMap(({ host, ports, isPrivate, state }) => {
    const [pattern, numbers] = [patternOf(String(host)), portsOf(String(ports))];
    const isProposed = state !== 'allowed';
    // Nobody decided about a proposal, so it opens nothing that is private.
    return pattern === null || numbers === null
      ? []
      : [{ host: pattern, ports: numbers, isPrivate: Number(isPrivate) === 1 && !isProposed, isProposed }];
  });
}
