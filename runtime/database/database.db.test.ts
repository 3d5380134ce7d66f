import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json } from '../../metadata/common/json.ts';
import type { Column } from '../../metadata/kinds/common/kind.ts';
import { describeOnDatabases } from '../../workshop/services/databases.ts';
import type { Connection, Database } from './database.ts';
import { DatabaseError } from './database-error.ts';
import { openDatabase } from './drivers/open-database.ts';

describeOnDatabases('a database', (under) => {
  let db: Database;
  beforeAll(async () => {
    db = await openDatabase(under.url, '/nowhere');
    const { ddl } = db.dialect;
    await db.run(
      `CREATE TABLE note (id ${ddl({ type: 'id' })} NOT NULL PRIMARY KEY, n ${ddl({ type: 'integer' })}, t ${ddl({ type: 'text', length: 50 })})`,
    );
  });
  afterAll(() => db.close());

  it('answers rows and counts changes', async () => {
    expect(await db.run('INSERT INTO note VALUES (?, ?, ?)', ['a', 1, '一'])).toEqual({ changes: 1 });
    expect(await db.run('UPDATE note SET n = ? WHERE id = ?', [1, 'a'])).toEqual({ changes: 1 });
    expect(await db.all('SELECT id, n, t FROM note WHERE id = ?', ['a'])).toEqual([
      { id: 'a', n: 1, t: '一' },
    ]);
    expect(await db.all('SELECT id FROM note WHERE n >= ? LIMIT ?', [0, 5])).toHaveLength(1);
  });

  it('keeps integers exact up to the largest safe one', async () => {
    await db.run('INSERT INTO note (id, n) VALUES (?, ?)', ['big', Number.MAX_SAFE_INTEGER]);
    expect(await db.all('SELECT n FROM note WHERE n = ?', [Number.MAX_SAFE_INTEGER])).toEqual([
      { n: Number.MAX_SAFE_INTEGER },
    ]);
  });

  it('says what it takes too much of, and goes on', async () => {
    // MariaDB takes 16 MiB in a statement, SQLite 1,000,000,000 bytes in a value.
    const much = under.name === 'sqlite' ? 'zeroblob(1000000001)' : `'${'x'.repeat(17 * 1024 * 1024)}'`;
    await expect(db.all(`SELECT LENGTH(${much}) AS n`)).rejects.toMatchObject({ code: 'too-large' });
    expect(await db.all('SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });

  it('commits what work did, and takes back what failing work did', async () => {
    await db.transaction(async (tx) => {
      await tx.run('INSERT INTO note (id) VALUES (?)', ['kept']);
      expect(await tx.all('SELECT id FROM note WHERE id = ?', ['kept'])).toHaveLength(1);
      expect(await db.all('SELECT id FROM note WHERE id = ?', ['kept'])).toHaveLength(0);
    });
    const failing = db.transaction(async (tx) => {
      await tx.run('INSERT INTO note (id) VALUES (?)', ['gone']);
      throw new Error('of the caller');
    });
    await expect(failing).rejects.toThrow('of the caller');
    expect(await db.all('SELECT id FROM note WHERE id IN (?, ?)', ['kept', 'gone'])).toEqual([
      { id: 'kept' },
    ]);
  });

  it('goes on with nothing where the database has ended a transaction by itself, whoever swallows that', async () => {
    const lost = db.transaction(async (tx) => {
      await tx.run('INSERT INTO note (id) VALUES (?)', ['lost']);
      await tx.run('ROLLBACK');
      await tx.run('INSERT INTO note (id, n) VALUES (?, ?)', ['lost too', 1]).catch(() => {});
      await tx.run("INSERT INTO note (id) VALUES ('and this')").catch(() => {});
    });
    await expect(lost).rejects.toBeInstanceOf(DatabaseError);
    expect(await db.all("SELECT id FROM note WHERE id IN ('lost', 'lost too', 'and this')")).toEqual([]);
  });

  it('does nothing any more for whoever asks once a transaction has ended', async () => {
    const kept: Connection[] = [];
    await db.transaction(async (tx) => {
      kept.push(tx);
      await tx.run('INSERT INTO note (id) VALUES (?)', ['in time']);
    });
    const late = (tx: Connection) => tx.run('INSERT INTO note (id) VALUES (?)', ['late']);
    await expect(late(kept[0] as Connection)).rejects.toMatchObject({ code: 'conflict' });
    await db.transaction(async () => expect(late(kept[0] as Connection)).rejects.toThrow());
    expect(await db.all("SELECT id FROM note WHERE id IN ('in time', 'late')")).toEqual([{ id: 'in time' }]);
  });

  it('takes back to a savepoint alone', async () => {
    await db.transaction(async (tx) => {
      await tx.run('INSERT INTO note (id) VALUES (?)', ['before']);
      await tx.run('SAVEPOINT one');
      await tx.run('INSERT INTO note (id) VALUES (?)', ['after']);
      await tx.run('ROLLBACK TO SAVEPOINT one');
      await tx.run('RELEASE SAVEPOINT one');
    });
    expect(await db.all('SELECT id FROM note WHERE id IN (?, ?)', ['before', 'after'])).toEqual([
      { id: 'before' },
    ]);
  });

  it('runs transactions that are started together to their ends', async () => {
    await db.run('INSERT INTO note (id, n) VALUES (?, ?)', ['counter', 0]);
    const once = () =>
      db.transaction(async (tx) => {
        const [row] = await tx.all<{ n: number }>(`SELECT n FROM note WHERE id = ?${db.dialect.forUpdate}`, [
          'counter',
        ]);
        await tx.run('UPDATE note SET n = ? WHERE id = ?', [(row?.n ?? 0) + 1, 'counter']);
      });
    await Promise.all(Array.from({ length: 20 }, once));
    expect(await db.all('SELECT n FROM note WHERE id = ?', ['counter'])).toEqual([{ n: 20 }]);
  });

  it('finds nothing by an id that is none', async () => {
    await db.run('INSERT INTO note (id) VALUES (?)', ['here']);
    for (const id of ['编号', 'here ', 'Here', '', 'x'.repeat(5_000)])
      expect(await db.all('SELECT id FROM note WHERE id = ?', [id])).toEqual([]);
    expect(await db.all('SELECT id FROM note WHERE id IN (?, ?)', ['here', '编号'])).toEqual([
      { id: 'here' },
    ]);
  });

  it('says duplicate, and other for nonsense', async () => {
    await db.run('INSERT INTO note (id) VALUES (?)', ['twice']);
    await expect(db.run('INSERT INTO note (id) VALUES (?)', ['twice'])).rejects.toMatchObject({
      code: 'duplicate',
    });
    await expect(db.run('INSERT INTO nothing (id) VALUES (?)', ['x'])).rejects.toMatchObject({
      code: 'other',
    });
    await expect(db.all('SELEKT')).rejects.toBeInstanceOf(DatabaseError);
    expect(await db.all('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it.runIf(under.name === 'mariadb')(
    'knows why a sort was given up, though its number is the same for all',
    async () => {
      for (const [said, code] of [
        ['Query execution was interrupted (max_statement_time exceeded)', 'stopped'],
        ['Query execution was interrupted', 'stopped'],
        ['Deadlock found when trying to get lock; try restarting transaction', 'conflict'],
        ['Lock wait timeout exceeded; try restarting transaction', 'lock-timeout'],
        ['Connection was killed', 'unavailable'],
        ['Out of sort memory', 'unavailable'],
      ]) {
        const signal = `SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = 1028, MESSAGE_TEXT = 'Sort aborted: ${said}'`;
        await expect(db.run(signal), said).rejects.toMatchObject({ code });
      }
    },
  );

  it('upserts: inserts, updates, or leaves alone', async () => {
    const { upsert } = db.dialect;
    await db.run(upsert('note', ['id', 'n', 't'], ['id'], ['n'], 2), ['u', 1, 'x', 'v', 2, 'y']);
    await db.run(upsert('note', ['id', 'n', 't'], ['id'], ['n']), ['u', 9, 'z']);
    await db.run(upsert('note', ['id', 'n', 't'], ['id']), ['v', 9, 'z']);
    expect(await db.all('SELECT id, n, t FROM note WHERE id IN (?, ?) ORDER BY id', ['u', 'v'])).toEqual([
      { id: 'u', n: 9, t: 'x' },
      { id: 'v', n: 2, t: 'y' },
    ]);
  });

  it('has a clock in epoch milliseconds', async () => {
    const [row] = await db.all<{ now: number }>(`SELECT ${db.dialect.now} AS now`);
    expect(Math.abs((row?.now ?? 0) - Date.now())).toBeLessThan(5_000);
  });

  it('is sound', async () => {
    await db.ping();
    expect(await db.check()).toEqual([]);
  });

  it('compares text by code point, unpadded, and case', async () => {
    await db.run(db.dialect.upsert('note', ['id', 't'], ['id'], [], 4), [
      ...['t1', 'A', 't2', 'a', 't3', 'a ', 't4', 'ä'],
    ]);
    for (const [text, id] of [
      ['A', 't1'],
      ['a', 't2'],
      ['a ', 't3'],
      ['ä', 't4'],
    ] as const)
      expect(await db.all('SELECT id FROM note WHERE t = ?', [text])).toEqual([{ id }]);
    const order = await db.all(`SELECT id FROM note WHERE id LIKE 't_' ORDER BY t`);
    expect(order.map((row) => row['id'])).toEqual(['t1', 't2', 't3', 't4']);
  });
});

const decimal = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 25n - 1n }), fc.nat({ max: 13 }))
  .map(([negative, digits, scale]) => {
    const text = digits.toString().padStart(scale + 1, '0');
    const whole = text.slice(0, text.length - scale);
    const fraction = text.slice(text.length - scale).replace(/0+$/, '');
    const plain = fraction ? `${whole}.${fraction}` : whole;
    return negative && plain !== '0' ? `-${plain}` : plain;
  });

const scaled = (value: string) => {
  const [whole = '', fraction = ''] = value.replace('-', '').split('.');
  return BigInt(whole + fraction.padEnd(20, '0')) * (value.startsWith('-') ? -1n : 1n);
};

const instant = fc
  .tuple(
    fc.date({
      min: new Date('1000-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    }),
    fc.constantFrom('000', '500', '120', '007', '999'),
  )
  .map(([date, fraction]) => date.toISOString().replace(/\.\d+/, `.${fraction}`));

const columns: readonly {
  column: Column;
  values: fc.Arbitrary<Json>;
  compare?: (a: Json, b: Json) => number;
}[] = [
  { column: { type: 'text', length: 50 }, values: fc.string({ unit: 'binary', maxLength: 50 }) },
  { column: { type: 'text', length: 5_000 }, values: fc.string({ unit: 'grapheme', maxLength: 50 }) },
  { column: { type: 'integer' }, values: fc.maxSafeInteger(), compare: (a, b) => Number(a) - Number(b) },
  {
    column: { type: 'decimal', precision: 38, scale: 13 },
    values: decimal,
    compare: (a, b) =>
      scaled(String(a)) < scaled(String(b)) ? -1 : scaled(String(a)) > scaled(String(b)) ? 1 : 0,
  },
  { column: { type: 'boolean' }, values: fc.boolean(), compare: (a, b) => Number(a) - Number(b) },
  { column: { type: 'date' }, values: instant.map((text) => text.slice(0, 10)) },
  { column: { type: 'time' }, values: instant.map((text) => text.slice(11, 19)) },
  { column: { type: 'datetime' }, values: instant },
  { column: { type: 'id' }, values: fc.uuid() },
  { column: { type: 'json' }, values: fc.jsonValue().map((value) => value as Json) },
];

describeOnDatabases('a column', (under) => {
  let db: Database;
  beforeAll(async () => {
    db = await openDatabase(under.url, '/nowhere');
  });
  afterAll(() => db.close());

  for (const [index, { column, values, compare }] of columns.entries()) {
    const kind = JSON.stringify(column);
    const table = `c${index}`;

    it(`keeps any value of ${kind}, and null`, async () => {
      const { dialect } = db;
      await db.run(`CREATE TABLE ${table} (id BIGINT NOT NULL PRIMARY KEY, v ${dialect.ddl(column)})`);
      let id = 0;
      await fc.assert(
        fc.asyncProperty(fc.option(values), async (value) => {
          id += 1;
          await db.run(`INSERT INTO ${table} VALUES (?, ?)`, [id, dialect.encode(column, value)]);
          const [row] = await db.all<{ v: string }>(`SELECT v FROM ${table} WHERE id = ?`, [id]);
          expect(dialect.decode(column, row?.v ?? null)).toEqual(JSON.parse(JSON.stringify(value)));
          if (dialect.plain(column)) expect(row?.v).toEqual(value);
        }),
        { numRuns: 60 },
      );
    });

    if (column.type === 'json') continue;
    it(`orders and compares ${kind} as its values`, async () => {
      const { dialect } = db;
      const rule = compare ?? byCodePoint;
      await fc.assert(
        fc.asyncProperty(fc.uniqueArray(values, { minLength: 2, maxLength: 8 }), async (list) => {
          await db.run(`DELETE FROM ${table}`);
          await db.run(
            dialect.upsert(table, ['id', 'v'], ['id'], [], list.length),
            list.flatMap((value, at) => [at, dialect.encode(column, value)]),
          );
          const sorted = await db.all<{ id: number }>(`SELECT id FROM ${table} ORDER BY v, id`);
          const expected = [...list.entries()].sort(([a, x], [b, y]) => rule(x, y) || a - b);
          expect(sorted.map((row) => row.id)).toEqual(expected.map(([at]) => at));
          const [pivot] = list;
          for (const [operator, holds] of [
            ['=', (n: number) => n === 0],
            ['<', (n: number) => n < 0],
            ['>=', (n: number) => n >= 0],
          ] as const) {
            const found = await db.all<{ id: number }>(
              `SELECT id FROM ${table} WHERE v ${operator} ${dialect.placeholder(column)} ORDER BY id`,
              [dialect.encode(column, pivot ?? null)],
            );
            const wanted = list.flatMap((value, at) => (holds(rule(value, pivot ?? null)) ? [at] : []));
            expect(found.map((row) => row.id)).toEqual(wanted);
          }
        }),
        { numRuns: 25 },
      );
    });
  }
});

const close = [
  ['-1234567890123456789012346', '-1234567890123456789012345', '-1234567890123456789012344.9999999999999'],
  ['-10', '-9.99', '-9.9', '-1', '-0.015', '-0.0149', '-0.01', '-0.001', '0'],
  ['0', '0.001', '0.01', '0.0101', '0.1', '0.11', '1', '1.1', '9', '9.9', '10', '99.99', '100'],
  ['123456789012345.0000000000001', '123456789012345.0000000000002', '123456789012345.0000000000003'],
  ['1234567890123456789012344.9999999999999', '1234567890123456789012345', '1234567890123456789012346'],
] as const;

describeOnDatabases('decimals that doubles cannot tell apart', (under) => {
  it.each(close.map((list) => [list]))('%j are in order, each equal to itself alone', async (list) => {
    const db = await openDatabase((await under.fresh()).url, '/nowhere');
    const { dialect } = db;
    const column: Column = { type: 'decimal', precision: 38, scale: 13 };
    await db.run(`CREATE TABLE d (id BIGINT NOT NULL PRIMARY KEY, v ${dialect.ddl(column)})`);
    await db.run('CREATE INDEX by_v ON d (v)');
    for (const [at, value] of list.entries())
      await db.run('INSERT INTO d VALUES (?, ?)', [at, dialect.encode(column, value)]);
    for (const [at, value] of list.entries()) {
      for (const [operator, wanted] of [
        ['<', list.slice(0, at)],
        ['=', [value]],
        ['>', list.slice(at + 1)],
      ] as const) {
        const rows = await db.all<{ v: string }>(
          `SELECT v FROM d WHERE v ${operator} ${dialect.placeholder(column)} ORDER BY v`,
          [dialect.encode(column, value)],
        );
        expect(rows.map(({ v }) => dialect.decode(column, v))).toEqual(wanted);
      }
    }
    await db.close();
  });
});

function byCodePoint(a: Json, b: Json): number {
  return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
}
