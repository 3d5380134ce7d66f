import { expect, test } from 'vitest';
import { databaseRefusal } from './database-error.ts';
import { isOverdue, mysqlFailure } from './mysql-failure.ts';

/** What a driver throws. */
const failed = (errno: number, message = 'x') => Object.assign(new Error(message), { errno });

test.each([
  ['a statement that took too long', failed(1969), 503, 'query-stopped', true],
  ['one that was killed', failed(1317), 503, 'query-stopped', false],
  [
    'a sort that took too long',
    failed(1028, 'Sort aborted: Query execution was interrupted (max_statement_time exceeded)'),
    ...([503, 'query-stopped', true] as const),
  ],
  ['a sort that was killed', failed(1028, 'Sort aborted: '), 503, 'query-stopped', false],
  ['a sort that lost a deadlock', failed(1028, 'Sort aborted: Deadlock found'), 503, 'unavailable', false],
  ['no memory left to sort in', failed(1038), 503, 'unavailable', false],
  ['no memory left', failed(5), 503, 'unavailable', false],
  ['more connections than a user may have', failed(1226), 503, 'unavailable', false],
  ['no room on the disk for a sort', failed(1878), 507, 'storage-full', false],
  [
    'no room, said by the operating system',
    failed(3, 'Error writing (Errcode: 28)'),
    507,
    'storage-full',
    false,
  ],
] as const)('%s is told as what it is', (_sentence, error, status, code, overdue) => {
  const failure = mysqlFailure(error);
  const refusal = databaseRefusal(failure);
  expect([refusal?.status, refusal?.code, isOverdue(failure)]).toEqual([status, code, overdue]);
});

test('what only we can have done wrong is told as nothing callers could mend', () => {
  expect(databaseRefusal(mysqlFailure(failed(1064, 'You have an error in your SQL syntax')))).toBeUndefined();
});
