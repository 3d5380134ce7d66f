import { v7 as newId } from 'uuid';
import { compare, negate } from '../../../../metadata/common/decimal.ts';
import type { Form } from '../../../../metadata/model.ts';
import { countOf, withUsed } from '../../../../rules/einvoicing/quota/account.ts';
import { QuotaReplay } from '../../../../rules/einvoicing/quota/replay.ts';
import { type FindHarms, type Harm, noteVersion, putRecord } from '../../../care/doctor/harm.ts';
import { readablePages } from '../../../care/doctor/readable-pages.ts';
import type { Connection } from '../../../database/database.ts';
import { column, type RecordLayout, recordLayout } from '../../../storage/store/record/layout.ts';
import { readStored } from '../../../storage/store/record/records.ts';
import { knownForm, type StoredAs } from '../../forms/forms.ts';
import { computedOf } from './ledger.ts';

type Account = StoredAs<'quota-account'>;
type Entry = StoredAs<'quota-entry'>;

const counted = ['given', 'adjusted', 'downloaded', 'usedLeqi', 'usedOthers'] as const;

/**
 * Accounts of a month that do not say what their entries add up to, which is what holds; and quota that is reserved for
 * a pending invoice that is gone, which is released.
 */
export const harmedQuota: FindHarms = async (database, served) => {
  const [account, entry] = [knownForm({ served }, 'quota-account'), knownForm({ served }, 'quota-entry')];
  const pending = knownForm({ served }, 'pending-invoice');
  if (!account || !entry || !pending) return [];
  const layoutOf = (form: Form) => recordLayout(form, served.table(form), database.dialect);
  const ledger: Ledger = { ...served, account: layoutOf(account), entry: layoutOf(entry) };
  const replay = new QuotaReplay<Entry>();
  for await (const { records } of readablePages(database, ledger.entry))
    for (const one of records as readonly Entry[]) replay.add(one);
  const harms: Harm[] = [];
  for await (const { records } of readablePages(database, ledger.account))
    for (const one of records as readonly Account[]) {
      const sums = replay.of(one);
      const wrong = counted.filter((name) => !isSame(one[name], sums[name]));
      if (wrong.length === 0) continue;
      const said = wrong.map((name) => `${name} ${one[name] ?? '—'} ≠ ${sums[name] ?? '—'}`).join(', ');
      const place = `${account.name} ${one.taxNo ?? ''} ${one.month ?? ''}: ${said}`;
      const { given } = sums;
      // Without an entry that gives it nobody can say what was given.
      const mended =
        given === null
          ? {}
          : { repair: (tx: Connection) => count(tx, ledger, one.id, () => ({ ...sums, given })) };
      harms.push({ code: 'doctor-quota-wrong', place, ...mended });
    }
  const requests = layoutOf(pending);
  for (const one of replay.open)
    if (!(await idBy(database, requests, { requestId: one.request ?? '' })))
      harms.push({
        code: 'doctor-quota-left',
        place: `${entry.name} ${one.number ?? one.id}: ${one.taxNo ?? ''} ${one.month ?? ''} ${one.net ?? ''}`,
        repair: (tx) => release(tx, ledger, one),
      });
  return harms;
};

interface Ledger extends Pick<Parameters<FindHarms>[1], 'zone' | 'at'> {
  readonly account: RecordLayout;
  readonly entry: RecordLayout;
}

type Counts = Pick<Account, (typeof counted)[number]>;

/** Makes an account say other counts, in a version of its own. */
async function count(
  tx: Connection,
  { account: layout, zone, at }: Ledger,
  id: string,
  counts: (before: Account) => Counts,
): Promise<void> {
  const before: Account | undefined = await readStored(tx, layout, id);
  if (!before) return;
  const next: Account = { ...before, ...counts(before) };
  const stored = { ...next, ...computedOf(countOf(next)) };
  await putRecord(tx, layout, stored);
  await noteVersion(tx, { layout, zone, at }, stored, 'counted');
}

/** Writes the entry that was never written, and counts by it. */
async function release(tx: Connection, ledger: Ledger, reserved: Entry): Promise<void> {
  const { entry: layout, zone, at } = ledger;
  const now = new Date(at).toISOString();
  const released: Entry = {
    ...reserved,
    // Behind what it releases, by which the ledger is read, even where the clock that wrote that ran ahead.
    id: newId({ msecs: Math.max(at, momentOf(reserved.id) + 1) }),
    number: `${reserved.number ?? ''}-R`,
    kind: 'release',
    happenedAt: now,
    createdAt: now,
    modifiedAt: now,
  };
  await putRecord(tx, layout, released);
  await noteVersion(tx, { layout, zone, at }, released, 'create');
  const { taxNo, month, net, leqi } = reserved;
  const id = await idBy(tx, ledger.account, { taxNo: taxNo ?? '', month: month ?? '' });
  if (!id) return;
  await count(tx, ledger, id, (before) => {
    const { usedLeqi, usedOthers } = withUsed(countOf(before), negate(net ?? '0'), leqi === true);
    return { ...before, usedLeqi, usedOthers };
  });
}

/** Milliseconds since 1970 at which an id was made. */
function momentOf(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
}

/** The id of the record whose fields, by id, say this. */
async function idBy(
  reader: Connection,
  layout: RecordLayout,
  fields: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const where = Object.keys(fields).map((id) => `${column(layout, id).name} = ?`);
  const sql = `SELECT ${column(layout, 'id').name} AS id FROM ${layout.table} WHERE ${where.join(' AND ')}`;
  return (await reader.first<{ id: string }>(sql, Object.values(fields)))?.id;
}

function isSame(said: string | null | undefined, summed: string | null): boolean {
  try {
    return summed !== null && compare(said ?? '0', summed) === 0;
  } catch {
    return false;
  }
}
