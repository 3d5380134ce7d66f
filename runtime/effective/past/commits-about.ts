import { parameterForm } from '../../../metadata/names.ts';
import type { HistoryRow } from '../../../migrations/rows/tables.ts';
import type { Address } from '../../../rules/params/address.ts';
import { inBatches } from '../../common/in-batches.ts';
import type { Connection } from '../../database/database.ts';
import { modelForm } from '../../model/publish/carry-out-publish.ts';
import { historyColumns, readEvent } from '../../storage/store/commit/history-row.ts';
import type { WriteEvent } from '../../storage/store/commit/planned-write.ts';
import { organisationForm } from '../../tenant/organisations.ts';
import { keysEver } from './address-values.ts';

/** A commit, with what of it could change what one organisation reads of one parameter. */
export interface CommitAbout {
  readonly revision: number;
  readonly at: number;
  readonly events: readonly WriteEvent[];
}

export interface About {
  readonly address: Address;
  readonly org: string | null;
  /** Revisions of publishes that brought other definitions. */
  readonly publishes: readonly number[];
}

/**
 * Commits with revisions in (after, until], the newest first and about so many: writes of values at the keys that are
 * asked, moves and zones of organisations, publishes of other definitions.
 */
export async function commitsAbout(
  reader: Connection,
  { address, org, publishes }: About,
  range: { readonly after: number; readonly until: number },
  most: number,
): Promise<{ readonly commits: readonly CommitAbout[]; readonly isWhole: boolean }> {
  const between = [range.after, range.until];
  const keys = keysEver(address.key).map((key) => `"address":${JSON.stringify(key)}`);
  const reads = (where: string, params: readonly (string | number)[]) =>
    reader.all<HistoryRow>(
      `SELECT ${historyColumns} FROM gj_history WHERE ${where} ORDER BY revision DESC LIMIT ${most}`,
      params,
    );
  const found = [
    // Keys have no character that JSON escapes.
    await reads(
      `form = ? AND revision > ? AND revision <= ? AND INSTR(snapshot, ?) > 0 AND (${keys.map(() => 'INSTR(snapshot, ?) > 0').join(' OR ')})`,
      [parameterForm, ...between, `"type":${JSON.stringify(address.type)}`, ...keys],
    ),
    await reads(
      `form = ? AND revision > ? AND revision <= ? AND (record = ? OR changed IS NULL OR INSTR(changed, '"parent"') > 0 OR INSTR(changed, '"timezone"') > 0)`,
      [organisationForm, ...between, org ?? ''],
    ),
    await publishesAmong(
      reader,
      publishes.filter((one) => one > range.after && one <= range.until).slice(-most),
    ),
  ];
  const cuts = found.filter((rows) => rows.length >= most).map((rows) => Number(rows.at(-1)?.revision ?? 0));
  const rows = found.flat().sort((a, b) => Number(a.revision) - Number(b.revision));
  const commits = await together(reader, rows.map(readEvent));
  // A commit before the earliest row of a list that was cut may be incomplete: the next page has it.
  const complete = commits.filter(({ revision, events }) =>
    cuts.every((cut) => revision > cut && (events[0]?.revision ?? 0) > cut),
  );
  return { commits: complete.reverse(), isWhole: cuts.length === 0 };
}

function publishesAmong(reader: Connection, revisions: readonly number[]): Promise<readonly HistoryRow[]> {
  if (revisions.length === 0) return Promise.resolve([]);
  return reader.all<HistoryRow>(
    `SELECT ${historyColumns} FROM gj_history WHERE form = ? AND revision IN (${revisions.map(() => '?').join(', ')}) ORDER BY revision DESC`,
    [modelForm, ...revisions],
  );
}

/** Events in order of revision, by the commits they were written in. */
async function together(reader: Connection, events: readonly WriteEvent[]): Promise<CommitAbout[]> {
  const last = new Map<number, { readonly revision: number; readonly at: number }>();
  for (const batch of inBatches(events, 200)) {
    const marks = batch.map(() => '?').join(', ');
    const rows = await reader.all<{ revision: number; last: number; at: number }>(
      `SELECT h.revision, c.last_revision AS last, c.at FROM gj_history h JOIN gj_commit c ON c.last_revision = (SELECT MIN(n.last_revision) FROM gj_commit n WHERE n.last_revision >= h.revision) WHERE h.revision IN (${marks})`,
      batch.map(({ revision }) => revision),
    );
    for (const row of rows)
      last.set(Number(row.revision), { revision: Number(row.last), at: Number(row.at) });
  }
  const commits = Map.groupBy(events, ({ revision }) => last.get(revision)?.revision ?? 0);
  return [...commits].flatMap(([revision, its]) => {
    const at = last.get(its[0]?.revision ?? 0)?.at;
    return at === undefined ? [] : [{ revision, at, events: its }];
  });
}
