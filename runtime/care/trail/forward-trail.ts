import type { Egress } from '../../access/egress/egress.ts';
import { reasonOf } from '../../access/egress/reason-of.ts';
import type { AuditForward } from '../../config/audit-forward.ts';
import type { Log } from '../../config/log.ts';
import type { Connection, Database } from '../../database/database.ts';
import { LeaseLost } from '../../database/fence.ts';
import { underLease } from '../../database/lease.ts';
import type { ForwardedEntry } from './forwarded-entry.ts';
import { sendLines } from './send-lines.ts';
import { sendSyslog } from './send-syslog.ts';
import { trailEntryColumns } from './trail-entry-row.ts';
import { markOf } from './trail-link.ts';

export interface ForwardParts {
  readonly database: Database;
  /** This node, for leases. */
  readonly node: string;
  readonly egress: Egress;
  readonly to: AuditForward;
  /** The name of this system, as receivers are told. */
  readonly hostname: string;
  readonly log: Log;
}

/** Entries sent at once; no link has more. */
const most = 500;
/** Batches of one run. */
const mostBatches = 20;
/** Milliseconds that a batch may take. */
const patience = 20_000;

/** How far the trail was forwarded, and whether it goes on. */
export interface ForwardState {
  /** The newest link of which all entries arrived. */
  readonly link: number;
  /** Entries that have not arrived yet. */
  readonly waiting: number;
  /** Since when nothing arrives; null: it does. */
  readonly failingSince: number | null;
  readonly reason: string | null;
}

/**
 * Sends what is sealed of the trail, in the order of its links, from one node at a time. Its place moves when a batch
 * arrived: one that was cut off before that is sent again, and nothing is passed over.
 */
export async function forwardTrail(parts: ForwardParts): Promise<void> {
  const { database, node } = parts;
  try {
    await underLease(database, { work: 'audit-forward', node, ifFree: true }, async (held) => {
      for (let batches = 0; batches < mostBatches; batches += 1) {
        const place = await placeOf(held.database);
        const entries = await entriesAfter(held.database, place.link);
        const last = entries.at(-1);
        if (!last) return;
        await held.renew();
        const isSent = await sendBatch({ ...parts, database: held.database }, place, entries);
        if (!isSent) return;
      }
    });
  } catch (error) {
    // What another node took over meanwhile is left to it.
    if (!(error instanceof LeaseLost)) throw error;
  }
}

type Place = Omit<ForwardState, 'waiting'>;

async function sendBatch(
  parts: ForwardParts,
  place: Place,
  entries: readonly BatchEntry[],
): Promise<boolean> {
  const { database, log } = parts;
  const { now } = database.dialect;
  try {
    await send(parts, entries);
  } catch (err) {
    if (place.failingSince === null) log.warn({ err }, 'the audit trail is not forwarded');
    await database.run(
      `UPDATE gj_audit_forward SET failing_since = COALESCE(failing_since, ${now}), reason = ? WHERE name = 'audit'`,
      [reasonOf(err)],
    );
    return false;
  }
  if (place.failingSince !== null) log.info({}, 'the audit trail is forwarded again');
  const { changes } = await database.run(
    `UPDATE gj_audit_forward SET link = ?, arrived_at = ${now}, failing_since = NULL, reason = NULL
      WHERE name = 'audit' AND link = ?`,
    [entries.at(-1)?.link ?? place.link, place.link],
  );
  return changes === 1;
}

function send({ to, egress, hostname }: ForwardParts, entries: readonly ForwardedEntry[]): Promise<void> {
  const signal = AbortSignal.timeout(patience);
  if (to.by === 'http') return sendLines(to, egress, entries, hostname, signal);
  return sendSyslog(to, egress, entries, hostname, signal);
}

interface ForwardRow {
  readonly link: number;
  readonly failing_since: number | null;
  readonly reason: string | null;
}

/** A server that forwards for the first time begins with the oldest entry that is kept. */
async function placeOf(database: Database): Promise<Place> {
  const place = await readPlace(database);
  if (place) return place;
  const insert = database.dialect.upsert('gj_audit_forward', ['name', 'link'], ['name']);
  await database.run(insert, ['audit', 0]);
  return { link: 0, failingSince: null, reason: null };
}

async function readPlace(database: Connection): Promise<Place | undefined> {
  const row = await database.first<ForwardRow>(
    "SELECT link, failing_since, reason FROM gj_audit_forward WHERE name = 'audit'",
  );
  if (!row) return undefined;
  const { link, failing_since: since, reason } = row;
  return { link: Number(link), failingSince: since === null ? null : Number(since), reason };
}

type BatchEntry = ForwardedEntry & { readonly link: number };

/** Whole links alone, so that a place is a link. */
async function entriesAfter(database: Connection, link: number): Promise<readonly BatchEntry[]> {
  const columns = trailEntryColumns.replaceAll(/\w+/g, 'a.$&');
  const rows = await database.all<BatchEntry & { readonly digest: string | null }>(
    `SELECT a.link, ${columns}, l.digest FROM gj_audit a LEFT JOIN gj_audit_link l ON l.number = a.link
      WHERE a.link > ? ORDER BY a.link, a.at, a.id LIMIT ${most + 1}`,
    [link],
  );
  const cut = rows.length > most ? rows.at(-1)?.link : undefined;
  const whole = cut === undefined ? rows : rows.filter((row) => row.link !== cut);
  return (whole.length > 0 ? whole : rows).map(({ digest, ...row }) => ({
    ...row,
    mark: markOf({ number: Number(row.link), digest: digest ?? '' }),
  }));
}

export async function forwardState(database: Connection): Promise<ForwardState> {
  const place = (await readPlace(database)) ?? { link: 0, failingSince: null, reason: null };
  const row = await database.first<{ n: number }>(
    'SELECT COUNT(*) AS n FROM gj_audit WHERE link > ? OR link IS NULL',
    [place.link],
  );
  return { ...place, waiting: Number(row?.n ?? 0) };
}
