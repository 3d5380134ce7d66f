import { readFile } from 'node:fs/promises';

const page = 4096;

/** Megabytes of memory another process holds; undefined where the system does not tell (it does on Linux). */
export async function residentMemory(pid: number): Promise<number | undefined> {
  const counts = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '');
  const pages = Number(counts.split(' ')[1]);
  return Number.isFinite(pages) && pages > 0 ? (pages * page) / 1024 / 1024 : undefined;
}
