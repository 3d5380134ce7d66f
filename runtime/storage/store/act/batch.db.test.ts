import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import type { BatchItem } from '../record/store.ts';
import { shopForms } from '../sample-shop.suite.ts';
import { openShop, refusalOf, type Shop } from '../shop.suite.ts';

describeOnDatabases('a batch', (under) => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop(under.url, shopForms);
  });
  afterAll(() => shop.close());
  const item = () => shop.form('item');
  const batch = (items: readonly BatchItem[], atomic: boolean) =>
    shop.store.batch(shop.call(), item(), items, atomic);
  const total = async () => (await shop.store.list(shop.call(), item(), { count: true })).total;

  it('writes all in one, each seeing what those before it did', async () => {
    const kept = await shop.create('item', { number: 'kept', name: 'x', serial: 'one' });
    const gone = await shop.create('item', { number: 'gone' });
    const results = await batch(
      [
        { op: 'create', body: { number: 'new', name: 'n' } },
        { op: 'delete', id: gone.id, ifMatch: gone.revision },
        { op: 'create', body: { number: 'gone' } },
        { op: 'patch', id: kept.id, ifMatch: kept.revision, body: { name: 'y', lines: [{ text: 'a' }] } },
        { op: 'disable', id: kept.id },
        { op: 'disable', id: kept.id },
      ],
      true,
    );
    expect(results.map(({ status }) => status)).toEqual([201, 204, 201, 200, 200, 200]);
    expect(results[3]?.record).toMatchObject({ name: 'y', enabled: true, lines: [{ text: 'a' }] });
    expect(results[4]?.record).toMatchObject({ name: 'y', enabled: false });
    expect(await shop.store.read(shop.call(), item(), kept.id)).toEqual(results[5]?.record);
    const revisions = results.flatMap(({ record }) => record?.revision ?? []);
    expect(revisions).toEqual([...revisions].sort((a, b) => a - b));
  });

  it('writes nothing when one is refused, and says everything that is wrong', async () => {
    const before = await total();
    const { revision } = await shop.create('category', { number: 'probe' });
    const wrong = batch(
      [
        { op: 'create', body: { number: 'B1' } },
        { op: 'create', body: { number: 'B2', price: 'ten' } },
        { op: 'create', body: { number: 'B1' } },
        { op: 'delete', id: '01a1f807-e22b-76be-803c-9001ffac1fe0' },
      ],
      true,
    );
    expect(await refusalOf(wrong)).toBe(
      '422 batch-failed /items/1/body/price not-decimal /items/2/body/number number-taken /items/3 record-unknown',
    );
    expect(await total()).toBe(before);
    const events = await shop.database.all('SELECT revision FROM gj_history WHERE revision > ?', [revision]);
    expect(events).toEqual([]);
  });

  it('reports each for itself when it need not be all or none', async () => {
    const before = (await total()) ?? 0;
    const results = await batch(
      [
        { op: 'create', body: { number: 'C1' } },
        { op: 'create', body: { number: 'C2', price: 'ten' } },
        { op: 'create', body: { number: 'C1' } },
      ],
      false,
    );
    // They are done side by side: which of two takes the number is not said.
    const [first, wrong, other] = results;
    expect(results.map(({ index }) => index)).toEqual([0, 1, 2]);
    expect([wrong?.status, [first?.status, other?.status].sort()]).toEqual([422, [201, 409]]);
    expect(wrong?.problem).toMatchObject({
      code: 'content-wrong',
      params: {},
      instance: expect.stringContaining('urn:guiju:request:'),
      errors: [{ path: '/price', code: 'not-decimal', params: expect.any(Object) }],
    });
    expect(await total()).toBe(before + 1);
  });

  it('of a thousand is one transaction', async () => {
    const items = Array.from(
      { length: 1000 },
      (_, at): BatchItem => ({ op: 'create', body: { number: `K${at}`, name: 'many' } }),
    );
    let turns = 0;
    const others = setInterval(() => {
      turns += 1;
    }, 0);
    const results = await batch(items, true);
    clearInterval(others);
    // Nobody waits for all of them.
    expect(turns).toBeGreaterThan(4);
    const revisions = results.map(({ record }) => record!.revision);
    expect(revisions).toEqual(Array.from({ length: 1000 }, (_, at) => revisions[0]! + at));
    await batch(
      results.map(({ record }) => ({ op: 'delete', id: record!.id, ifMatch: record!.revision })),
      true,
    );
    expect(
      (
        await shop.store.list(shop.call(), item(), {
          filter: { fact: 'name', operator: 'equal', value: 'many' },
        })
      ).items,
    ).toEqual([]);
  });
});
