import type { Archive } from '../../../metadata/contract/packages/publishes.ts';
import type { ArchiveChunkRow, ArchiveRow, PublishRow } from '../../../migrations/rows/tables.ts';
import { refusal } from '../../common/refusal.ts';
import type { Connection } from '../../database/database.ts';

export const archiveUnknown = refusal('archive-unknown', 404);
/** Backups did not always keep what archives hold. */
const archiveEmpty = refusal('archive-empty', 410);

/** Far below what any database takes in one packet. */
const chunkSize = 512 * 1024;

/** An archive as it is kept, whatever became of its package since. */
export type StoredArchive = Omit<Archive, 'label' | 'installed' | 'kept'>;

type Row = ArchiveRow &
  Pick<PublishRow, 'actor' | 'actor_name' | 'reason'> & {
    readonly at: number | null;
  };

/** Newest first. */
export async function readArchives(reader: Connection): Promise<readonly StoredArchive[]> {
  const rows = await reader.all<Row>(
    `SELECT a.id, a.package, a.version, a.revision, a.state, a.size, c.at, p.actor, p.actor_name, p.reason
     FROM gj_archive a
     LEFT JOIN gj_commit c ON c.publish = a.revision
     LEFT JOIN gj_publish p ON p.revision = a.revision AND p.package = a.package
     ORDER BY a.revision DESC, a.package`,
  );
  return rows.map(({ actor, actor_name: name, at, revision, size, ...row }) => ({
    ...row,
    revision: Number(revision),
    size: Number(size),
    at: at === null ? null : new Date(Number(at)).toISOString(),
    actor: actor === null ? null : { id: actor, name: name ?? actor },
  }));
}

/**
 * Said in the transaction that takes the package out; what it had is written afterwards, when nobody changes it any
 * more.
 */
export async function noteArchive(
  tx: Connection,
  { name, version }: { readonly name: string; readonly version: string },
  revision: number,
  place: number,
): Promise<void> {
  await tx.run(
    "INSERT INTO gj_archive (id, package, version, revision, state, size) VALUES (?, ?, ?, ?, 'pending', 0)",
    [`${revision}-${place}`, name, version, revision],
  );
}

/** Writes it down piece by piece; cut off, it is written anew. */
export async function writeArchive(
  connection: Connection,
  id: string,
  content: AsyncIterable<Uint8Array>,
): Promise<void> {
  await connection.run('DELETE FROM gj_archive_chunk WHERE archive = ?', [id]);
  let [seq, size] = [0, 0];
  let rest = Buffer.alloc(0);
  const put = async (bytes: Uint8Array) => {
    await connection.run('INSERT INTO gj_archive_chunk (archive, seq, content) VALUES (?, ?, ?)', [
      ...[id, seq, bytes],
    ]);
    seq += 1;
    size += bytes.length;
  };
  for await (const piece of content) {
    rest = Buffer.concat([rest, piece]);
    for (; rest.length >= chunkSize; rest = rest.subarray(chunkSize)) await put(rest.subarray(0, chunkSize));
  }
  if (rest.length > 0) await put(rest);
  await connection.run("UPDATE gj_archive SET state = 'done', size = ? WHERE id = ?", [size, id]);
}

/** One of these, with its bytes piece by piece. */
export async function openArchive(reader: Connection, archives: readonly StoredArchive[], id: string) {
  const archive = archives.find((one) => one.id === id);
  if (!archive) throw archiveUnknown({ archive: id });
  const first = await reader.first('SELECT seq FROM gj_archive_chunk WHERE archive = ? AND seq = 0', [id]);
  if (!first) throw archiveEmpty({ archive: id, package: archive.package });
  return { archive, bytes: archiveBytes(reader, id) };
}

async function* archiveBytes(reader: Connection, id: string): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let seq = 0; ; seq += 1) {
    const row = await reader.first<Pick<ArchiveChunkRow, 'content'>>(
      'SELECT content FROM gj_archive_chunk WHERE archive = ? AND seq = ?',
      [id, seq],
    );
    if (!row) return;
    yield new Uint8Array(row.content);
  }
}

/**
 * Drops an archive; answers whether there was one. The data that it held stays in the tables, hidden, until that is
 * purged.
 */
export async function dropArchive(connection: Connection, id: string): Promise<boolean> {
  await connection.run('DELETE FROM gj_archive_chunk WHERE archive = ?', [id]);
  const { changes } = await connection.run("DELETE FROM gj_archive WHERE id = ? AND state = 'done'", [id]);
  return changes > 0;
}
