import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import type { Refusal } from '../../../common/refusal.ts';
import { shopForms } from '../sample-shop.suite.ts';
import { openShop, refusalOf, type Shop } from '../shop.suite.ts';

describeOnDatabases('the store', (under) => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop(under.url, shopForms);
    await shop.create('category', { number: 'C1', name: 'Food', rate: '0.13', sharing: 'global' });
    await shop.create('category', { number: 'C2', name: 'Drink', rate: '0.06', sharing: 'global' });
    await shop.create('category', { number: 'OFF', enabled: false });
    await shop.create('category', { number: 'SOUTHS' }, shop.call(shop.orgs.SOUTH));
  });
  afterAll(() => shop.close());
  const item = () => shop.form('item');

  it('answers what was written, in today’s names, with references by name', async () => {
    const { store, call } = shop;
    const { record, created } = await store.create(call(), item(), {
      number: 'A1',
      name: 'Bread',
      price: '12.50',
      stock: 3,
      launched: '2026-01-31',
      opens: '08:30:00',
      seen: '2026-01-31T08:15:30.123Z',
      colour: 'red',
      tags: ['b', 'a'],
      category: 'C1',
      also: ['C1', { number: 'C2' }, 'C1'],
      pin: '1234',
      panel: { all: [{ fact: 'name', operator: 'equal', value: 'x' }] },
      lines: [
        {
          text: 'one',
          quantity: '2',
          cost: '1.5',
          category: { number: 'C1' },
          batches: [{ code: 'x' }, { code: 'y' }],
        },
        { text: 'two' },
      ],
      serial: 'S-1',
    });
    expect(created).toBe(true);
    expect(record).toMatchObject({
      number: 'A1',
      price: '12.5',
      stock: 3,
      active: true,
      launched: '2026-01-31',
      opens: '08:30:00',
      seen: '2026-01-31T08:15:30.123Z',
      tags: ['a', 'b'],
      category: { number: 'C1', name: 'Food' },
      also: [{ number: 'C1' }, { number: 'C2' }],
      rate: '0.13',
      pin: '••••••••',
      panel: { all: [{ fact: 'name', operator: 'equal', value: 'x' }] },
      note: null,
      sum: '3',
      lines: [
        {
          text: 'one',
          quantity: '2',
          cost: '1.5',
          total: '3',
          category: { name: 'Food' },
          batches: [{ code: 'x' }, { code: 'y' }],
        },
        { text: 'two', quantity: null, total: null, batches: [] },
      ],
      org: { number: 'ROOT', name: 'Org ROOT' },
      sharing: 'private',
      enabled: true,
    });
    expect(await store.read(call(), item(), record.id)).toEqual(record);
    const page = await store.list(call(), item(), {
      filter: { fact: 'number', operator: 'equal', value: 'A1' },
    });
    const { lines: _, ...header } = record;
    expect(page).toEqual({ items: [header], next: null });
    const all = await store.list(call(), item(), {
      fields: ['name', 'lines'],
      filter: { fact: 'id', operator: 'equal', value: record.id },
    });
    expect(all.items).toEqual([
      { id: record.id, name: 'Bread', lines: record['lines'], revision: record.revision },
    ]);
  });

  it('keeps secrets sealed, and answers them to nobody', async () => {
    const { id } = await shop.create('item', { number: 'SECRET', pin: 'open sesame' });
    const rows = await shop.database.all('SELECT pin FROM item WHERE id = ?', [id]);
    expect(rows).toEqual([{ pin: 'sealed(emases nepo)' }]);
    const { record } = await shop.store.patch(shop.call(), item(), id, { pin: '••••••••', name: 'kept' });
    expect(await shop.database.all('SELECT pin FROM item WHERE id = ?', [id])).toEqual(rows);
    const { items: versions } = await shop.store.history(shop.call(), item(), id);
    const text = JSON.stringify([
      record,
      versions,
      await shop.database.all('SELECT snapshot FROM gj_history WHERE record = ?', [id]),
    ]);
    expect(text).not.toContain('open sesame');
    expect(versions[0]?.record).toMatchObject({ pin: '••••••••' });
  });

  describe('a body', () => {
    const cases: readonly (readonly [says: string, body: JsonObject, refused: string])[] = [
      ['must have what is required', { name: 'x' }, '422 content-wrong /number required'],
      ['has no unknown members', { number: 'x', nmae: 'x' }, '422 content-wrong /nmae unknown-field'],
      [
        'has none in rows either',
        { number: 'x', lines: [{ text: 'a', txt: 1 }] },
        '422 content-wrong /lines/0/txt unknown-field',
      ],
      [
        'requires what rows require',
        { number: 'x', lines: [{ text: 'a' }, {}] },
        '422 content-wrong /lines/1/text required',
      ],
      [
        'is complained of all at once',
        { price: 'ten', stock: 'many', colour: 'pink' },
        '422 content-wrong /price not-decimal /stock not-integer /colour not-an-option /number required',
      ],
      [
        'keeps to the digits of a field',
        { number: 'x', price: '0.12345678901234' },
        '422 content-wrong /price too-many-decimals',
      ],
      [
        'is checked by the form’s rules',
        { number: 'x', price: '-1000' },
        '422 content-wrong /price check-failed',
      ],
      [
        'refers to what is there',
        { number: 'x', category: 'C9' },
        '422 content-wrong /category reference-unknown',
      ],
      [
        'refers to what may be seen',
        { number: 'x', category: 'SOUTHS' },
        '422 content-wrong /category reference-unknown',
      ],
      [
        'refers to what is enabled',
        { number: 'x', category: { number: 'OFF' } },
        '422 content-wrong /category reference-disabled',
      ],
      [
        'names the place in lists',
        { number: 'x', also: ['C1', 'C9'] },
        '422 content-wrong /also/1 reference-unknown',
      ],
      [
        'names the place in rows',
        { number: 'x', lines: [{ text: 'a', category: 'C9' }] },
        '422 content-wrong /lines/0/category reference-unknown',
      ],
      [
        'is shared as the form allows',
        { number: 'x', sharing: 'secretly' },
        '422 content-wrong /sharing sharing-not-allowed',
      ],
      [
        'belongs to the organisation of the call',
        { number: 'x', org: 'SOUTH' },
        '422 content-wrong /org org-not-of-call',
      ],
      ['has rows where rows belong', { number: 'x', lines: 'none' }, '422 content-wrong /lines not-list'],
      [
        'asks in conditions only what there is',
        { number: 'x', panel: { fact: 'colour', operator: 'equal', value: 'a' } },
        '422 content-wrong /panel/fact unknown-fact',
      ],
    ];
    it.each(cases)('%s', async (_, body, refused) => {
      const before = await shop.store.list(shop.call(), item(), { count: true });
      expect(await refusalOf(shop.store.create(shop.call(), item(), body))).toBe(refused);
      expect((await shop.store.list(shop.call(), item(), { count: true })).total).toBe(before.total);
    });

    it('may be what was read, with everything the platform made', async () => {
      const first = await shop.create('item', {
        number: 'AGAIN',
        category: 'C1',
        lines: [{ text: 'a', batches: [{ code: 'z' }] }],
      });
      const { record } = await shop.store.put(shop.call(), item(), first.id, first, first.revision);
      const { revision: _, modifiedAt: __, ...same } = record;
      expect(first).toMatchObject(same);
    });

    it('warns without refusing', async () => {
      const { warnings } = await shop.store.create(shop.call(), item(), { number: 'EMPTY', stock: 0 });
      expect(warnings.map(({ path, code }) => `${path} ${code}`)).toEqual(['/stock check-failed']);
    });
  });

  describe('a change', () => {
    const made = () =>
      shop.create('item', {
        number: `CH-${Math.random()}`,
        name: 'before',
        price: '1',
        note: 'kept',
        lines: [
          { text: 'a', quantity: '1', cost: '10', batches: [{ code: '1' }, { code: '2' }] },
          { text: 'b', quantity: '2', cost: '10' },
          { text: 'c', quantity: '3', cost: '10' },
        ],
      });
    const rows = (record: Readonly<Record<string, unknown>>) =>
      record['lines'] as { id: string; text: string; batches: { id: string }[] }[];

    it('merges: what is not named stays', async () => {
      const before = await made();
      const { record } = await shop.store.patch(
        shop.call(),
        item(),
        before.id,
        { name: 'after' },
        before.revision,
      );
      expect(record).toMatchObject({
        name: 'after',
        price: '1',
        note: 'kept',
        sum: '60',
        lines: before['lines'],
      });
      expect(record.revision).toBeGreaterThan(before.revision);
    });

    it('merges rows: with id they change, without they come, $delete takes them away, others stay', async () => {
      const before = await made();
      const [a, b] = rows(before);
      const body = { lines: [{ id: b!.id, quantity: '5' }, { text: 'd' }, { id: a!.id, $delete: true }] };
      const { record } = await shop.store.patch(shop.call(), item(), before.id, body, before.revision);
      expect(rows(record).map(({ text }) => text)).toEqual(['b', 'c', 'd']);
      expect(record).toMatchObject({
        sum: '80',
        lines: [{ id: b!.id, quantity: '5', cost: '10', total: '50' }, {}, { quantity: null }],
      });
      expect(await shop.store.read(shop.call(), item(), before.id)).toEqual(record);
    });

    it('merges sub-rows the same way', async () => {
      const before = await made();
      const [a] = rows(before);
      const body = {
        lines: [
          {
            id: a!.id,
            batches: [
              { id: a!.batches[1]!.id, code: '2!' },
              { code: '3' },
              { id: a!.batches[0]!.id, $delete: true },
            ],
          },
        ],
      };
      const { record } = await shop.store.patch(shop.call(), item(), before.id, body);
      expect(rows(record)[0]!.batches).toMatchObject([{ code: '2!' }, { code: '3' }]);
      expect(rows(record)).toHaveLength(3);
      expect(await shop.store.read(shop.call(), item(), before.id)).toEqual(record);
    });

    it('replaces with PUT: what is not named is emptied, rows are those given in their order', async () => {
      const before = await made();
      const [a, , c] = rows(before);
      const { record } = await shop.store.put(
        shop.call(),
        item(),
        before.id,
        {
          number: before['number'] ?? '',
          lines: [{ id: c!.id, text: 'c' }, { text: 'new' }, { id: a!.id, text: 'a' }],
        },
        before.revision,
      );
      expect(record).toMatchObject({ name: null, price: null, note: null, sum: '0' });
      expect(rows(record).map(({ id, text }) => [text, id === c!.id || id === a!.id])).toEqual([
        ['c', true],
        ['new', false],
        ['a', true],
      ]);
      expect(await shop.store.read(shop.call(), item(), before.id)).toEqual(record);
    });

    it('points at the place of the body, not of the record', async () => {
      const before = await made();
      const [, , c] = rows(before);
      expect(
        await refusalOf(
          shop.store.patch(shop.call(), item(), before.id, { lines: [{ id: c!.id, text: null }] }),
        ),
      ).toBe('422 content-wrong /lines/0/text required');
      const stranger = { lines: [{ id: '01a1f807-e22b-76be-803c-9001ffac1fe0', text: 'x' }] };
      expect(await refusalOf(shop.store.patch(shop.call(), item(), before.id, stranger))).toBe(
        '422 content-wrong /lines/0/id row-unknown',
      );
    });

    it('of an older version is refused with the record as it is', async () => {
      const before = await made();
      const { record } = await shop.store.patch(
        shop.call(),
        item(),
        before.id,
        { name: 'first' },
        before.revision,
      );
      const late = shop.store.patch(shop.call(), item(), before.id, { name: 'second' }, before.revision);
      const refusal: Refusal = await late.then(
        () => Promise.reject(new Error('done')),
        (failure) => failure,
      );
      expect([refusal.status, refusal.code]).toEqual([412, 'conflict']);
      expect(refusal.more['current']).toEqual(record);
    });

    it('by many at once loses none', async () => {
      const before = await made();
      await Promise.all(
        Array.from({ length: 16 }, (_, at) =>
          shop.store.patch(shop.call(), item(), before.id, { lines: [{ text: `+${at}` }] }),
        ),
      );
      expect(rows(await shop.store.read(shop.call(), item(), before.id))).toHaveLength(19);
    });

    it('by many at once, on two nodes, keeps what each of them said', async () => {
      const { id, revision } = await made();
      const said = {
        name: 'n',
        price: '12.5',
        stock: 7,
        active: false,
        launched: '2026-05-05',
        opens: '07:00:00',
        colour: 'blue',
        tags: ['c'],
        note: 'o',
      };
      const other = await shop.neighbour();
      await Promise.all(
        Object.entries(said).map(([name, value], at) =>
          [shop.store, other][at % 2]!.patch(shop.call(), item(), id, { [name]: value }),
        ),
      );
      expect(await shop.store.read(shop.call(), item(), id)).toMatchObject(said);
      const { items } = await shop.store.history(shop.call(), item(), id);
      const changes = items.filter((version) => version.revision > revision);
      expect(changes.map((version) => version.changes.length)).toEqual(changes.map(() => 1));
      expect(changes).toHaveLength(Object.keys(said).length);
    });

    it.each([-1, 1, 1_000])('of a version %i away from the record’s is refused', async (away) => {
      const { id, revision } = await made();
      const found = await refusalOf(
        shop.store.patch(shop.call(), item(), id, { name: 'blind' }, revision + away),
      );
      expect(found).toBe('412 conflict');
    });

    it('does not touch what is fixed, nor what only actions change', async () => {
      const before = await shop.create('item', {
        number: `FX-${Math.random()}`,
        serial: `F-${Math.random()}`,
      });
      expect(await refusalOf(shop.store.patch(shop.call(), item(), before.id, { serial: 'other' }))).toBe(
        '422 content-wrong /serial fixed',
      );
      expect(
        await refusalOf(
          shop.store.patch(shop.call(), item(), before.id, {
            sharing: 'global',
            enabled: false,
            org: 'SOUTH',
          }),
        ),
      ).toBe('422 content-wrong /sharing use-action /enabled use-action /org use-action');
    });
  });

  describe('a setting', () => {
    it('is there before anybody saved it, and is one document an organisation', async () => {
      const { store, call, orgs } = shop;
      const settings = shop.form('shop-settings');
      const first = await store.setting(call(), settings);
      expect(first).toMatchObject({ greeting: 'hello', open: null, revision: 0 });
      const saved = await store.patch(call(), settings, first.id, { open: true }, 0);
      expect(saved.record).toMatchObject({ id: first.id, greeting: 'hello', open: true });
      expect(await store.setting(call(), settings)).toEqual(saved.record);
      expect(await store.setting(call(orgs.NORTH), settings)).toMatchObject({ open: null, revision: 0 });
      expect(await refusalOf(store.patch(call(), settings, first.id, { open: false }, 0))).toBe(
        '412 conflict',
      );
      expect(await refusalOf(store.create(call(), settings, { open: false }))).toBe('405 setting-only');
    });

    it('is made once when two save it first', async () => {
      const { store, call, orgs } = shop;
      const settings = shop.form('shop-settings');
      const { id } = await store.setting(call(orgs.CITY), settings);
      const answers = await Promise.all(
        ['a', 'b', 'c'].map((greeting) =>
          refusalOf(store.patch(call(orgs.CITY), settings, id, { greeting }, 0)),
        ),
      );
      expect(answers.sort()).toEqual(['412 conflict', '412 conflict', 'done']);
    });
  });
});
