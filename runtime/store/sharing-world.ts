import type { SharedRecord, World } from '../../rules/sharing/strategy.ts';
import type { Call } from '../call.ts';
import type { Connection } from '../database/database.ts';
import { allHolders } from './assignments.ts';
import type { RecordLayout } from './layout.ts';
import { namesakeSource } from './namesakes.ts';
import type { Stored } from './stored.ts';

/** A record as sharing sees it. */
export function sharedRecord(layout: RecordLayout, stored: Stored): SharedRecord {
  const number = layout.form.number ? stored[layout.form.number.id] : null;
  return {
    id: stored.id,
    org: stored.org,
    sharing: stored.sharing,
    number: typeof number === 'string' ? number : null,
  };
}

/** All that a change of one record's sharing depends on, as it is inside the transaction. */
export async function gatherWorld(
  tx: Connection,
  call: Call,
  layout: RecordLayout,
  record: SharedRecord,
): Promise<World> {
  const { number } = record;
  const found =
    typeof number === 'string' ? (await namesakeSource(layout)?.read(tx, [number]))?.get(number) : undefined;
  const own = await allHolders(tx, layout.form.id, [record.id]);
  const copies = await tx.all<{ record: string; org: string }>(
    'SELECT record, org FROM gj_overlay WHERE form = ? AND record = ?',
    [layout.form.id, record.id],
  );
  const holders = new Map([...(found?.holders ?? []), ...own]);
  return {
    tree: call.served.orgs,
    holders: (id) => holders.get(id) ?? new Map(),
    personalised: (id, org) => copies.some((copy) => copy.record === id && copy.org === org),
    namesakes: () => (found?.records ?? []).filter((other) => other.id !== record.id),
  };
}
