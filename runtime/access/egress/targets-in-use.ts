import { reachOfHost } from '../../../rules/hosts/reach-of-address.ts';
import type { Served } from '../../call/call.ts';
import type { Connection, Row } from '../../database/database.ts';
import type { ListedHosts } from './listed-hosts.ts';
import type { Targets } from './typed-targets.ts';

/** A host that an enabled record would have the server call. */
export interface TargetInUse {
  readonly host: string;
  readonly port: number;
  /** Name of the form whose records say so. */
  readonly form: string;
  /** How many of its records. */
  readonly records: number;
}

interface Looked {
  readonly served: Served;
  readonly reader: Connection;
  readonly quote: (name: string) => string;
  readonly targets: Targets;
}

const most = 10_000;
const named = 10;

/**
 * Those that nobody listed, or that were proposed and wait to be decided; addresses that are never called are left out.
 */
export async function targetsUndecided(looked: Looked, hosts: ListedHosts): Promise<readonly TargetInUse[]> {
  const found = await targetsInUse(looked);
  const { served, reader } = looked;
  const listed = await Promise.all(found.map(({ host, port }) => hosts.isListed(served, reader, host, port)));
  return found.filter((_, at) => listed[at] === false);
}

/** So many are named, the rest is counted; null: none wait. */
export async function tellUndecided(
  looked: Looked,
  hosts: ListedHosts,
): Promise<{ readonly count: number; readonly first: readonly string[] } | null> {
  const undecided = await targetsUndecided(looked, hosts);
  if (undecided.length === 0) return null;
  const first = undecided.slice(0, named).map(({ form, host, port }) => `${form} ${host}:${port}`);
  return { count: undecided.length, first };
}

async function targetsInUse({ served, reader, quote, targets }: Looked): Promise<readonly TargetInUse[]> {
  const found = new Map<string, TargetInUse>();
  for (const form of served.model.formsById.values()) {
    const says = targets(form);
    if (!says) continue;
    const { name, columns } = served.table(form);
    const ids = says.fields.filter((id) => columns.has(id));
    if (ids.length === 0) continue;
    const selected = ids.map((id) => `${quote(columns.get(id) ?? id)} AS ${quote(id)}`).join(', ');
    const rows = await reader.all<Row>(
      `SELECT ${selected} FROM ${quote(name)} WHERE ${quote('enabled')} = 1 LIMIT ${most}`,
    );
    for (const { host, port } of rows.flatMap(says.read)) {
      if (host === null || port === 0 || reachOfHost(host) === 'never') continue;
      const key = `${form.name} ${host} ${port}`;
      found.set(key, { form: form.name, host, port, records: (found.get(key)?.records ?? 0) + 1 });
    }
  }
  return [...found.values()];
}
