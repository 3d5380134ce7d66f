import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { describeOnDatabases, freshDatabase } from '../../../workshop/services/databases.ts';
import type { Connection, Database } from '../database.ts';
import { createLongReads } from './long-reads.ts';
import { openDatabase } from './open-database.ts';
import { sqliteLane } from './sqlite-lane.ts';

/** Goes on for hours, whatever indexes there are. */
const endless = 'SELECT COUNT(*) AS n FROM item a, item b, item c, item d WHERE a.n + b.n + c.n + d.n = ?';

describeOnDatabases('long reads', (under) => {
  let db: Database;
  beforeAll(async () => {
    const longReads = { lanes: 2, deadline: 700, waiting: 3, patience: 20 };
    db = await openDatabase(under.url, '/nowhere', { longReads });
    const { ddl } = db.dialect;
    await db.run(
      `CREATE TABLE item (id ${ddl({ type: 'id' })} NOT NULL PRIMARY KEY, n ${ddl({ type: 'integer' })}, t ${ddl({ type: 'text', length: 50 })})`,
    );
    await db.transaction(async (tx) => {
      for (let i = 0; i < 2_000; i += 1)
        await tx.run('INSERT INTO item VALUES (?, ?, ?)', [`i${i}`, i, `t${i % 7}`]);
    });
  });
  afterAll(() => db.close());
  const quiet = async () => {
    await expect.poll(() => db.longReads()).toMatchObject({ running: 0, queued: 0 });
  };

  it('are overtaken by everything else, and end when their time is over', async () => {
    const left = new AbortController();
    const reader = db.reading({ who: 'anna', deadline: 60_000, left: () => left.signal });
    let ended = false;
    const long = reader.all(endless, [-1]).catch(({ code }) => {
      ended = true;
      return code;
    });
    for (let i = 0; i < 20; i += 1) {
      await db.first('SELECT t FROM item WHERE id = ?', [`i${i}`]);
      await db.run('UPDATE item SET t = ? WHERE id = ?', ['x', 'i1']);
      await db.all('SELECT t FROM item WHERE n < ? ORDER BY n DESC LIMIT 5', [i]);
    }
    await expect.poll(() => db.longReads(), { interval: 5 }).toMatchObject({ running: 1 });
    expect(ended).toBe(false);
    left.abort();
    expect(await long).toBe('caller-left');
    const late = db.reading({ who: 'anna' }).all(endless, [-1]);
    expect(await late.catch(({ code, params }) => ({ code, params }))).toEqual({
      code: 'read-too-long',
      params: { seconds: 1 },
    });
    await quiet();
  });

  it('end when nobody waits for them any more: those under way, those that wait, and those that come late', async () => {
    const left = new AbortController();
    const reader = db.reading({ who: 'anna', left: () => left.signal });
    const all = Array.from({ length: 3 }, () => reader.all(endless, [-2]).catch(({ code }) => code));
    await expect.poll(() => db.longReads(), { interval: 5 }).toMatchObject({ running: 1, queued: 2 });
    left.abort();
    expect(await Promise.all(all)).toEqual(['caller-left', 'caller-left', 'caller-left']);
    expect(await reader.first(endless, [-2]).catch(({ code }) => code)).toBe('caller-left');
    await quiet();
  });

  it('of one person are refused beyond a number, and leave room for others', async () => {
    const greedy = db.reading({ who: 'anna' });
    const asked = Array.from({ length: 6 }, () => greedy.all(endless, [-3]).catch(({ code }) => code));
    await expect.poll(() => db.longReads(), { interval: 5 }).toMatchObject({ running: 1, queued: 3 });
    const other = db.reading({ who: 'bert', deadline: 25_000 });
    const counted = 'SELECT COUNT(*) AS n FROM item a, item b WHERE a.n < 100 AND a.n + b.n < ?';
    expect(Number((await other.first<{ n: number }>(counted, [100]))?.n)).toBe(5_050);
    const codes = await Promise.all(asked);
    expect(codes.filter((code) => code === 'reads-too-many')).toHaveLength(2);
    expect(codes.filter((code) => code === 'read-too-long')).toHaveLength(4);
    await quiet();
  });

  it.runIf(under.name === 'mariadb')(
    'that were cut off in the midst of sorting are answered as well',
    async () => {
      const said = 'Sort aborted: Query execution was interrupted (max_statement_time exceeded)';
      await db.run(
        `CREATE FUNCTION sorted() RETURNS INT BEGIN
        IF @@max_statement_time < 1 THEN SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = 1028, MESSAGE_TEXT = '${said}'; END IF;
        RETURN 1;
      END`,
      );
      const reader = db.reading({ who: 'anna', deadline: 25_000 });
      expect(await reader.first('SELECT sorted() AS n FROM item ORDER BY n LIMIT 1')).toEqual({ n: 1 });
      await quiet();
    },
  );

  it.runIf(under.name === 'mariadb')(
    'that ended just when their caller left take nobody else with them',
    async () => {
      const longReads = { lanes: 1, patience: 0 };
      const other = await openDatabase(under.url, '/nowhere', { longReads, connections: 1 });
      const left = new AbortController();
      const released = Promise.withResolvers<void>();
      // Whatever is to be killed is killed once this is over.
      const held = Promise.withResolvers<void>();
      const holding = other.transaction(async () => {
        held.resolve();
        await released.promise;
      });
      await held.promise;
      const slow = 'SELECT SLEEP(?) AS n';
      const leaving = other.reading({ who: 'anna', left: () => left.signal }).all(slow, [0.4]);
      const gone = leaving.catch(({ code }) => code);
      await sleep(200);
      left.abort();
      expect(await gone).toBe('caller-left');
      const next = other.reading({ who: 'bert' }).all(slow, [1]);
      const answered = next.catch(({ code }) => code);
      await sleep(500);
      expect(other.longReads()).toMatchObject({ running: 1, queued: 0 });
      released.resolve();
      await holding;
      expect(await answered).toEqual([{ n: 0 }]);
      await other.close();
    },
  );

  it.runIf(under.name === 'mariadb')(
    'are those that take much time and again, too, though none was cut off; a quick one takes that back',
    async () => {
      const other = await openDatabase(under.url, '/nowhere', { longReads: { patience: 2_000 } });
      const asked = async (seconds: number) => {
        const before = other.longReads().answered;
        await other.all('SELECT SLEEP(?) AS n', [seconds]);
        return other.longReads().answered - before;
      };
      for (let i = 0; i < 5; i += 1) expect(await asked(0)).toBe(0);
      expect([await asked(0.6), await asked(0.6), await asked(0.6)]).toEqual([0, 0, 0]);
      expect([await asked(0.6), await asked(0)]).toEqual([1, 1]);
      expect(await asked(0)).toBe(0);
      // Reads that wait at the same time count as one.
      await Promise.all(Array.from({ length: 4 }, () => asked(0.6)));
      expect(await asked(0.6)).toBe(0);
      await other.close();
    },
  );

  it('of the platform itself have no end but their own', async () => {
    const counted =
      'SELECT COUNT(*) AS n FROM item a, item b, item c WHERE a.n < 1 AND b.n < 900 AND a.n + b.n + c.n < ?';
    const before = db.longReads().stopped;
    expect(Number((await db.first<{ n: number }>(counted, [-1]))?.n)).toBe(0);
    expect(db.longReads().stopped).toEqual(before);
  });

  it('are told by number', async () => {
    const counts = db.longReads();
    expect(counts.answered).toBeGreaterThan(0);
    expect(Object.values(counts.stopped).every((count) => count > 0)).toBe(true);
  });

  it.each([
    ['quick reads', (work: (one: Connection) => Promise<void>) => work(db)],
    [
      'reads and writes of one transaction',
      (work: (one: Connection) => Promise<void>) => db.transaction(work),
    ],
  ])('and a long chain of %s lets others in', async (_, within) => {
    let [asked, overtaken] = [0, 0];
    const others = setInterval(() => {
      overtaken = overtaken || asked;
    }, 1);
    await within(async (one) => {
      for (const until = performance.now() + 300; performance.now() < until; asked += 1)
        await one.first('SELECT t FROM item WHERE id = ?', ['i1']);
    });
    clearInterval(others);
    expect(overtaken).toBeGreaterThan(0);
  });

  describe('that all go elsewhere', () => {
    let all: Database;
    beforeAll(async () => {
      all = await openDatabase(under.url, '/nowhere', { longReads: { patience: 0, deadline: 25_000 } });
    });
    afterAll(() => all.close());

    it('see what was committed before they were asked', async () => {
      for (let i = 0; i < 20; i += 1) {
        await db.run('UPDATE item SET t = ? WHERE n = ?', [`now ${i}`, 77]);
        expect(await all.reading({ who: 'a' }).all('SELECT t FROM item WHERE n = ?', [77])).toEqual([
          { t: `now ${i}` },
        ]);
      }
    });

    it.each([
      'SELECT id FROM item WHERE n = 3 OR n = 4 ORDER BY id',
      'SELECT id FROM item AS x WHERE x.n < 5 AND x.t IN (SELECT t FROM item WHERE n < 2) ORDER BY x.id LIMIT 3',
      'SELECT DISTINCT a.t AS t FROM item a JOIN item b ON b.n = a.n + 1 WHERE a.n < 9 OR (a.n > 1990 AND b.n < 3) ORDER BY a.t',
      "SELECT COUNT(*) AS n, t FROM item WHERE t LIKE '%t%' GROUP BY t HAVING COUNT(*) > 1 ORDER BY t",
      'SELECT t.n FROM item t WHERE t.n > 1990 AND NOT EXISTS (SELECT 1 FROM item r WHERE r.n = t.n + 1 AND NOT r.n = 7) ORDER BY t.n',
      'SELECT MAX(n) AS n FROM item',
      'SELECT COUNT(*) AS n FROM item',
      "SELECT ' where (' AS t FROM item WHERE n = 1",
      'SELECT a.n, b.n AS m FROM item a LEFT JOIN item b ON b.n = a.n + 1990 WHERE a.n IN (8, 12) ORDER BY a.n',
      'SELECT * FROM (SELECT n FROM item WHERE n < 4 ORDER BY n DESC LIMIT 2) AS p UNION ALL SELECT n FROM item WHERE n = 9 ORDER BY n',
    ])('answer what they answer here: %s', async (sql) => {
      const here = await db.transaction((tx) => tx.all(sql));
      expect(here.length).toBeGreaterThan(0);
      expect(await all.all(sql)).toEqual(here);
      expect(await all.first(sql)).toEqual(here[0]);
    });

    it('bring many rows, and bytes', async () => {
      const rows = await all.all<{ n: number }>('SELECT n, t FROM item WHERE n >= ?', [0]);
      expect(rows.map(({ n }) => n).sort((a, b) => a - b)).toEqual(
        Array.from({ length: 2_000 }, (_, i) => i),
      );
      const [row] = await all.all<{ b: Uint8Array }>(
        `SELECT CAST(t AS ${under.name === 'sqlite' ? 'BLOB' : 'BINARY'}) AS b FROM item WHERE n = ?`,
        [1_999],
      );
      expect(row && Buffer.from(row.b).toString()).toBe('t4');
    });

    it('say what is wrong with them', async () => {
      await expect(all.all('SELECT nothing FROM item WHERE n = 1')).rejects.toMatchObject({ code: 'other' });
      expect(await all.all('SELECT n FROM item WHERE n = 1')).toEqual([{ n: 1 }]);
    });
  });

  it('do not keep a database from being closed', async () => {
    const other = await openDatabase(under.url, '/nowhere', { longReads: { lanes: 1 } });
    const long = Array.from({ length: 2 }, () => other.all(endless, [-4]).catch(({ code }) => code));
    await sleep(200);
    await other.close();
    expect(await Promise.all(long)).toEqual(['unavailable', 'unavailable']);
  });
});

