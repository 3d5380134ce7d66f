import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import type { Database } from '../../../database/database.ts';
import { DatabaseError } from '../../../database/database-error.ts';
import { openMigrated } from '../../../database/migrated.suite.ts';
import { insertInto } from '../record/insert.ts';
import { type PlannedWrite, Stale } from './planned-write.ts';
import { createWriter, type Writer } from './writer.ts';

describeOnDatabases('the writer', (under) => {
  let database: Database;
  let transactions = 0;
  let trouble: Error[] = [];
  let clock = 1_000;
  let writer: Writer;
  let counted: Database;
  /** Milliseconds that a failure takes. */
  let wait = 0;
  const insert = insertInto('gj_claim', ['hash', 'form', 'rule', 'record']);
  beforeAll(async () => {
    database = await openMigrated(under.url);
    counted = {
      ...database,
      transaction(work) {
        transactions += 1;
        const failure = trouble.shift();
        if (failure && wait > 0) return new Promise((_, reject) => setTimeout(() => reject(failure), wait));
        return failure ? Promise.reject(failure) : database.transaction(work);
      },
    };
    writer = createWriter({
      database: counted,
      random: () => 0,
      stamp: () => ({ at: String(clock), zone: 'Asia/Shanghai' }),
    });
  });
  beforeEach(() => {
    transactions = 0;
    trouble = [];
    wait = 0;
  });
  const impatient = (patience: number) =>
    createWriter({
      database: counted,
      random: () => 0,
      patience,
      stamp: () => ({ at: String(clock), zone: 'Asia/Shanghai' }),
    });
  afterAll(() => database.close());

  /** Takes a value; `text` longer than its column cannot be written. */
  const planned = (value: string, more: Partial<PlannedWrite<number>> = {}): PlannedWrite<number> => ({
    model: 0,
    size: 1,
    keys: [value],
    loads: [],
    decide: (_, revision) => ({
      statements: [],
      inserts: [{ into: insert, cells: [value, 'form', 'rule', 'record'] }],
      events: [],
      result: revision,
    }),
    ...more,
  });
  const count = async () =>
    Number((await database.all<{ n: number }>('SELECT COUNT(*) AS n FROM gj_claim'))[0]?.n);

  it('puts writes that wait together into one transaction, each with a revision of its own, in order', async () => {
    const revisions = await Promise.all(
      Array.from({ length: 40 }, (_, at) => writer.write(planned(`together ${at}`))),
    );
    expect(transactions).toBe(1);
    expect(revisions).toEqual(Array.from({ length: 40 }, (_, at) => revisions[0]! + at));
  });

  it('keeps writes apart that touch the same thing, in their order', async () => {
    const revisions = await Promise.all([
      writer.write(planned('a', { keys: ['shared'] })),
      writer.write(planned('b')),
      writer.write(planned('c', { keys: ['shared'] })),
    ]);
    expect(transactions).toBe(2);
    expect(revisions[0]).toBeLessThan(revisions[2]!);
  });

  it('refuses alone what cannot be decided, and what the database does not take', async () => {
    const before = await count();
    const refused = planned('never', {
      decide: () => {
        throw new Stale();
      },
    });
    const answers = await Promise.allSettled([
      writer.write(planned('one')),
      writer.write(refused),
      writer.write(planned('two')),
      writer.write(planned('together 1')),
      writer.write(planned('three')),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(await count()).toBe(before + 3);
    expect(answers[3]).toMatchObject({ reason: { code: 'duplicate' } });
  });

  it('tries again when the database gave way to somebody else', async () => {
    trouble = [new DatabaseError('conflict', 'deadlock'), new DatabaseError('lock-timeout', 'locked')];
    await writer.write(planned('patient'));
    expect(transactions).toBe(3);
  });

  it('gives a wait for locks no more time than a call has', async () => {
    trouble = Array.from({ length: 12 }, () => new DatabaseError('lock-timeout', 'locked'));
    wait = 20;
    await expect(impatient(50).write(planned('late'))).rejects.toMatchObject({ code: 'lock-timeout' });
    expect(transactions).toBeLessThan(5);
  });

  it('lets those who waited behind a database that is away wait no longer than a call may', async () => {
    trouble = [new DatabaseError('unavailable', 'gone'), new DatabaseError('unavailable', 'gone')];
    const hasty = impatient(30);
    wait = 50;
    const ends = await Promise.allSettled(
      [1, 2, 3].map((one) => hasty.write(planned(`waits ${one}`, { single: true }))),
    );
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    // The others' time was over before their turn.
    expect(transactions).toBe(1);
  });

  it('writes nobody’s row when the database is away, and goes on when it is back', async () => {
    const before = await count();
    trouble = [new DatabaseError('unavailable', 'gone')];
    const answers = await Promise.allSettled([writer.write(planned('x')), writer.write(planned('y'))]);
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await count()).toBe(before);
    await writer.write(planned('x'));
  });

  it('answers when its listeners are done, and goes on when one fails', async () => {
    const event = {
      form: 'f',
      record: 'r',
      operation: 'create',
      at: '2026-01-01T00:00:00.000Z',
      actor: { id: 'u', name: 'U' },
      org: null,
      reason: null,
      stored: null,
      before: null,
      changed: [],
    };
    let understood = false;
    writer.onWritten(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      understood = true;
    });
    writer.onWritten(() => Promise.reject(new Error('listener')));
    writer.onWritten(() => {
      throw new Error('listener');
    });
    const found = planned('told', {
      decide: (_, revision) => ({
        statements: [],
        inserts: [],
        events: [{ ...event, revision }],
        result: revision,
      }),
    });
    expect(await writer.write(found)).toBeGreaterThan(0);
    // A write is answered when all listeners have taken it in.
    expect(understood).toBe(true);
    await writer.write(planned('after'));
  });

  it('notes one commit a transaction, each later than the one before, whatever the clock says', async () => {
    const commits = () =>
      database.all<Record<string, unknown>>(
        'SELECT first_revision, last_revision, at, zone, change_set, publish FROM gj_commit ORDER BY last_revision',
      );
    const before = (await commits()).length;
    const event = (revision: number) => ({
      revision,
      form: 'f',
      record: 'r',
      operation: 'update',
      at: '2026-01-01T00:00:00.000Z',
      actor: { id: 'u', name: 'U' },
      org: null,
      reason: null,
      stored: null,
      before: null,
      changed: [],
    });
    const noted = (value: string, more: Partial<PlannedWrite<number>> = {}): PlannedWrite<number> =>
      planned(value, {
        size: 2,
        decide: (_, revision) => ({
          statements: [],
          inserts: [],
          result: revision,
          events: [event(revision), event(revision + 1)],
        }),
        ...more,
      });
    const together = [noted('x1'), noted('x2'), planned('silent'), noted('x3')];
    const [first = 0] = await Promise.all(together.map((one) => writer.write(one)));
    clock -= 500;
    const published = await writer.write(noted('x4', { cause: { isPublish: true } }));
    clock += 2_000;
    const changed = await writer.write(noted('x5', { cause: { changeSet: 'set' } }));
    await writer.write(planned('nothing told'));
    const rows = (await commits()).slice(before).map((row) => Object.values(row));
    const [zone, then] = ['Asia/Shanghai', Number(rows[0]?.[2])];
    expect(rows.map((row) => row.map((cell) => (typeof cell === 'bigint' ? Number(cell) : cell)))).toEqual([
      [first, first + 6, then, zone, null, null],
      [published, published + 1, then + 1, zone, null, published],
      [changed, changed + 1, clock, zone, 'set', null],
    ]);
  });

  it('refuses what was planned on a model that is no longer in service', async () => {
    await database.run('UPDATE gj_revision SET model = 7 WHERE id = 1');
    await expect(writer.write(planned('old'))).rejects.toMatchObject({ code: 'model-moved', status: 503 });
    expect(await writer.write(planned('new', { model: 7 }))).toBeGreaterThan(0);
  });
});
