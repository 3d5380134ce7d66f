import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { databaseRefusal } from '../database-error.ts';
import { sqliteFailure } from './sqlite.ts';

it.each([
  ['a file system that takes no writes any more', 'SQLITE_IOERR_WRITE', 503, 'database-read-only'],
  ['a file that may only be read', 'SQLITE_READONLY_DBMOVED', 503, 'database-read-only'],
  ['a commit that the disk did not confirm', 'SQLITE_IOERR_FSYNC', 503, 'outcome-unknown'],
  ['a disk without room', 'SQLITE_FULL', 507, 'storage-full'],
  ['a page that cannot be read', 'SQLITE_IOERR_READ', 500, 'storage-damaged'],
  ['a file that cannot be opened', 'SQLITE_CANTOPEN_ISDIR', 503, 'unavailable'],
  ['a lock that does not work', 'SQLITE_IOERR_LOCK', 503, 'unavailable'],
  ['another process that writes', 'SQLITE_BUSY', 503, 'unavailable'],
])('%s is answered with what came of the write', (_what, code, status, answered) => {
  const refusal = databaseRefusal(sqliteFailure(new Sqlite.SqliteError('disk I/O error', code)));
  expect([refusal?.status, refusal?.code]).toEqual([status, answered]);
});