describe('the time of a long read', () => {
  beforeAll(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
  afterAll(() => vi.useRealTimers());

  /** Answers after how many milliseconds a read is refused, of a lane that has the processor for such a share of them. */
  async function refused(share: number | undefined) {
    const began = performance.now();
    const pool = createLongReads<string, string>(
      () => ({
        read: (_question, stop) =>
          new Promise((_resolve, reject) => stop.addEventListener('abort', () => reject(stop.reason))),
        ...(share === undefined ? {} : { worked: () => (performance.now() - began) * share }),
        close: async () => {},
      }),
      { lanes: 2, deadline: 1_000, waiting: 2 },
    );
    const read = pool
      .read('?', { who: 'anna' })
      .catch(({ code }) => [code, performance.now() - began] as const);
    await vi.advanceTimersByTimeAsync(10_000);
    const [code, after] = (await read) as readonly [string, number];
    expect(code).toBe('read-too-long');
    return Math.round(after / 10) * 10;
  }

  it.each([
    ['goes by the clock where nobody knows what it worked', undefined, 1_000],
    ['goes by the clock where it has the processor for itself', 1, 1_000],
    ['is twice as long where it has the processor half of the time', 0.5, 2_000],
    ['is three times as long at most', 0, 3_000],
  ])('%s', async (_sentence, share, after) => {
    expect(await refused(share)).toBe(after);
  });
});

describe.runIf(process.platform === 'linux')('a thread that reads', () => {
  it('knows what it has worked for the read under way', async () => {
    const database = await freshDatabase('sqlite');
    const db = await openDatabase(database.url, '/nowhere');
    const lane = sqliteLane(fileURLToPath(database.url.replace('sqlite:', 'file:')), 'wanted');
    onTestFinished(async () => {
      await lane.close();
      await db.close();
      await database.drop();
    });
    const rows = 'WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < ?)';
    const read = (most: number) =>
      lane.read(
        { sql: `${rows} SELECT COUNT(*) AS n FROM r`, params: [most] },
        new AbortController().signal,
        0,
      );
    const began = performance.now();
    const ended = read(20_000_000).then(() => 'ended');
    await expect
      .poll(() => Promise.race([ended, lane.worked?.() ?? 0]), { interval: 5, timeout: 60_000 })
      .toBeGreaterThan(0);
    await ended;
    expect(lane.worked?.()).toBeLessThanOrEqual(performance.now() - began + 10);
    // Another read begins anew.
    await read(1);
    expect(lane.worked?.()).toBeLessThanOrEqual(10);
  });
});
