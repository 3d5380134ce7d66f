import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { SearchRow } from '../../../migrations/rows/search-tables.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { checkSearch } from '../../care/doctor/examine.ts';
import { dueWork } from '../indexes/fill-index.ts';
import { createLayouts } from '../store/record/layouts.ts';
import { type IndexedNotes, openNotes, searchThrough } from './indexed-notes.suite.ts';
import { readIndexes, type SearchIndex } from './search-index.ts';

const former = 'gj_find_0123456789';

describeOnDatabases('an index whose grams were cut by a version before', (under) => {
  let notes: IndexedNotes;
  /** As it was found, before the server took care of it. */
  let index: SearchIndex | undefined;
  beforeAll(async () => {
    notes = await openNotes(under.url);
    await notes.batch(
      Array.from({ length: 40 }, (_, at) => ({
        op: 'create',
        body: { number: `A-${at}`, title: `标题${at}`, body: '正文' },
      })),
    );
    await makeFormer(await notes.indexed());
  });
  afterAll(() => notes.node.close());

  /** The same under a name of then, with grams that nobody asks for now. */
  async function makeFormer({ name }: SearchRow): Promise<void> {
    const { database } = notes.node.tenant;
    const { texts } = database.dialect;
    for (const sql of texts.create(former)) await database.run(sql);
    const entries = await database.all<{ record: string; print: string }>(
      `SELECT record, print FROM ${name}`,
    );
    await database.transaction(async (tx) => {
      await texts.put(
        tx,
        former,
        entries.map((one) => ({ ...one, grams: ['formerly'] })),
      );
      await tx.run(`UPDATE gj_search SET name = ?, common = '[]' WHERE name = ?`, [former, name]);
      [index] = await readIndexes(tx);
    });
  }

  it('is no wrong one to doctor, who finds nothing in it', async () => {
    const { database, served } = notes.node.tenant;
    const found = await checkSearch(database, served().model);
    expect(found.map(({ code }) => code)).not.toContain('doctor-search-wrong');
  });

  it('is given up at once, as nobody asks it: nothing more is written to it', async () => {
    const { database, served } = notes.node.tenant;
    const form = served().model.formsById.get('note');
    if (!form) throw new Error('no form');
    if (!index) throw new Error('no index');
    const work = dueWork({
      indexes: [index],
      layouts: new Map([[form.id, createLayouts(database.dialect).of(served(), form)]]),
      behind: () => true,
      large: () => true,
      now: 0,
      grace: 0,
    });
    expect(work.map(({ act }) => act)).toEqual(['retire', 'begin']);
  });

  it('has another in its place soon, and answers are right meanwhile', async () => {
    const right = async () => {
      const all = await notes.all();
      for (const q of ['标', '标题7', 'a-1', '正', '3', '无'])
        expect([q, await notes.search({ q })]).toEqual([q, searchThrough(all, q)]);
    };
    await right();
    await notes.batch([{ op: 'create', body: { number: 'B-1', title: '标题又', body: null } }]);
    await right();
    const known = async () => (await notes.indexes()).map(({ name, phase }) => [name === former, phase]);
    await vi.waitFor(async () => expect(await known()).toEqual([[false, 'ready']]), {
      timeout: 20_000,
      interval: 50,
    });
    await right();
    const { database } = notes.node.tenant;
    expect((await database.schema.read(database)).has(former)).toBe(false);
  });
});
