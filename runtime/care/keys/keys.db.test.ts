import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { cli } from '../../cli/captured-terminal.suite.ts';
import { createVault } from '../../common/vault.ts';
import type { Database } from '../../database/database.ts';
import { openDatabase } from '../../database/drivers/open-database.ts';
import { notePackage, openTestNode } from '../../server/test-node.suite.ts';
import { makeKeyFile } from './key-file.ts';
import { turnKey } from './turn-key.ts';
import { unlock } from './unlock.ts';

const label = (name: string) => ({ zh: name, en: name });
const pin = { name: 'pin', kind: 'secret', label: label('pin') };
const lines = { name: 'lines', kind: 'entries', label: label('lines'), fields: [pin] };
const [first, second, third] = [7, 8, 9].map((fill) => new Uint8Array(32).fill(fill));
const hex = (key: Uint8Array | undefined) => Buffer.from(key ?? []).toString('hex');
const vault = createVault(first ?? new Uint8Array());
const other = createVault(second ?? new Uint8Array());

describeOnDatabases('the key of a database', (under) => {
  let home = '';
  let database: Database;

  beforeAll(async () => {
    const node = await openTestNode(under.url);
    await node.publish([notePackage([pin, lines])]);
    const records = '/api/forms/note/records';
    for (let at = 0; at < 250; at++) {
      const body = { number: `N${at}`, pin: `pin ${at}`, lines: [{ pin: `inner ${at}` }] };
      const made = await node.ask('POST', records, body);
      expect(made.status).toBe(201);
      if (at % 50 !== 0) continue;
      const match = { 'if-match': `"${made.body['revision']}"` };
      const path = `${records}/${made.body['id']}`;
      expect((await node.ask('PATCH', path, { pin: `later ${at}` }, match)).status).toBe(200);
    }
    const kept = { 'idempotency-key': 'once' };
    expect((await node.ask('POST', '/api/me/tokens', { name: 'kept' }, kept)).status).toBe(201);
    const copied = JSON.stringify({ pin: vault.seal('copied'), text: 'v1.of what is no secret' });
    await node.tenant.database.run(
      'INSERT INTO gj_overlay (form, record, org, content, by_user, at, revision) VALUES (?, ?, ?, ?, NULL, 0, 1)',
      ['note', 'r', 'o', copied],
    );
    await node.publish([notePackage([lines], {}, '1.1.0')]);
    await node.close();
    home =
      under.name === 'sqlite'
        ? dirname(fileURLToPath(under.url.replace('sqlite:', 'file:')))
        : await mkdtemp(join(tmpdir(), 'guiju-keys-'));
    database = await openDatabase(under.url, home);
  });
  afterAll(async () => {
    await database.close();
    await rm(home, { recursive: true, force: true });
  });

  const place = () => ({
    GUIJU_HOME: home,
    ...(under.name === 'sqlite' ? {} : { DATABASE_URL: under.url }),
  });
  const run = async (words: readonly string[], environment: Record<string, string>) => {
    const answer = await cli(words, { environment: { ...place(), ...environment, LANG: 'en_US.UTF-8' } });
    return { ...answer, json: answer.json as JsonObject, out: JSON.stringify(answer.json) };
  };
  /** Everything that is sealed with a key, wherever it stands. */
  async function sealedWith(id: string): Promise<readonly string[]> {
    const found: string[] = [];
    for (const [table, { columns }] of await database.schema.read(database))
      for (const column of columns) {
        const { quote } = database.dialect;
        const row = await database.first<{ n: number }>(
          `SELECT COUNT(*) AS n FROM ${quote(table)} WHERE ${quote(column)} LIKE '%v1.${id}.%'`,
        );
        if (Number(row?.n) > 0) found.push(`${table}.${column}: ${Number(row?.n)}`);
      }
    return found;
  }
  const users = (secret: Uint8Array | undefined) =>
    run(['user', 'list', '--json'], { GUIJU_SECRET: hex(secret) });

  it('is the one it began with; another starts nothing', async () => {
    expect((await users(first)).code).toBe(0);
    const wrong = await users(second);
    expect([wrong.code === 0, wrong.json['error']]).toEqual([false, 'key-other']);
    expect(String(wrong.json['message'])).toContain(vault.id);
    expect((await run(['key', 'show', '--json'], { GUIJU_SECRET: hex(second) })).json).toMatchObject({
      here: other.id,
      current: vault.id,
      fits: false,
    });
    expect((await run(['doctor', '--json'], { GUIJU_SECRET: hex(second) })).out).toContain(
      'doctor-key-other',
    );
  });

  it.each([
    ['noted', async () => {}],
    ['of a database from before keys were noted', () => database.run('DELETE FROM gj_key')],
  ])('that is lost is told, and none is made in its place: %s', async (_sentence, forget) => {
    const kept = await database.all<Record<string, string>>('SELECT * FROM gj_key');
    await forget();
    await expect(unlock(database, { home }, 0)).rejects.toMatchObject({ code: 'key-lost' });
    const secret = second ?? new Uint8Array();
    await expect(unlock(database, { home, secret }, 0)).rejects.toMatchObject({ code: 'key-other' });
    expect(existsSync(join(home, 'secret.key'))).toBe(false);
    expect((await users(first)).code).toBe(0);
    expect(kept).toHaveLength(1);
  });

  it('is not turned over while a server is running, nor to itself, nor without another', async () => {
    const environment = { GUIJU_SECRET: hex(first) };
    expect((await run(['key', 'turn', '--json'], environment)).json['error']).toBe('key-next-needed');
    const same = { ...environment, GUIJU_NEXT_SECRET: hex(first) };
    expect((await run(['key', 'turn', '--json'], same)).json['error']).toBe('key-unchanged');
    const node = await openTestNode(under.url);
    const busy = { ...environment, GUIJU_NEXT_SECRET: hex(second) };
    expect((await run(['key', 'turn', '--json'], busy)).json['error']).toBe('key-in-use');
    await node.close();
  });

  it('is turned over everywhere, goes on wherever it was cut off, and nothing opens it half-way', async () => {
    const before = await sealedWith(vault.id);
    expect(before.map((each) => each.split(':')[0]).sort()).toEqual([
      'gj_history.snapshot',
      'gj_idempotency.response',
      'gj_key.sealed',
      'gj_overlay.content',
      'note.pin',
      'note__lines.pin',
    ]);
    for (const most of [0, 3, 170, 260, 420]) {
      let left = most;
      const cut: Database = {
        ...database,
        transaction: (work) =>
          database.transaction((tx) =>
            work({
              ...tx,
              run: (sql, params) => (left-- > 0 ? tx.run(sql, params) : Promise.reject(new Error('cut off'))),
            }),
          ),
      };
      await expect(turnKey(cut, vault, other, { at: 0 })).rejects.toThrow('cut off');
      expect((await users(first)).json['error']).toBe('key-turning');
      expect((await users(second)).json['error']).toBe('key-other');
    }
    const turned = await run(['key', 'turn', '--json'], {
      GUIJU_SECRET: hex(first),
      GUIJU_NEXT_SECRET: hex(second),
    });
    expect([turned.code, turned.json['to'], turned.json['shut']]).toEqual([0, other.id, 0]);
    expect(await sealedWith(vault.id)).toEqual([]);
    expect((await sealedWith(other.id)).map((each) => each.replace('gj_key.sealed: 1', ''))).toEqual(
      before.map((each) => each.replace('gj_key.sealed: 1', '')),
    );
    expect((await users(first)).json['error']).toBe('key-other');
    expect((await users(second)).code).toBe(0);
    const rows = await database.all<{ pin: string }>('SELECT pin FROM note ORDER BY number');
    expect(rows.map((row) => other.open(row.pin))).toContain('later 50');
    const [version] = await database.all<{ snapshot: string }>(
      "SELECT snapshot FROM gj_history WHERE form = 'note' AND operation = 'create' ORDER BY revision LIMIT 1",
    );
    const { pin: sealed, lines: inner } = JSON.parse(version?.snapshot ?? '{}');
    expect([other.open(sealed), other.open(inner[0].pin)]).toEqual(['pin 0', 'inner 0']);
    const doctor = await run(['doctor', '--json'], { GUIJU_SECRET: hex(second) });
    expect(doctor.out).toContain('doctor-secrets"');
  });

  it('that was lost for good gives way to the present one, when somebody says so', async () => {
    const environment = { GUIJU_SECRET: hex(third) };
    expect((await run(['key', 'adopt'], environment)).code).toBe(1);
    expect((await users(third)).json['error']).toBe('key-other');
    expect((await run(['key', 'adopt', '--yes'], environment)).code).toBe(0);
    expect((await users(third)).code).toBe(0);
    expect((await run(['doctor', '--json'], environment)).out).toContain('doctor-secrets-shut');
    expect((await run(['key', 'adopt', '--yes'], { GUIJU_SECRET: hex(second) })).code).toBe(0);
  });

  it.runIf(under.name === 'sqlite')(
    'in the data folder is turned over with its file, also when that was left to be done',
    async () => {
      const file = join(home, 'secret.key');
      await writeFile(file, hex(second), { mode: 0o600 });
      expect((await run(['key', 'turn', '--json'], {})).json['from']).toBe(other.id);
      const made = await readFile(file, 'utf8');
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      expect(await readFile(`${file}.${other.id}`, 'utf8')).toBe(hex(second));
      expect((await run(['user', 'list'], {})).code).toBe(0);
      // As if it had been killed before the files were renamed.
      await rename(file, `${file}.next`);
      await rename(`${file}.${other.id}`, file);
      expect((await run(['user', 'list'], {})).code).toBe(0);
      expect(await readFile(file, 'utf8')).toBe(made);
    },
  );
});

it('a key file is made once, whole, and readable by its owner alone', async () => {
  const home = await mkdtemp(join(tmpdir(), 'guiju-keys-'));
  const file = join(home, 'data', 'secret.key');
  const made = makeKeyFile(file, dirname(file));
  expect(made).toHaveLength(32);
  expect(makeKeyFile(file, dirname(file))).toEqual(made);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  await writeFile(file, 'swordfish');
  expect(() => makeKeyFile(file, dirname(file))).toThrow('key-file-wrong');
  await rm(home, { recursive: true });
});
