import { expect, it } from 'vitest';
import type { Connection } from '../connection.ts';
import { DatabaseError } from '../database-error.ts';
import { untilOver } from './until-over.ts';

/** A connection that says what it was asked, and fails where the statement says so. */
function asked() {
  const said: string[] = [];
  const ask = async (sql: string) => {
    said.push(sql);
    await new Promise((resolve) => setImmediate(resolve));
    if (sql === 'deadlock') throw new DatabaseError('conflict', 'deadlock');
    if (sql === 'taken') throw new DatabaseError('duplicate', 'taken');
    return { changes: 1 };
  };
  const connection: Connection = {
    all: (sql) => ask(sql).then(() => []),
    first: (sql) => ask(sql).then(() => undefined),
    run: ask,
  };
  return { said, connection };
}

it('a transaction that the database gave up goes on with nothing, whoever swallows that or asks several at once', async () => {
  const { said, connection } = asked();
  const { tx, end } = untilOver(connection);
  await tx.run('first');
  const together = await Promise.allSettled([tx.run('deadlock'), tx.run('second'), tx.all('third')]);
  expect(together.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  await expect(tx.run('COMMIT')).rejects.toThrow('deadlock');
  await end(null);
  expect(said).toEqual(['first', 'deadlock']);
});

it('what one statement alone was refused for is that statement’s affair', async () => {
  const { said, connection } = asked();
  const { tx } = untilOver(connection);
  await expect(tx.run('taken')).rejects.toThrow('taken');
  await tx.run('COMMIT');
  expect(said).toEqual(['taken', 'COMMIT']);
});

it('what waits when it ends is not asked of whoever has the connection next', async () => {
  const { said, connection } = asked();
  const { tx, end } = untilOver(connection);
  const waiting = [tx.run('first'), tx.run('second')];
  const ended = end(new Error('over'));
  expect((await Promise.allSettled(waiting)).map(({ status }) => status)).toContain('rejected');
  await ended;
  const before = said.length;
  await expect(tx.run('third')).rejects.toThrow();
  expect(said.length).toBe(before);
});
