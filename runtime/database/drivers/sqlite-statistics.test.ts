import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openSqlite } from './sqlite.ts';

const folder = mkdtempSync(join(tmpdir(), 'guiju-statistics-'));
afterAll(() => rmSync(folder, { recursive: true }));

const asked = 'SELECT id, number, enabled FROM company WHERE number IN (?)';

it('a table that grew while the server runs is read by the index that finds its rows, on every connection', async () => {
  const file = join(folder, 'grows.db');
  const first = openSqlite(file, { synchronous: 'normal' });
  await first.run(
    'CREATE TABLE company (id TEXT, number TEXT, enabled INTEGER, name TEXT, PRIMARY KEY (id))',
  );
  await first.run('CREATE INDEX by_number ON company (number, id)');
  await first.run('CREATE INDEX by_enabled ON company (enabled, number, id)');
  await first.run("INSERT INTO company VALUES ('1', '1', 1, 'one')");
  await first.run('ANALYZE');
  await first.close();

  const database = openSqlite(file, { synchronous: 'normal' });
  const other = openSqlite(file, { synchronous: 'normal' });
  let turn = 0;
  const plans = async () => {
    const found: string[] = [];
    for (const one of [database, other]) {
      // Whoever only explains does not look whether the schema is still the same, and a known text is not planned anew.
      await one.all(asked, ['N7']);
      turn += 1;
      const rows = await one.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${asked} -- ${turn}`, ['N7']);
      found.push(rows.map(({ detail }) => detail).join());
    }
    return found;
  };
  await database.run(
    `WITH RECURSIVE c(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM c WHERE n < 20000)
      INSERT INTO company SELECT 'id' || n, 'N' || n, 1, 'some' FROM c`,
  );
  // What was known of one row is not worth much now.
  for (const plan of await plans()) expect(plan).toContain('SCAN');
  expect(await database.schema.measure()).toEqual(['company']);
  for (const plan of await plans()) expect(plan).toContain('SEARCH company USING INDEX by_number (number=?)');
  expect(await database.schema.measure()).toEqual([]);
  expect(await database.all(asked, ['N7'])).toEqual([{ id: 'id7', number: 'N7', enabled: 1 }]);
  await database.close();
  await other.close();
});
