import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import {
  describeOnDatabases,
  freshDatabase,
  type TestDatabase,
} from '../../../workshop/services/databases.ts';
import { createVault } from '../../common/vault.ts';
import type { Database } from '../../database/database.ts';
import { openDatabase } from '../../database/drivers/open-database.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import { standardEdition } from '../../server/edition.suite.ts';
import { notePackage, openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { asleep } from '../../work/background/asleep.suite.ts';
import { sealOf } from './archive.ts';
import { backupMarked } from './backup.ts';
import { ManifestReader, ManifestWriter } from './manifest.ts';
import { rowsOf, verifyArchive } from './read-archive.ts';
import { restore } from './restore.ts';

const field = (name: string, kind: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind,
  label: { zh: name, en: name },
  ...more,
});
const basic = [
  field('title', 'text', { length: 200 }),
  field('readers', 'references', { form: 'user' }),
  field('lines', 'entries', { fields: [field('text', 'text', { length: 50 })] }),
];
const vault = createVault(new Uint8Array(32).fill(3));
const records = '/api/forms/note/records';

/** What happens between two archives. */
type Change =
  | { readonly do: 'make'; readonly count: number; readonly lines: number }
  | { readonly do: 'edit' | 'delete'; readonly which: number }
  | { readonly do: 'field' | 'hide' | 'reshape' | 'form' | 'thin' | 'sequence' | 'columns' };

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({
    do: fc.constant('make' as const),
    count: fc.integer({ min: 1, max: 6 }),
    lines: fc.integer({ min: 0, max: 3 }),
  }),
  fc.record({ do: fc.constantFrom('edit' as const, 'delete' as const), which: fc.nat() }),
  fc.record({
    do: fc.constantFrom(
      'field' as const,
      'hide' as const,
      'reshape' as const,
      'form' as const,
      'thin' as const,
      'sequence' as const,
      'columns' as const,
    ),
  }),
);

