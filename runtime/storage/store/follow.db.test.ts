import { afterAll, beforeAll, expect, it } from 'vitest';
import type { HistoryRow } from '../../../migrations/rows/tables.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { createFollowing } from '../../tenant/following.ts';
import { historyColumns, readEvent } from './commit/history-row.ts';
import type { WriteEvent } from './commit/planned-write.ts';
import { shopForms } from './sample-shop.suite.ts';
import { openShop, refusalOf, type Shop } from './shop.suite.ts';

describeOnDatabases('the order of writes', (under) => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop(under.url, shopForms);
  });
  afterAll(() => shop.close());

  it('is the same for every follower, who misses none: two nodes, 32 writers, refused and lost writes among them', async () => {
    const other = await shop.neighbour();
    const found: WriteEvent[] = [];
    const following = createFollowing(shop.database);
    const [{ value: start } = { value: 0 }] = await shop.database.all<{ value: number }>(
      'SELECT value FROM gj_revision',
    );
    following.begin(Number(start));
    following.follow((events) => void found.push(...events));
    let writing = true;
    const polls = (async () => {
      while (writing) {
        await following.poll();
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    })();
    const answered: number[] = [];
    await Promise.all(
      Array.from({ length: 32 }, async (_, writer) => {
        const store = writer % 2 ? other : shop.store;
        for (let round = 0; round < 12; round++) {
          const { record } = await store.create(shop.call(), shop.form('item'), {
            number: `${writer}.${round}`,
            lines: [{ text: 'x' }],
          });
          answered.push(record.revision);
          expect(
            await refusalOf(store.create(shop.call(), shop.form('item'), { number: `${writer}.${round}` })),
          ).toMatch(/^409/);
          const changed = await store.patch(
            shop.call(),
            shop.form('item'),
            record.id,
            { name: 'changed' },
            record.revision,
          );
          answered.push(changed.revision);
          if (round % 4 === 0)
            answered.push((await store.remove(shop.call(), shop.form('item'), record.id)).revision);
        }
      }),
    );
    writing = false;
    await polls;
    await following.poll();
    const revisions = found.map(({ revision }) => revision);
    expect(revisions).toEqual([...revisions].sort((a, b) => a - b));
    expect(new Set(revisions).size).toBe(revisions.length);
    expect(revisions).toEqual([...answered].sort((a, b) => a - b));
  });

  it('never tells a part of a commit, however many writes it has', async () => {
    const found: (readonly WriteEvent[])[] = [];
    const following = createFollowing(shop.database);
    const [{ value: start } = { value: 0 }] = await shop.database.all<{ value: number }>(
      'SELECT value FROM gj_revision',
    );
    following.begin(Number(start));
    following.follow((events) => void found.push(events));
    await shop.create('item', { number: 'before' });
    const items = Array.from({ length: 450 }, (_, at) => ({
      op: 'create' as const,
      body: { number: `whole ${at}` },
    }));
    await shop.store.batch(shop.call(), shop.form('item'), items, true);
    await shop.create('item', { number: 'after' });
    await following.poll();
    const commits = await shop.database.all<{ last: number }>(
      'SELECT last_revision AS last FROM gj_commit ORDER BY last_revision',
    );
    const ends = new Set(commits.map(({ last }) => Number(last)));
    expect(found.flat()).toHaveLength(452);
    expect(found.map((events) => ends.has(events.at(-1)?.revision ?? 0))).toEqual(found.map(() => true));
    expect(found.length).toBeLessThanOrEqual(2);
  });

  it('tells each record as it was then', async () => {
    const made = await shop.create('item', { number: 'told', name: 'one' });
    await shop.store.patch(shop.call(), shop.form('item'), made.id, { name: 'two' });
    await shop.store.remove(shop.call(), shop.form('item'), made.id);
    const rows = await shop.database.all<HistoryRow>(
      `SELECT ${historyColumns} FROM gj_history WHERE record = ? ORDER BY revision`,
      [made.id],
    );
    const events = rows.map(readEvent);
    expect(
      events.map(({ operation, stored, before }) => [operation, stored?.['name'], before?.['name']]),
    ).toEqual([
      ['create', 'one', undefined],
      ['update', 'two', undefined],
      ['delete', undefined, 'two'],
    ]);
    expect(events[1]?.changed).toEqual(['name']);
    expect(events[1]?.stored).toMatchObject({ id: made.id, org: shop.orgs.ROOT, number: 'told' });
  });

  it('reaches those on the same node before the writer is answered', async () => {
    const heard: string[] = [];
    shop.store.onWritten((events) => void heard.push(...events.map(({ record }) => record)));
    const { id } = await shop.create('item', { number: 'heard' });
    expect(heard).toContain(id);
  });

  it('renames what others show of a record at once', async () => {
    const category = await shop.create('category', { number: 'L', name: 'old' });
    const item = await shop.create('item', { number: 'labelled', category: { id: category.id } });
    expect(item['category']).toMatchObject({ name: 'old' });
    await shop.store.patch(shop.call(), shop.form('category'), category.id, { name: 'new' });
    expect(await shop.store.read(shop.call(), shop.form('item'), item.id)).toMatchObject({
      category: { name: 'new' },
    });
  });
});
