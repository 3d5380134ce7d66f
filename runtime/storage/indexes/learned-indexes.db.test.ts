import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Condition } from '../../../metadata/condition.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { createLog } from '../../config/log.ts';
import type { OpenStore } from '../store/create-store.ts';
import type { PagerLimits } from '../store/list/pager.ts';
import type { ListQuery } from '../store/record/store.ts';
import { shopForms } from '../store/sample-shop.suite.ts';
import { openShop, type Shop } from '../store/shop.suite.ts';
import { learnedPrefix } from '../tables/table-spec.ts';
import { createLearnedIndexes, type LearnedIndexes, type LearningOptions } from './learned-indexes.ts';

const day = 86_400_000;
const equal = (fact: string, value: string | boolean): Condition => ({ fact, operator: 'equal', value });
/** Nothing is too quick, too small or too rare. */
const eager: LearningOptions = { slow: 0, rows: 0, worth: 0 };

describeOnDatabases('lists that index themselves', (under) => {
  let shop: Shop;
  let clock: number;
  beforeAll(async () => {
    shop = await openShop(under.url, shopForms);
    const items = Array.from({ length: 60 }, (_, at) => ({
      op: 'create' as const,
      // Those that are green stand at the end of every order.
      body: {
        number: `N${100 + at}`,
        stock: at,
        colour: at > 40 ? 'green' : 'red',
        active: true,
        price: `${at}.5`,
      },
    }));
    await shop.store.batch(shop.call(), shop.form('item'), items, true);
  });
  afterAll(() => shop.close());
  const table = () => shop.served().table(shop.form('item')).name;
  const found = async () => (await shop.database.schema.indexesOf(shop.database, table())).indexes;
  /** Answers the columns of each learned index that is laid. */
  const laid = async () =>
    (await found())
      .filter(({ name }) => name.startsWith(learnedPrefix))
      .map(({ columns }) => columns.map(({ name, descending }) => (descending ? `-${name}` : name)).join(','))
      .sort();
  beforeEach(async () => {
    clock = Date.parse('2026-03-01T00:00:00Z');
    await shop.database.run('DELETE FROM gj_learned');
    const { schema } = shop.database;
    for (const { name } of await found())
      if (name.startsWith(learnedPrefix)) await schema.alter(schema.dropIndex(table(), name));
  });

  interface Node {
    readonly learned: LearnedIndexes;
    readonly store: OpenStore;
    readonly lines: string[];
    list(query: ListQuery): Promise<readonly string[]>;
  }
  async function node(limits: LearningOptions = eager, pager: PagerLimits = {}): Promise<Node> {
    const lines: string[] = [];
    const log = createLog('info', { write: (line) => void lines.push(line) });
    const learned = createLearnedIndexes({
      database: shop.database,
      node: `n${Math.random()}`.slice(0, 30),
      log,
      limits,
      served: shop.served,
      clock: () => clock,
    });
    const { catalogue: indexes, onRead } = learned;
    const store = await shop.neighbour({ indexes, onRead, pager });
    const list = async (query: ListQuery) =>
      (await store.list(shop.call(), shop.form('item'), { view: 'manage', ...query })).items.map(
        ({ number }) => String(number),
      );
    return { learned, store, lines, list };
  }
  const states = ({ learned }: Node) => learned.states().map(({ columns, state }) => `${columns}: ${state}`);

  it('lays one for the order and one for the filter, and answers the same', async () => {
    const one = await node();
    const query: ListQuery = { filter: equal('colour', 'green'), sort: ['-stock'] };
    const before = await one.list(query);
    await one.learned.tend();
    expect(await laid()).toEqual(['colour,id', 'stock,id']);
    expect(await one.list(query)).toEqual(before);
    expect(states(one)).toEqual(['colour: laid', 'stock: laid']);
    expect(
      one.lines.map((line) => JSON.parse(line)).map(({ form, columns, msg }) => [form, columns, msg]),
    ).toEqual(expect.arrayContaining([['item', 'stock', 'laid an index that lists need']]));
  });

  it('lays none where there is one already, in whichever direction, and none for what no index can find', async () => {
    const one = await node();
    await one.list({ sort: ['number'] });
    await one.list({ sort: ['-number'] });
    await one.list({ filter: equal('category', 'C1'), sort: ['number'] });
    await one.list({ filter: { fact: 'note', operator: 'contains', value: 'x' } });
    await one.list({ filter: { fact: 'note', operator: 'isEmpty' } });
    await one.learned.tend();
    expect(await laid()).toEqual([]);
  });

  const filters: readonly (readonly [says: string, filter: Condition, column: string])[] = [
    ['a value', equal('colour', 'red'), 'colour'],
    ['several', { fact: 'colour', operator: 'in', value: ['red', 'blue'] }, 'colour'],
    ['a truth', equal('active', true), 'active'],
    ['no value', { fact: 'launched', operator: 'isEmpty' }, 'launched'],
    [
      'a range of moments',
      {
        all: [
          { fact: 'seen', operator: 'greaterThanOrEqual', value: '2026-01-01T00:00:00Z' },
          { fact: 'seen', operator: 'lessThan', value: '2026-02-01T00:00:00Z' },
        ],
      },
      'seen',
    ],
    ['whatever is not a value', { not: equal('colour', 'red') }, 'colour'],
    ['how a text begins', { fact: 'name', operator: 'startsWith', value: 'x' }, 'name'],
    ['a day', { fact: 'launched', operator: 'lessThan', value: '2026-01-01' }, 'launched'],
    ['a number', { fact: 'price', operator: 'greaterThan', value: '5' }, 'price'],
    [
      'when it was made',
      { fact: 'createdAt', operator: 'greaterThan', value: '2020-01-01T00:00:00Z' },
      'createdat',
    ],
  ];
  it.each(filters)('lays one for %s', async (_, filter, column) => {
    const one = await node();
    await one.list({ filter });
    await one.learned.tend();
    expect(await laid()).toEqual([`${column},id`]);
  });

  it('lays one for several orders at once as they were asked for', async () => {
    const one = await node();
    await one.list({ sort: ['-price', 'stock'] });
    await one.list({ sort: ['price', '-stock'] });
    await one.learned.tend();
    expect(await laid()).toEqual(['price,-stock,-id']);
  });

  it('lays what finds the records one may see, line by line', async () => {
    const one = await node();
    await one.list({ view: 'use' });
    await one.learned.tend();
    expect(await laid()).toEqual(['sharing,org,id']);
  });

  it('lays a pair only once both single ones are there and it went astray between them', async () => {
    const one = await node(eager, { few: 0, passed: 10 });
    const query: ListQuery = { filter: equal('colour', 'green'), sort: ['stock'], limit: 3 };
    const before = await one.list(query);
    await one.learned.tend();
    expect(await laid()).toEqual(['colour,id', 'stock,id']);
    await one.learned.tend();
    expect(await laid()).toEqual(['colour,id', 'stock,id']);
    expect(await one.list(query)).toEqual(before);
    await one.learned.tend();
    expect(await laid()).toEqual(['colour,id', 'colour,stock,id', 'stock,id']);
    expect(await one.list(query)).toEqual(before);
    // Nothing is missing any more.
    await one.learned.tend();
    expect(await laid()).toHaveLength(3);
  });

  const above = (fact: string, value: number): Condition => ({
    fact,
    operator: 'greaterThanOrEqual',
    value,
  });

  it('lays one that has all that a range and its orders are about, in place of the single one', async () => {
    const one = await node(eager, { few: 0, passed: 1 });
    /** Prices run with what is in stock: what fits stands at the end. */
    const learn = async (sort: string, view: 'use' | 'manage' = 'manage') => {
      const ask = () => one.list({ filter: above('stock', 55), sort: [sort], limit: 3, view });
      const before = await ask();
      // An index that was laid is seen at the next look, and one whose lists it serves as well goes then.
      for (let times = 0; times < 5; times += 1) {
        await one.learned.tend();
        expect(await ask()).toEqual(before);
      }
      await one.learned.tend();
      return laid();
    };
    expect(await learn('price')).toEqual(['price,id,stock', 'stock,id,price']);
    expect(await learn('-colour')).toEqual([
      ...['colour,id,stock', 'price,id,stock', 'stock,id,colour,price'],
    ]);
    expect(await learn('price', 'use')).toEqual([
      ...['colour,id,stock', 'price,id,org,sharing,stock', 'sharing,org,id'],
      'stock,id,colour,org,price,sharing',
    ]);
    expect(states(one)).toEqual([
      ...['colour (stock): laid', 'price (org, sharing, stock): laid', 'sharing, org: laid'],
      'stock (colour, org, price, sharing): laid',
    ]);
    expect(one.lines.some((line) => line.includes('"why":"wider"'))).toBe(true);
  });

  it('waits until people have waited long enough, and for tables that are large enough', async () => {
    const query: ListQuery = { sort: ['stock'] };
    for (const limits of [{ worth: 1e9 }, { slow: 1e9 }, { rows: 1e9 }]) {
      const one = await node({ ...eager, ...limits });
      await one.list(query);
      await one.learned.tend();
      expect(await laid()).toEqual([]);
      await shop.database.run('DELETE FROM gj_learned');
    }
  });

  it('keeps to its budget, and tells what waits for room; those nobody uses make it', async () => {
    const one = await node({ ...eager, budget: 2 });
    for (const sort of ['stock', 'price', 'colour']) {
      for (let times = sort === 'colour' ? 1 : 20; times > 0; times -= 1) await one.list({ sort: [sort] });
    }
    await shop.database.run("UPDATE gj_learned SET cost = 1000 WHERE sought <> 'colour'");
    await one.learned.tend();
    await one.learned.tend();
    expect(await laid()).toHaveLength(2);
    expect(states(one).filter((line) => line.endsWith('room'))).toHaveLength(1);
    clock += 2 * day;
    const [first = ''] = await laid();
    await one.list({ sort: [first.split(',')[0] ?? ''] });
    await one.learned.tend();
    const now = await laid();
    expect(now).toHaveLength(2);
    expect(now).toContain(first);
    expect(states(one).filter((line) => line.endsWith('laid'))).toHaveLength(2);
    expect(states(one).filter((line) => line.endsWith('room'))).toHaveLength(0);
  });

  it('drops and forgets what nobody used for a month, and keeps what is used', async () => {
    const one = await node();
    await one.list({ sort: ['stock'] });
    await one.list({ sort: ['price'] });
    await one.learned.tend();
    clock += 20 * day;
    await one.list({ sort: ['-stock'], limit: 2 });
    await one.learned.tend();
    clock += 20 * day;
    await one.learned.tend();
    expect(await laid()).toEqual(['stock,id']);
    expect(one.lines.some((line) => line.includes('"why":"unused"') && line.includes('price'))).toBe(true);
    expect((await one.learned.states()).map(({ key }) => key)).toEqual(['stock']);
  });

  it('is switched off by a budget of none: nothing is learned, and what was learned goes', async () => {
    const one = await node();
    await one.list({ sort: ['stock'] });
    await one.learned.tend();
    const off = await node({ ...eager, budget: 0 });
    await off.list({ sort: ['price'] });
    await off.learned.tend();
    expect(await laid()).toEqual([]);
    expect(off.lines.some((line) => line.includes('"why":"budget"'))).toBe(true);
    await off.learned.tend();
    expect(await laid()).toEqual([]);
  });

  it('goes where the form’s package declares the same', async () => {
    const one = await node();
    await one.list({ sort: ['stock'] });
    await one.learned.tend();
    const { schema } = shop.database;
    const column = (name: string, type: 'integer' | 'id') => ({ name, descending: true, column: { type } });
    const same = { name: 'ix_declared', columns: [column('stock', 'integer'), column('id', 'id')] };
    await schema.layIndex(table(), same);
    await one.learned.tend();
    expect(await laid()).toEqual([]);
    await schema.alter(schema.dropIndex(table(), 'ix_declared'));
  });

  it('is done by one node, whichever it is; all of them know', async () => {
    const nodes = await Promise.all([node(), node(), node()]);
    for (const [at, one] of nodes.entries()) {
      await one.list({ sort: ['stock'] });
      await one.list({ filter: equal('colour', at === 0 ? 'red' : 'green') });
    }
    await Promise.all(nodes.map(({ learned }) => learned.tend()));
    for (const one of nodes) await one.learned.tend();
    expect(await laid()).toEqual(['colour,id', 'stock,id']);
    for (const one of nodes) expect(states(one)).toEqual(['colour: laid', 'stock: laid']);
  });

  it('what is remembered is laid again where the tables are new', async () => {
    const one = await node();
    await one.list({ sort: ['stock'] });
    await one.learned.tend();
    const { schema } = shop.database;
    for (const { name } of await found())
      if (name.startsWith(learnedPrefix)) await schema.alter(schema.dropIndex(table(), name));
    const other = await node();
    await other.learned.tend();
    expect(await laid()).toEqual(['stock,id']);
  });

  it('what cannot be laid now is told, and tried again', async () => {
    const one = await node();
    await one.list({ sort: ['stock'] });
    const { schema } = shop.database;
    const broken = {
      ...shop.database,
      schema: { ...schema, layIndex: () => Promise.reject(new Error('not now')) },
    };
    const log = createLog('warn', { write: (line) => void one.lines.push(line) });
    await one.learned.tend();
    await schema.alter(
      schema.dropIndex(table(), (await found()).find(({ name }) => name.startsWith('lx_'))?.name ?? ''),
    );
    const failing = createLearnedIndexes({
      database: broken,
      node: 'f',
      log,
      served: shop.served,
      clock: () => clock,
      limits: eager,
    });
    await failing.tend();
    expect(await laid()).toEqual([]);
    expect(one.lines.at(-1)).toContain('not now');
    expect(failing.states().map(({ state }) => state)).toEqual(['failed']);
    const said = one.lines.length;
    await failing.tend();
    expect(one.lines).toHaveLength(said);
    clock += 60_001;
    await failing.tend();
    expect(one.lines).toHaveLength(said + 1);
    await one.learned.tend();
    expect(await laid()).toEqual(['stock,id']);
  });

  it('what cannot be dropped now is told, and not forgotten', async () => {
    const one = await node();
    await one.list({ sort: ['stock'] });
    await one.learned.tend();
    const { schema } = shop.database;
    const database = {
      ...shop.database,
      schema: { ...schema, liftIndex: () => Promise.reject(new Error('not now')) },
    };
    const log = createLog('warn', { write: (line) => void one.lines.push(line) });
    const failing = createLearnedIndexes({
      database,
      node: 'f',
      log,
      served: shop.served,
      clock: () => clock,
      limits: { ...eager, unused: 0 },
    });
    clock += 1;
    await failing.tend();
    expect(one.lines.at(-1)).toContain('not now');
    expect(await laid()).toEqual(['stock,id']);
    expect(failing.states().map(({ key }) => key)).toEqual(['stock']);
  });
});
