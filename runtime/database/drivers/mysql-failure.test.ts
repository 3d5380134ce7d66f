import { expect, test } from 'vitest';
import { sentence } from '../../common/messages/index.ts';
import { DatabaseError, databaseRefusal } from '../database-error.ts';
import { isOverdue, mysqlFailure } from './mysql-failure.ts';

/** Makes an error as a driver throws it. */
const failed = (errno: number, message = 'x') => Object.assign(new Error(message), { errno });

const readOnly = [503, 'database-read-only', false] as const;

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
  ['more connections than there may be', failed(1040), 503, 'unavailable', false],
  ['a node of a cluster that is not ready', failed(1047), 503, 'unavailable', false],
  ['a wait for a lock that was too long', failed(1205), 503, 'unavailable', false],
  ['a deadlock', failed(1213), 503, 'unavailable', false],
  ['a server that shuts down', failed(1053), 503, 'unavailable', false],
  [
    'an option that is in the way',
    failed(1290, 'with the --skip-grant-tables option'),
    503,
    'unavailable',
    false,
  ],
  ['a server that only reads', failed(1290, 'with the --read-only option'), ...readOnly],
  ['one on which nobody writes', failed(1290, 'with the --super-read-only option'), ...readOnly],
  ['a transaction that only reads', failed(1792), ...readOnly],
  ['a table that only reads', failed(1036), ...readOnly],
  ['a server that was made to only read', failed(1836), ...readOnly],
  ['InnoDB that only reads', failed(1874), ...readOnly],
  ['InnoDB that is being recovered', failed(1881), ...readOnly],
  ['a user who may not write any more', failed(1142), 503, 'unavailable', false],
  ['a session that was killed', failed(3169), 503, 'unavailable', false],
  ['what a proxy says of a server that is gone', failed(2013), 503, 'unavailable', false],
  ['an error without a number', failed(0, 'not connected to Primary'), 503, 'unavailable', false],
  [
    'nobody there',
    Object.assign(failed(0), { code: 'ECONNREFUSED', errno: -111 }),
    ...([503, 'unavailable', false] as const),
  ],
  [
    'a commit of which nobody knows',
    new DatabaseError('outcome-unknown', 'lost'),
    ...([503, 'outcome-unknown', false] as const),
  ],
  ['more than one packet may have', failed(1153), 413, 'statement-too-large', false],
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

test.each([
  ['too much at once', failed(1153)],
  ['no room on the disk', failed(1878)],
  ['a statement that was killed', failed(1317)],
])('%s is told as what it is of one transaction: others of the same work may stand', (_sentence, error) => {
  const { code = '' } = databaseRefusal(mysqlFailure(error)) ?? {};
  const said = (language: 'zh' | 'en') => sentence(code, {}, language, new Map());
  expect(said('zh')).toContain('这一步没有写入任何内容，之前已完成的步骤保留');
  expect(said('en')).toContain('this step wrote nothing, and steps finished before it stay');
});
