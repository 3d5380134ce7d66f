import { createHash } from 'node:crypto';
import type { CommitRow, PublishRow } from '../../../migrations/rows/tables.ts';
import type { Connection, Database } from '../../database/database.ts';
import { noteCommit } from '../../storage/store/commit/record-commit.ts';
import type { Harm } from './harm.ts';
import { publishedFiles } from './harmed-platform.ts';

const atOnce = 1_000;
const most = 10_000;

/**
 * Commits that overlap or go back in time, what history has in none of them, and definitions that were kept and are
 * lost.
 */
export async function* harmedCommits(database: Database, zone: string): AsyncGenerator<Harm> {
  // A server that never started here has not made them yet.
  const found = await database.schema.read(database);
  if (!found.has('gj_commit')) return;
  yield* disorderly(database);
  yield* await unnoted(database, zone);
  yield* await lostSources(database);
}

type Commit = Pick<CommitRow, 'first_revision' | 'last_revision' | 'at'>;

async function* disorderly(reader: Connection): AsyncGenerator<Harm> {
  let before: Commit | undefined;
  for (let after = -1; ; ) {
    const page = await reader.all<Commit>(
      `SELECT first_revision, last_revision, at FROM gj_commit WHERE last_revision > ? ORDER BY last_revision LIMIT ${atOnce}`,
      [after],
    );
    for (const row of page) {
      const commit = {
        first_revision: Number(row.first_revision),
        last_revision: Number(row.last_revision),
        at: Number(row.at),
      };
      const isWrong =
        commit.first_revision > commit.last_revision ||
        (before && (before.last_revision >= commit.first_revision || before.at >= commit.at));
      if (isWrong)
        yield { code: 'doctor-commits-wrong', place: `${commit.first_revision}–${commit.last_revision}` };
      before = commit;
    }
    if (page.length < atOnce) return;
    after = before?.last_revision ?? after;
  }
}

/** An older server beside this one writes no commits; what it wrote is told with what was written next. */
async function unnoted(reader: Connection, zone: string): Promise<readonly Harm[]> {
  const rows = await reader.all<{ revision: number; at: number }>(
    `SELECT h.revision, h.at FROM gj_history h
     WHERE h.revision > (SELECT MIN(first_revision) FROM gj_commit) AND NOT EXISTS (
       SELECT 1 FROM gj_commit c WHERE c.last_revision >= h.revision AND c.first_revision <= h.revision)
     ORDER BY h.revision LIMIT ${most}`,
  );
  return rows.map((row) => {
    const revision = Number(row.revision);
    return {
      code: 'doctor-commits-missing',
      place: `${revision}`,
      async repair(tx) {
        const next = await tx.first<Commit>(
          'SELECT first_revision, last_revision, at FROM gj_commit WHERE last_revision >= ? ORDER BY last_revision LIMIT 1',
          [revision],
        );
        if (!next)
          return noteCommit(tx, { first: revision, last: revision }, { at: String(Number(row.at)), zone });
        if (Number(next.first_revision) <= revision) return;
        await tx.run('UPDATE gj_commit SET first_revision = ? WHERE last_revision = ?', [
          revision,
          next.last_revision,
        ]);
      },
    };
  });
}

async function lostSources(reader: Connection): Promise<readonly Harm[]> {
  const publishes = await reader.all<Pick<PublishRow, 'revision' | 'package' | 'version' | 'files'>>(
    'SELECT revision, package, version, files FROM gj_publish ORDER BY revision, package',
  );
  const kept = new Set(
    (await reader.all<{ hash: string }>('SELECT hash FROM gj_source')).map(({ hash }) => hash),
  );
  const harms: Harm[] = [];
  for (const { revision, package: name, version, files } of publishes)
    for (const [file, hash] of Object.entries(publishedFiles(files))) {
      if (kept.has(hash)) continue;
      kept.add(hash);
      const place = `${name} ${version} (${Number(revision)}): ${file}`;
      const row = await reader.first<{ content: string }>(
        'SELECT content FROM gj_package_source WHERE package = ? AND version = ? AND file = ?',
        [name, version, file],
      );
      const isSame = row && createHash('sha256').update(row.content).digest('hex') === hash;
      const sql = 'INSERT INTO gj_source (hash, content) VALUES (?, ?)';
      harms.push({
        code: 'doctor-sources-lost',
        place,
        ...(isSame && { repair: async (tx) => void (await tx.run(sql, [hash, row.content])) }),
      });
    }
  return harms;
}
