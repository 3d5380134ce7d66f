import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import type { BesideAnswer, BesidePlace, BesideWork } from './sqlite-beside.ts';
import { attach, begin, clear, compare, fill } from './sqlite-lay-steps.ts';

const { file, patience } = workerData as BesidePlace;
const connection = new Sqlite(file, { timeout: patience });
// A sort stays in memory up to here; the default is 2 MB.
connection.pragma('cache_size = -64000');
connection.pragma('synchronous = NORMAL');
// A commit that copies pages back keeps others waiting: that is done by itself.
connection.pragma('wal_autocheckpoint = 0');
const say = (answer: BesideAnswer) => parentPort?.postMessage(answer);
parentPort?.on('message', (work: BesideWork) => say(answerTo(work)));
parentPort?.once('close', () => connection.close());
say({ done: true, next: null });

function answerTo(work: BesideWork): BesideAnswer {
  try {
    return { done: true, next: runWork(work) };
  } catch (error) {
    const code = error instanceof Sqlite.SqliteError ? error.code : '';
    return { done: false, code, message: error instanceof Error ? error.message : String(error) };
  }
}

function runWork(work: BesideWork): number | null {
  if (work.task === 'fill') return fill(connection, work);
  if (work.task === 'clear') return clear(connection, work);
  if (work.task === 'begin') return begin(connection, work);
  if (work.task === 'compare') compare(connection, work);
  else if (work.task === 'attach') attach(connection, work);
  else if (work.task === 'settle') connection.pragma('wal_checkpoint(PASSIVE)');
  else connection.exec(work.sql);
  return null;
}
