import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../workshop/services/databases.ts';
import type { Database } from '../database.ts';
import { openDatabase } from './open-database.ts';

/** Whatever SQLite makes of a statement, it can be stopped among its rows: no plan asks only of those that fit. */
describe('a SELECT that walks through many rows is stopped among them', () => {
  let made: TestDatabase;
  let db: Database;
  beforeAll(async () => {
    made = await freshDatabase('sqlite');
    // The first row that asks whether it is still wanted is told that it is not.
    db = await openDatabase(made.url, '', { longReads: { patience: 0.000_001, lanes: 1 } });
    await db.run('CREATE TABLE item (id TEXT NOT NULL PRIMARY KEY, org TEXT, kind TEXT, n INTEGER, t TEXT)');
    await db.run('CREATE TABLE line (id TEXT NOT NULL PRIMARY KEY, item TEXT, n INTEGER, t TEXT)');
    await db.transaction(async (tx) => {
      for (let i = 0; i < 3_000; i += 1) {
        const org = `o${i % 16}`;
        await tx.run('INSERT INTO item VALUES (?, ?, ?, ?, ?)', [`i${i}`, org, `k${i % 2}`, i, `text ${i}`]);
        await tx.run('INSERT INTO line VALUES (?, ?, ?, ?)', [`l${i}`, `i${i}`, i % 100, `line ${i}`]);
      }
    });
  });
  afterAll(async () => {
    await db.close();
    await made.drop();
  });

  const indexes: Readonly<Record<string, readonly string[]>> = {
    'without indexes': [],
    'with one for each column': [
      'item (org)',
      'item (kind)',
      'item (n)',
      'item (t)',
      'line (item)',
      'line (n)',
    ],
    'with some for several columns': [
      'item (org, n, id)',
      'item (kind, org, id)',
      'item (t, n, org, kind)',
      'line (item, n)',
    ],
  };
  const statements = [
    "SELECT COUNT(*) AS n FROM item t WHERE INSTR(t.t, 'nowhere') > 0",
    "SELECT COUNT(*) AS n FROM item t WHERE (t.org <> 'x' OR t.kind IN ('k1')) AND (INSTR(t.t, 'nowhere') > 0 OR INSTR(t.id, 'nowhere') > 0)",
    "SELECT COUNT(*) AS n FROM item t WHERE (t.kind = 'k0' OR t.kind IN ('k1')) AND (INSTR(t.t, 'nowhere') > 0 OR INSTR(t.id, 'nowhere') > 0)",
    "SELECT COUNT(*) AS n FROM item t WHERE (t.org = 'o3' OR t.kind IN ('k1')) AND (INSTR(t.t, 'nowhere') > 0 OR INSTR(t.id, 'nowhere') > 0)",
    "SELECT * FROM item t WHERE t.kind = 'k1' AND INSTR(t.t, 'nowhere') > 0 ORDER BY t.n DESC, t.id LIMIT 21",
    "SELECT * FROM item t WHERE t.org IN ('o1', 'o2', 'o3', 'o4') AND t.t LIKE '%nowhere%' ORDER BY t.t LIMIT 21",
    "SELECT * FROM item t WHERE t.n > -1 AND NOT (t.t <> 'nowhere') ORDER BY t.kind, t.id",
    'SELECT org, SUM(n) AS n FROM item GROUP BY org ORDER BY org',
    'SELECT DISTINCT t.org AS org FROM item t WHERE t.n >= 0 ORDER BY t.org',
    "SELECT t.id FROM item t WHERE EXISTS (SELECT 1 FROM line r WHERE r.item = t.id AND r.t = 'nowhere') LIMIT 5",
    "SELECT t.id FROM item t WHERE NOT EXISTS (SELECT 1 FROM line r WHERE r.item = t.id AND NOT r.t = 'nowhere') LIMIT 5",
    "SELECT t.id FROM item t WHERE t.id IN (SELECT r.item FROM line r WHERE INSTR(r.t, 'nowhere') > 0)",
    "SELECT t.id FROM item t WHERE t.n IN (SELECT r.n FROM line r WHERE r.n < 90) AND INSTR(t.t, 'nowhere') > 0",
    "SELECT t.id, r.id AS line FROM item t JOIN line r ON r.item = t.id WHERE INSTR(t.t, 'nowhere') > 0",
    "SELECT t.id, r.id AS line FROM item t LEFT JOIN line r ON r.item = t.id WHERE INSTR(t.t, 'nowhere') > 0",
    "SELECT COUNT(*) AS n FROM (SELECT 1 FROM item t WHERE t.kind = 'k1' AND INSTR(t.t, 'nowhere') > 0 LIMIT 2001) AS some",
    "SELECT * FROM (SELECT id FROM item WHERE INSTR(t, 'nowhere') > 0) AS one UNION ALL SELECT id FROM line WHERE INSTR(t, 'nowhere') > 0 ORDER BY id",
  ];
  for (const [which, columns] of Object.entries(indexes))
    it(`${which}`, async () => {
      for (const [at, on] of columns.entries()) await db.run(`CREATE INDEX ix_${at} ON ${on}`);
      const own = await openDatabase(made.url, '', { longReads: { patience: 0.000_001, lanes: 1 } });
      try {
        for (const sql of statements) {
          const before = own.longReads().answered;
          const rows = await own.all(sql);
          expect([sql, own.longReads().answered - before]).toEqual([sql, 1]);
          expect(rows).toEqual(await db.transaction((tx) => tx.all(sql)));
        }
      } finally {
        await own.close();
        for (const [at] of columns.entries()) await db.run(`DROP INDEX ix_${at}`);
      }
    });
});
