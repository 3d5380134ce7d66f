import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { backup } from '../../care/backup/backup.ts';
import { restore } from '../../care/backup/restore.ts';
import { checkSearch } from '../../care/doctor/examine.ts';
import { openDatabase } from '../../database/drivers/open-database.ts';
import { standardEdition } from '../../server/edition.suite.ts';
import { notePackage, openTestNode } from '../../server/test-node.suite.ts';
import { purgeHistory } from '../store/history/purge-history.ts';
import { gramsAsked } from './grams.ts';
import {
  type IndexedNotes,
  noteFields,
  noteForm,
  notesOf,
  openNotes,
  searchedByAll,
  searchThrough,
} from './indexed-notes.suite.ts';

const eventually = { timeout: 20_000, interval: 50 };

describeOnDatabases('an index of texts', (under) => {
  let notes: IndexedNotes;
  beforeAll(async () => {
    notes = await openNotes(under.url, noteForm(['number', 'title']));
    await fill(notes, 'A');
    await notes.indexed();
  });
  afterAll(() => notes.node.close());

  async function right(among: IndexedNotes, questions: readonly string[], fields = searchedByAll) {
    const all = await among.all();
    for (const q of questions)
      expect([q, await among.search({ q })]).toEqual([q, searchThrough(all, q, fields)]);
  }
  const questions = ['标题A-7', 'A-1', '正文', '正文 A-3', '标题', 'a-', '没有这个'];

  it('is made anew when a publish looks into more fields, and answers are right meanwhile', async () => {
    const before = await notes.indexed();
    await notes.node.publish([notePackage(noteFields, noteForm(searchedByAll), '1.1.0')]);
    await right(notes, questions);
    const after = await vi.waitFor(async () => {
      const index = await notes.indexed();
      expect(index.name).not.toBe(before.name);
      return index;
    }, eventually);
    expect(JSON.parse(after.texts)).toHaveLength(3);
    await right(notes, questions);
    await vi.waitFor(async () => expect(await notes.indexes()).toHaveLength(1), eventually);
  });

  it('stays when a field is renamed, and is made anew when one is left out', async () => {
    const before = await notes.indexed();
    const renamed = noteFields.map((one) =>
      one['name'] === 'title' ? { ...one, name: 'heading', id: 'title' } : one,
    );
    await notes.node.publish([notePackage(renamed, noteForm(searchedByAll), '1.2.0')]);
    const found = await notes.search({ q: '标题A-7' });
    expect(found).toHaveLength(1);
    expect((await notes.indexed()).name).toBe(before.name);
    await notes.node.publish([notePackage(noteFields, noteForm(['number', 'title']), '2.0.0')]);
    await right(notes, questions, ['number', 'title']);
    await vi.waitFor(async () => {
      expect(JSON.parse((await notes.indexed()).texts)).toHaveLength(2);
    }, eventually);
    await right(notes, questions, ['number', 'title']);
    await notes.node.publish([notePackage(noteFields, noteForm(searchedByAll), '2.1.0')]);
    await vi.waitFor(
      async () => expect(JSON.parse((await notes.indexed()).texts)).toHaveLength(3),
      eventually,
    );
  });

  it('keeps nothing of what was purged', async () => {
    const [made] = await notes.batch([
      { op: 'create', body: { number: 'GONE', title: '隐秘之名', body: null } },
    ]);
    const record = made?.['record'] as unknown as { id: string; revision: number };
    expect(await notes.search({ q: '隐秘' })).toEqual([record.id]);
    const before = await notes.indexed();
    const { database } = notes.node.tenant;
    const holds = async (name: string) => {
      const { sql, params } = database.dialect.texts.match(name, gramsAsked('隐秘'), 10);
      return (await database.all(sql, params)).length;
    };
    expect(await holds(before.name)).toBe(1);
    await notes.batch([{ op: 'delete', id: record.id, ifMatch: record.revision }]);
    const form = notes.node.tenant.served().model.formsById.get('note');
    if (!form) throw new Error('no form');
    await purgeHistory(database, form, record.id);
    await right(notes, questions);
    await vi.waitFor(async () => {
      const all = await notes.indexes();
      expect(all.map(({ phase }) => phase)).toEqual(['ready']);
      expect(all[0]?.name).not.toBe(before.name);
    }, eventually);
    expect(await holds((await notes.indexed()).name)).toBe(0);
    expect((await database.schema.read(database)).has(before.name)).toBe(false);
  });

  it('is made anew where it is damaged, and answers are right meanwhile', async () => {
    const { database } = notes.node.tenant;
    const before = await notes.indexed();
    for (const sql of database.dialect.texts.drop(before.name).slice(0, 1)) await database.run(sql);
    await right(notes, questions);
    await right(notes, questions);
    await vi.waitFor(async () => expect((await notes.indexed()).name).not.toBe(before.name), eventually);
    await right(notes, questions);
  });

  it('is looked at by doctor, who gives up what is not as the records are', async () => {
    const { database, served } = notes.node.tenant;
    await vi.waitFor(async () => expect(await notes.indexes()).toHaveLength(1), eventually);
    const before = await notes.indexed();
    const looked = async () =>
      (await checkSearch(database, served().model)).map(({ code, params }) => [code, params['first']]);
    expect(await looked()).toEqual([['doctor-search', undefined]]);
    const [one] = await notes.search({ q: '标题A-7' });
    await database.transaction((tx) => database.dialect.texts.remove(tx, before.name, [one ?? '']));
    expect(await looked()).toEqual([['doctor-search-wrong', ['note: 1']]]);
    expect(await looked()).toEqual([['doctor-search-making', ['note']]]);
    await vi.waitFor(async () => expect((await notes.indexed()).name).not.toBe(before.name), eventually);
    // A node that knew it to be in use asks it once more at most.
    await vi.waitFor(async () => expect(await notes.search({ q: '标题A-7' })).toEqual([one]), eventually);
    await vi.waitFor(async () => expect(await looked()).toEqual([['doctor-search', undefined]]), eventually);
  });

  it('is filled by one node, and searched by all; another goes on where one ends', async () => {
    const other = notesOf(await openTestNode(under.url, { search: { worthwhile: 20, grace: 0 } }));
    try {
      await Promise.all([fill(notes, 'B', 15), fill(other, 'C', 15)]);
      await other.node.tenant.follow();
      await notes.node.tenant.follow();
      for (const each of [notes, other]) await right(each, [...questions, '标题B-7', '标题C', 'c-1']);
      await notes.indexed();
      expect(await notes.indexes()).toHaveLength(1);
    } finally {
      await notes.node.close();
    }
    await fill(other, 'D', 15);
    await right(other, ['标题D', 'd-1', '标题A']);
    await other.indexed();
    await right(other, ['标题D', 'd-1', '标题A']);
    const { index } = other.node.tenant.store.searches;
    expect(index).toBeGreaterThan(0);
    notes = other;
  });

  it('is no part of a backup, and made anew after a restore', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'guiju-search-'));
    const file = join(folder, 'all.backup');
    const before = await notes.indexed();
    const all = await notes.all();
    const header = await backup(notes.node.tenant.database, file, {
      server: '0',
      key: '',
      node: 'test',
      at: '',
    });
    expect(header.tables.filter(({ name }) => /find|search/.test(name))).toEqual([]);
    await notes.node.close();
    const database = await openDatabase(under.url, folder);
    await database.run('DELETE FROM gj_node');
    await restore(database, file, { edition: standardEdition('0'), node: 'test', replace: true });
    expect((await database.schema.read(database)).has(before.name)).toBe(false);
    await database.close();
    await rm(folder, { recursive: true });
    notes = notesOf(await openTestNode(under.url, { search: { worthwhile: 20, grace: 0 } }));
    expect(await notes.all()).toEqual(all);
    await right(notes, questions);
    expect((await notes.indexed()).name).not.toBe(before.name);
    await right(notes, questions);
  });
});

async function fill(notes: IndexedNotes, letter: string, count = 40): Promise<void> {
  const items = Array.from({ length: count }, (_, at): JsonObject => {
    const name = `${letter}-${at}`;
    return { op: 'create', body: { number: name, title: `标题${name}`, body: `正文 ${name}` } };
  });
  for (const { status } of await notes.batch(items)) expect(status).toBe(201);
}
