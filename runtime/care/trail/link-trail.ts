import type { Connection, Database } from '../../database/database.ts';
import { underLease } from '../../database/lease.ts';
import { type TrailEntryRow, trailEntryColumns } from './trail-entry-row.ts';
import { linkOf, type TrailLink, trailLinkColumns } from './trail-link.ts';

/** Entries of a link at most: so many are read, and marked in one statement. */
const most = 500;
/** Links of one run, between which others go on. */
const mostLinks = 20;

/**
 * Seals the entries that no link seals yet, one node at a time. Whoever writes entries waits for nobody: what another node
 * wrote late, with a moment of before, is sealed by a later link. Answers whether more wait.
 */
export async function linkTrail(database: Database, node: string): Promise<boolean> {
  if (!(await waits(database))) return false;
  const done = await underLease(database, { work: 'audit-links', node, ifFree: true }, async (held) => {
    for (let links = 0; links < mostLinks; links += 1)
      if ((await linkNext(held.database)) < most) return true;
    return false;
  });
  return done === false;
}

async function waits(database: Connection): Promise<boolean> {
  return (await database.first('SELECT id FROM gj_audit WHERE link IS NULL LIMIT 1')) !== undefined;
}

/** Answers how many entries it sealed. */
function linkNext(database: Database): Promise<number> {
  return database.transaction((tx) => sealed(tx, database.dialect.now), { budget: 'work' });
}

async function sealed(tx: Connection, now: string): Promise<number> {
  const rows = await tx.all<TrailEntryRow>(
    `SELECT ${trailEntryColumns} FROM gj_audit WHERE link IS NULL ORDER BY at, id LIMIT ${most}`,
  );
  if (rows.length === 0) return 0;
  const clock = await tx.first<{ now: number }>(`SELECT ${now} AS now`);
  const link = linkOf(await newestLink(tx), Number(clock?.now), rows);
  const { number, former, digest, linked_at, newest_at, content } = link;
  await tx.run(`INSERT INTO gj_audit_link (${trailLinkColumns}) VALUES (?, ?, ?, ?, ?, ?)`, [
    number,
    former,
    digest,
    linked_at,
    newest_at,
    content,
  ]);
  const marks = rows.map(() => '?').join(', ');
  const { changes } = await tx.run(`UPDATE gj_audit SET link = ? WHERE link IS NULL AND id IN (${marks})`, [
    number,
    ...rows.map(({ id }) => id),
  ]);
  // An entry that went meanwhile is sealed by nobody: the link is made anew without it.
  if (changes !== rows.length) throw new Error('entries of the audit trail went while they were sealed');
  return rows.length;
}

/** Undefined: nothing is sealed yet. */
async function newestLink(
  database: Connection,
): Promise<Pick<TrailLink, 'number' | 'digest' | 'linked_at'> | undefined> {
  const row = await database.first<TrailLink>(
    'SELECT number, digest, linked_at FROM gj_audit_link ORDER BY number DESC LIMIT 1',
  );
  return row && { ...row, number: Number(row.number), linked_at: Number(row.linked_at) };
}
