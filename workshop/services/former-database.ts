import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { Database, Row } from '../../runtime/database/database.ts';
import { type FormerPackage, formerRooms } from '../../runtime/server/former-rooms.suite.ts';
import { freshDatabase } from './databases.ts';

/**
 * `node workshop/services/former-database.ts sqlite|mariadb [tree] [name]`: writes the fixture of a format, a database
 * as a server
 * of this day leaves it, with three customers, a package whose second version left something out and that the customer
 * changed, and one that was uninstalled; `tree` is a checkout of another day. Every later version has to open it
 * (`runtime/server/former-databases.long.db.test.ts`), so whoever changes what databases hold runs it once before.
 */
const [kind = 'sqlite', tree = '.', day = new Date().toISOString().slice(0, 10)] = process.argv.slice(2);
const name = kind === 'mariadb' ? 'mariadb' : 'sqlite';
const place = await freshDatabase(name);
const inTree = <T>(path: string) => import(pathToFileURL(resolve(tree, path)).href) as Promise<T>;
const { openTestNode } = await inTree<typeof import('../../runtime/server/test-node.suite.ts')>(
  'runtime/server/test-node.suite.ts',
);
const { openDatabase } = await import('../../runtime/database/drivers/open-database.ts');

const node = await openTestNode(place.url, { packages: ['platform', 'basis'] });
for (const number of ['C001', 'C002', 'C003']) {
  const body = { number, name: `Customer ${number}`, kind: 'company' };
  const { status, body: answer } = await node.ask('POST', '/api/forms/customer/records', body);
  if (status !== 201) throw new Error(JSON.stringify(answer));
}
for (const files of [formerRooms.first, formerRooms.second, formerRooms.local, formerRooms.other])
  await published(files);
const asked = { package: 'former-other' };
const { hash } = (await done('POST', '/api/publishes/uninstall/plan', asked)) as { readonly hash: string };
await done('DELETE', `/api/packages/former-other?hash=${hash}`);
await node.close();

const database = await openDatabase(place.url, '/nowhere');
const statements = name === 'mariadb' ? await ofMariadb(database) : await ofSqlite(database);
await database.close();
await place.drop();
const folder = new URL('../../runtime/server/former-databases/', import.meta.url);
mkdirSync(folder, { recursive: true });
const file = new URL(`${day}.${name}.json.br`, folder);
const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
writeFileSync(file, brotliCompressSync(JSON.stringify(statements), quality));
process.stdout.write(`${file.pathname}: ${statements.length} statements\n`);

async function done(method: string, path: string, body?: Json): Promise<JsonObject> {
  const answer = await node.ask(method, path, body);
  if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}

async function published({ files, record }: FormerPackage): Promise<void> {
  const packages = [{ files }];
  const plan = await done('POST', '/api/model/plan', { packages });
  if (plan['hash'] === null) throw new Error(JSON.stringify(plan['issues']));
  await done('POST', '/api/model/apply', { packages, hash: plan['hash'] ?? null });
  if (record) await done('POST', record.path, record.body);
}

async function ofSqlite(from: Database): Promise<readonly string[]> {
  const made = await from.all<{ name: string; sql: string; type: string }>(
    "SELECT name, sql, type FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type DESC, name",
  );
  const found: string[] = [];
  for (const { name: table, sql, type } of made) {
    found.push(sql);
    if (type === 'table') found.push(...(await insertsOf(from, table)));
  }
  return found;
}

async function ofMariadb(from: Database): Promise<readonly string[]> {
  const tables = await from.all<{ name: string }>(
    'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY table_name',
  );
  const found: string[] = [];
  for (const { name: table } of tables) {
    const row = await from.first<Row>(`SHOW CREATE TABLE \`${table}\``);
    found.push(String(row?.['Create Table']), ...(await insertsOf(from, table)));
  }
  return found;
}

/** Many rows a statement. */
async function insertsOf(from: Database, table: string): Promise<readonly string[]> {
  const rows = await from.all<Row>(`SELECT * FROM ${from.dialect.quote(table)}`);
  const found: string[] = [];
  for (let at = 0; at < rows.length; at += 100) {
    const some = rows.slice(at, at + 100);
    const columns = Object.keys(some[0] ?? {});
    const values = some.map((row) => `(${columns.map((column) => literal(row[column] ?? null)).join(', ')})`);
    const head = `INSERT INTO ${from.dialect.quote(table)} (${columns.map(from.dialect.quote).join(', ')})`;
    found.push(`${head} VALUES ${values.join(', ')}`);
  }
  return found;
}

function literal(value: unknown): string {
  if (value === null) return 'NULL';
  if (value instanceof Uint8Array) return `x'${Buffer.from(value).toString('hex')}'`;
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  const text = String(value).replaceAll("'", "''");
  return `'${name === 'mariadb' ? text.replaceAll('\\', '\\\\') : text}'`;
}
