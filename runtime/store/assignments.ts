import type { Connection } from '../database/database.ts';
import { byCount, padded } from './in-list.ts';

const ofRecords = byCount(
  (marks) => `SELECT record, org, by_org FROM gj_assignment WHERE form = ? AND record IN (${marks})`,
);

interface Assigned {
  readonly record: string;
  readonly org: string;
  readonly by_org: string | null;
}

/** Organisations a record was assigned to, each with the one that passed it on. */
export async function holdersOf(
  reader: Connection,
  form: string,
  record: string,
): Promise<ReadonlyMap<string, string>> {
  return (await allHolders(reader, form, [record])).get(record) ?? new Map();
}

/** The same for several records; those without assignments are absent. */
export async function allHolders(
  reader: Connection,
  form: string,
  records: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const found = new Map<string, Map<string, string>>();
  if (records.length === 0) return found;
  const rows = await reader.all<Assigned>(ofRecords(records.length), [form, ...padded(records)]);
  for (const { record, org, by_org: by } of rows) {
    const holders = found.get(record);
    if (holders) holders.set(org, by ?? '');
    else found.set(record, new Map([[org, by ?? '']]));
  }
  return found;
}