describeOnDatabases('an increment', (under) => {
  const databases: TestDatabase[] = [];
  const opened: Database[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'guiju-increments-'));
  let node: TestNode;
  /** Files of the chain, and of the full archive of the same moment as its newest piece. */
  const chain: string[] = [];
  let full = '';
  let manifest = '';
  let [count, made, fields, forms, publishes, digits] = [0, 0, 0, 0, 0, 4];
  let isHidden = false;

  const file = (name: string) => join(folder, name);
  const linesOf = (path: string) => gunzipSync(readFileSync(path)).toString('utf8').trimEnd().split('\n');
  const rowsIn = (path: string) => linesOf(path).filter((line) => line.startsWith('['));
  const options = {
    server: '0.1.0',
    edition: standardEdition('0.1.0'),
    key: vault.id,
    node: 'test',
    at: '2026-08-01T00:00:00.000Z',
    seal: (digest: string) => sealOf(vault, digest),
  };
  const fresh = async (name: 'sqlite' | 'mariadb') => {
    const one = await freshDatabase(name);
    databases.push(one);
    const database = await openDatabase(one.url, folder);
    opened.push(database);
    return database;
  };

  /** Adds a piece to the chain — the first one is full —, and makes a full archive beside it. */
  async function archive(): Promise<void> {
    count += 1;
    const { database } = node.tenant;
    const writer = new ManifestWriter(file(`${count}.body`));
    const former = chain.length > 0 ? await ManifestReader.open(manifest, vault) : undefined;
    const name = file(`${count}.gz`);
    const { sha256, header } = await backupMarked(database, name, {
      ...options,
      manifest: writer,
      ...(former && { former }),
    });
    await former?.close();
    manifest = file(`${count}.rows`);
    await writer.finish(manifest, vault, {
      archive: { name: `${count}.gz`, sha256 },
      server: header.server,
      migrations: header.migrations,
    });
    chain.push(name);
    full = file(`${count}-full.gz`);
    await backupMarked(database, full, options);
  }

  async function publish(): Promise<void> {
    const extra = Array.from({ length: fields }, (_, at) => field(`extra${at}`, 'text', { length: 20 }));
    const price = field('price', 'decimal', { precision: 30, scale: digits });
    const hidden = isHidden ? [] : [field('hidden', 'text', { length: 20 })];
    publishes += 1;
    await node.publish([notePackage([...basic, price, ...hidden, ...extra], {}, `1.${publishes}.0`)]);
  }

  async function one(which: number): Promise<JsonObject | undefined> {
    const { body } = await node.ask('GET', `${records}?limit=500&fields=number,title`);
    const items = body['items'] as readonly JsonObject[];
    return items[which % Math.max(items.length, 1)];
  }

  async function make(what: Change): Promise<void> {
    const { database } = node.tenant;
    if (what.do === 'make') {
      for (let at = 0; at < what.count; at += 1) {
        made += 1;
        const lines = Array.from({ length: what.lines }, (_, line) => ({ text: `line ${line}` }));
        const body = {
          number: `N${made}`,
          title: `title ${made}`,
          price: `${made}.5`,
          readers: ['admin'],
          lines,
          ...(isHidden ? {} : { hidden: `h${made}` }),
        };
        const answer = await node.ask('POST', records, body);
        expect(answer.status, JSON.stringify(answer.body)).toBe(201);
      }
    } else if (what.do === 'edit' || what.do === 'delete') {
      const found = await one(what.which);
      if (!found) return;
      const condition = { 'if-match': `"${String(found['revision'])}"` };
      const path = `${records}/${String(found['id'])}`;
      const change = { title: `changed ${what.which}`, lines: [{ text: 'other' }] };
      if (what.do === 'edit') await node.ask('PATCH', path, change, condition);
      else await node.ask('DELETE', path, undefined, condition);
    } else if (what.do === 'field') {
      fields += 1;
      await publish();
    } else if (what.do === 'hide') {
      isHidden = !isHidden;
      await publish();
    } else if (what.do === 'reshape') {
      digits += 1;
      await publish();
    } else if (what.do === 'form') {
      forms += 1;
      await node.publish([otherPackage(forms)]);
      await node.ask('POST', `/api/forms/other${forms}/records`, { number: 'A' });
    } else if (what.do === 'thin') await database.run('DELETE FROM gj_history WHERE revision % 3 = 0');
    else if (what.do === 'sequence')
      await database.run(`UPDATE gj_sequence SET value = value + 1 WHERE form <> 'none'`);
    else await node.ask('PUT', `/api/me/preferences/columns:note${made}`, { shown: ['title'], widths: {} });
  }

  beforeAll(async () => {
    // Between two archives of one moment nothing is written by itself: that somebody signed in is sealed before.
    node = await openTestNode(under.url, { wait: asleep });
    await node.node.run('audit-links');
    await publish();
    for (let at = 0; at < 60; at += 1) await make({ do: 'make', count: 10, lines: 1 });
    await archive();
  }, 120_000);
  afterAll(async () => {
    await node.close();
    for (const database of opened) await database.close();
    for (const database of databases) await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('and all it stands on say what a full archive of the same moment says, row by row, whatever happened between', {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
        for (const what of changes) await make(what);
        await archive();
        const verified = await verifyArchive(chain, { keep: [], vault });
        expect(verified.sealing).toBe('right');
        const [{ tables }] = linesOf(full).map((line) => JSON.parse(line));
        expect(verified.header.tables).toEqual(tables);
        const rows: string[] = [];
        for await (const { row } of rowsOf(chain, verified)) rows.push(JSON.stringify(row));
        expect(rows).toEqual(rowsIn(full));
      }),
      { numRuns: 5 },
    );
  });

  it.each(['sqlite', 'mariadb'] as const)(
    'is restored with its chain as the full one is, into %s',
    async (name) => {
      const target = await fresh(name);
      await restore(target, chain, { ...options, vault });
      const again = file(`again-${name}.gz`);
      await backupMarked(target, again, options);
      expect(linesOf(again).slice(0, -1)).toEqual(linesOf(full).slice(0, -1));
    },
  );

  it('holds no more rows than were changed', async () => {
    await archive();
    const last = () => chain.at(-1) ?? '';
    expect(rowsIn(last())).toEqual([]);
    await make({ do: 'edit', which: 300 });
    await archive();
    const rows = rowsIn(last());
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.length).toBeLessThan(12);
    // A field that is empty everywhere changes no record.
    await make({ do: 'field' });
    await archive();
    expect(rowsIn(last()).filter((line) => line.includes('N7'))).toEqual([]);
  });

  const changedIn = (path: string, change: (all: string[]) => string[]) =>
    gzipSync(`${change(linesOf(path)).join('\n')}\n`);
  const wrong: readonly (readonly [string, (files: string[]) => [string[], string], string])[] = [
    ['with a piece missing between', (files) => [files.toSpliced(2, 1), '4.gz'], 'backup-chain-foreign'],
    ['without the full one', (files) => [files.slice(1), '2.gz'], 'backup-chain-gap'],
    [
      'on the full one of another moment',
      (files) => [[full, ...files.slice(1)], '2.gz'],
      'backup-chain-foreign',
    ],
    [
      'with a changed piece',
      (files) => {
        const touched = file('touched.gz');
        writeFileSync(
          touched,
          changedIn(files[1] ?? '', (all) => all.map((line) => line.replace('title', 'tutle'))),
        );
        return [files.with(1, touched), 'touched.gz'];
      },
      'backup-damaged',
    ],
    [
      'with a piece cut off',
      (files) => {
        const cut = file('cut.gz');
        writeFileSync(cut, readFileSync(files[2] ?? '').subarray(0, 400));
        return [files.with(2, cut), 'cut.gz'];
      },
      'backup-damaged',
    ],
    [
      'with a step of its script forged, digests made anew, and no seal',
      (files) => {
        const forged = file('forged.gz');
        const drop = (all: string[]) => all.map((line) => line.replace(/^\{"keep":\d+\}$/, '{"keep":1}'));
        writeFileSync(forged, changedIn(files.at(-1) ?? '', drop));
        return [files.with(-1, forged), 'forged.gz'];
      },
      'backup-damaged',
    ],
  ];
  it.each(wrong)(
    'is refused %s, by the name of the file, before anything is written',
    async (_, change, code) => {
      const [files, named] = change([...chain]);
      const target = await fresh('sqlite');
      const refused = restore(target, files, { ...options, vault });
      await expect(refused).rejects.toMatchObject({ code, params: { file: file(named) } });
      expect([...(await target.schema.read(target)).keys()]).toEqual([]);
    },
  );

  it('is not made by a manifest that somebody changed, or that another key sealed', async () => {
    const bytes = readFileSync(manifest);
    const stranger = createVault(new Uint8Array(32).fill(4));
    await expect(ManifestReader.open(manifest, stranger)).rejects.toThrow('its seal is not right');
    const text = gunzipSync(bytes).toString('utf8');
    const other = file('other.rows');
    writeFileSync(other, gzipSync(text.replace('"archive":{"name":"', '"archive":{"name":"x')));
    await expect(ManifestReader.open(other, vault)).rejects.toThrow('its seal is not right');
    writeFileSync(other, gzipSync(text.replace(/"marks":"../, '"marks":"xx')));
    const former = await ManifestReader.open(other, vault);
    const written = backupMarked(node.tenant.database, file('x.gz'), { ...options, former });
    await expect(written).rejects.toThrow('it is not whole');
  });
});

/** A package with a form of its own. */
function otherPackage(at: number) {
  const name = `other${at}`;
  const label = { zh: name, en: name };
  const fields = [field('number', 'text', { length: 40, required: true })];
  return installedFrom(
    new Map<string, Json>([
      ['package.json', { name: `others${at}`, version: '1.0.0', guiju: { prefix: `o${at}`, label } }],
      [`forms/${name}.json`, { name, kind: 'master', sharing: 'everybody', label, fields }],
    ]),
  );
}
