import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import type { Beside, BesideAnswer } from './sqlite-beside.ts';

const { file, sql, patience } = workerData as Beside;
parentPort?.postMessage(answer());

function answer(): BesideAnswer {
  const connection = new Sqlite(file, { timeout: patience });
  try {
    // What it sorts stays in memory up to here; the default is 2 MB.
    connection.pragma('cache_size = -64000');
    connection.pragma('synchronous = NORMAL');
    connection.exec(sql);
    return { done: true };
  } catch (error) {
    const code = error instanceof Sqlite.SqliteError ? error.code : '';
    return { done: false, code, message: error instanceof Error ? error.message : String(error) };
  } finally {
    connection.close();
  }
}
