import type { Connection } from '../../database/database.ts';

/** One part of what a job was given or has made, chunk by chunk; null when there is none. */
export async function readJobPart(
  database: Connection,
  job: string,
  part: string,
): Promise<ReadableStream<Uint8Array> | null> {
  const chunk = async (seq: number): Promise<Uint8Array | null> => {
    const row = await database.first<{ content: Uint8Array }>(
      'select content from gj_job_chunk where job = ? and part = ? and seq = ?',
      [job, part, seq],
    );
    return row?.content ?? null;
  };
  const first = await database.first<{ seq: number }>(
    'select seq from gj_job_chunk where job = ? and part = ? order by seq limit 1',
    [job, part],
  );
  if (!first) return null;
  let next = Number(first.seq);
  return new ReadableStream({
    async pull(controller) {
      const content = await chunk(next);
      next += 1;
      if (content) controller.enqueue(new Uint8Array(content));
      else controller.close();
    },
  });
}
