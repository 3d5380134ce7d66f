import type { Database } from '../../database/database.ts';

/** Far below what any database takes in one packet. */
const chunkSize = 512 * 1024;

/** Keeps what a job made as rows, so that every node can answer it; gone once it is older than `lasts` milliseconds. */
export async function writeJobPart(
  database: Database,
  job: string,
  part: string,
  bytes: Uint8Array,
  lasts: number,
): Promise<void> {
  const { now } = database.dialect;
  await database.run('DELETE FROM gj_job_chunk WHERE job = ? AND part = ?', [job, part]);
  for (let seq = 0; seq === 0 || seq * chunkSize < bytes.length; seq++) {
    const content = bytes.subarray(seq * chunkSize, (seq + 1) * chunkSize);
    await database.run(
      `INSERT INTO gj_job_chunk (job, part, seq, content, expires_at) VALUES (?, ?, ?, ?, ${now} + ?)`,
      [job, part, seq, content, lasts],
    );
  }
}

/** Null: it was never written, or is gone. */
export async function readJobPart(database: Database, job: string, part: string): Promise<Uint8Array | null> {
  const rows = await database.all<{ content: Uint8Array }>(
    `SELECT content FROM gj_job_chunk WHERE job = ? AND part = ? AND expires_at > ${database.dialect.now} ORDER BY seq`,
    [job, part],
  );
  return rows.length === 0 ? null : Buffer.concat(rows.map(({ content }) => content));
}

/** Adds to what a job makes, of which nobody has all in memory; answers how many chunks there are then. */
export async function appendJobPart(
  database: Database,
  job: string,
  part: string,
  bytes: Uint8Array,
  { after, lasts }: { readonly after: number; readonly lasts: number },
): Promise<number> {
  const { now } = database.dialect;
  let seq = after;
  for (let from = 0; from < bytes.length; from += chunkSize) {
    await database.run(
      `INSERT INTO gj_job_chunk (job, part, seq, content, expires_at) VALUES (?, ?, ?, ?, ${now} + ?)`,
      [job, part, seq, bytes.subarray(from, from + chunkSize), lasts],
    );
    seq += 1;
  }
  return seq;
}

const alive = 'alive';

/** Says that some node is at work on the job, for `lasts` milliseconds. */
export async function keepAlive(database: Database, job: string, lasts: number): Promise<void> {
  const { now } = database.dialect;
  const { changes } = await database.run(
    `UPDATE gj_job_chunk SET expires_at = ${now} + ? WHERE job = ? AND part = ? AND seq = 0`,
    [lasts, job, alive],
  );
  if (changes === 0) await writeJobPart(database, job, alive, new Uint8Array([1]), lasts);
}

export async function isAlive(database: Database, job: string): Promise<boolean> {
  const rows = await database.all(
    `SELECT job FROM gj_job_chunk WHERE job = ? AND part = ? AND expires_at > ${database.dialect.now}`,
    [job, alive],
  );
  return rows.length > 0;
}

export async function letGo(database: Database, job: string): Promise<void> {
  await database.run('DELETE FROM gj_job_chunk WHERE job = ? AND part = ?', [job, alive]);
}

export async function dropExpired(database: Database): Promise<void> {
  await database.run(`DELETE FROM gj_job_chunk WHERE expires_at <= ${database.dialect.now}`);
}
