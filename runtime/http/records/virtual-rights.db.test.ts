import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openWorld, type World } from '../../work/sheets/world.suite.ts';

const label = (name: string) => ({ zh: name, en: name });
const field = (name: string, kind: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind,
  label: label(name),
  ...more,
});

/** Ways to make a value, each kept under one name and evaluated when read under another. */
const ways: Readonly<Record<string, readonly [kind: string, how: JsonObject]>> = {
  margin: ['formula', { formula: 'price - cost' }],
  carried: ['carry', { from: 'above', field: 'rate' }],
  behind: ['formula', { formula: 'above.rate + 1000' }],
  ofCarried: ['formula', { formula: 'carried + 2000' }],
  sum: ['computed', { compute: { op: 'sum', of: ['lines.amount'] } }],
  sumBehind: ['computed', { compute: { op: 'sum', of: ['lines.far'] } }],
  together: ['formula', { formula: 'sum(lines.amount) + price' }],
  open: ['formula', { formula: 'price * 2' }],
  rowsFar: ['formula', { formula: 'sum(lines.base.rate)' }],
};
const names = Object.keys(ways);
const twin = (name: string) => `${name}Read`;
const virtual = { virtual: true };
const rowWays: Readonly<Record<string, string>> = {
  share: 'amount * 3 + parent.cost',
  far: 'base.rate + amount',
  plain: 'amount + 9000',
};
const rowNames = Object.keys(rowWays);

const forms: Readonly<Record<string, Json>> = {
  'forms/base.json': {
    name: 'base',
    kind: 'master',
    label: label('base'),
    sharing: { allowed: ['private', 'free'], default: 'free' },
    fields: [field('number', 'text', { required: true }), field('rate', 'decimal', { ownable: true })],
  },
  'forms/deal.json': {
    name: 'deal',
    kind: 'master',
    label: label('deal'),
    title: 'number',
    sharing: { allowed: ['private', 'free'], default: 'free' },
    fields: [
      field('number', 'text', { required: true }),
      field('note', 'text', { ownable: true }),
      field('price', 'decimal', { ownable: true }),
      field('cost', 'decimal'),
      field('above', 'reference', { form: 'base' }),
      field('lines', 'entries', {
        fields: [
          field('amount', 'decimal'),
          field('base', 'reference', { form: 'base' }),
          ...rowNames.flatMap((name) => [
            field(name, 'formula', { formula: rowWays[name] ?? '' }),
            field(twin(name), 'formula', { formula: rowWays[name] ?? '', ...virtual }),
          ]),
        ],
      }),
      ...names.flatMap((name) => {
        const [kind, how] = ways[name] ?? ['', {}];
        return [field(name, kind, how), field(twin(name), kind, { ...how, ...virtual })];
      }),
      // What is not kept is made of others that are not kept either, and tells what they would.
      field('further', 'formula', { formula: 'margin + behind + sum(lines.share)' }),
      field('furtherRead', 'formula', {
        formula: 'marginRead + behindRead + sum(lines.shareRead)',
        ...virtual,
      }),
    ],
    list: { columns: ['number'], search: ['number'] },
  },
  'prints/sheet.json': {
    name: 'sheet',
    form: 'deal',
    label: label('sheet'),
    paper: { size: 'A4' },
    blocks: [
      { block: 'text', text: '[&number&]' },
      ...[...names, 'further'].flatMap((name) => [
        { block: 'text', text: `K ${name} = [&${name}&].` },
        { block: 'text', text: `V ${name} = [&${twin(name)}&].` },
      ]),
    ],
  },
};
const tops = [...names, 'further'];

/** By reader: what he may do of both forms, and which of the values he is told of the record that points at NEAR and at FAR. */
const everything = ['number', 'note', 'price', 'cost', 'above', 'lines', ...tops, ...tops.map(twin)];
const except = (...left: readonly string[]) => everything.filter((name) => !left.includes(name));
const ofDeals = (readable: readonly string[] = []) => ({
  form: 'deal',
  actions: ['all'],
  moreActions: '*',
  scope: 'all',
  readable,
});
const ofBases = (more: JsonObject = {}) => ({ form: 'base', actions: ['read'], scope: 'all', ...more });
const inRows = ['amount', 'base', ...rowNames, ...rowNames.map(twin)];
const rowsBut = (left: string) => inRows.filter((name) => name !== left).map((name) => `lines.${name}`);
const throughBase = ['carried', 'behind', 'ofCarried', 'sumBehind', 'rowsFar', 'further'];
/** Made of records that many rows point at: told where every record there is seen, as whoever manages them all sees them. */
const ofMany: readonly string[] = ['sumBehind', 'rowsFar'];
interface Reader {
  readonly grants: readonly JsonObject[];
  /** Ids of the bases that are his. Default: all. */
  readonly own?: readonly string[];
  /** What he is not told of a record that points at FAR. */
  readonly hidden: readonly string[];
  readonly hiddenRows: readonly string[];
  /** What he is told of one that points at NEAR and is not told of the other. */
  readonly near?: readonly string[];
}
const readers: Readonly<Record<string, Reader>> = {
  'who sees all': { grants: [ofDeals(), ofBases()], hidden: [], hiddenRows: [] },
  'who does not see an operand': {
    grants: [ofDeals(except('cost')), ofBases()],
    hidden: ['margin', 'further'],
    hiddenRows: ['share'],
  },
  'who does not see the reference': {
    grants: [ofDeals(except('above')), ofBases()],
    hidden: ['behind', 'further'],
    hiddenRows: [],
  },
  'who does not see the field there': {
    grants: [ofDeals(), ofBases({ readable: ['number'] })],
    hidden: throughBase,
    hiddenRows: ['far'],
  },
  'who does not see the form there': { grants: [ofDeals()], hidden: throughBase, hiddenRows: ['far'] },
  'who sees some records there': {
    grants: [ofDeals(), ofBases({ limitedBy: ['id'] })],
    own: ['NEAR'],
    hidden: throughBase,
    hiddenRows: ['far'],
    near: ['carried', 'behind', 'ofCarried', 'further'],
  },
  'who does not see what rows are summed of': {
    grants: [ofDeals([...except('lines'), ...rowsBut('amount')]), ofBases()],
    hidden: ['together', 'further'],
    hiddenRows: ['share', 'far', 'plain'],
  },
};

const json = { 'content-type': 'application/json' };
const deals = '/api/forms/deal';

describeOnDatabases('fields that are evaluated when read, by every door', (under) => {
  let world: World;
  let root = '';
  const as: Record<string, string> = {};
  const ids: Record<string, string> = {};
  const readerNames = Object.keys(readers);

  const send = (method: string, path: string, who: string, sent: JsonObject, headers = {}) =>
    world.ask(method, path, {
      ...(who && { as: as[who] ?? '' }),
      headers: { ...json, ...headers },
      body: new TextEncoder().encode(JSON.stringify(sent)),
    });
  const get = (path: string, who: string) => world.ask('GET', path, who ? { as: as[who] ?? '' } : {});
  const bodyOf = async (answer: Response): Promise<JsonObject> => {
    const text = await answer.text();
    expect([answer.status < 300, text], text).toEqual([true, text]);
    return JSON.parse(text) as JsonObject;
  };
  async function addReader(name: string, { grants, own }: Reader, org = root) {
    const number = `r${Object.keys(as).length}`;
    await world.create('role', { number, name: number, grants: [...grants] });
    as[name] = await world.user(number, org, [], [number]);
    if (!own) return;
    const user = (await world.all('user')).find((one) => one['number'] === number);
    const limits = own.map((one) => ({ form: 'base', recordId: ids[one] ?? '' }));
    await world.tenant.store.put(world.call(), world.form('user'), user?.id ?? '', { ...user, limits });
  }

  beforeAll(async () => {
    world = await openWorld(under.url, forms);
    const { orgs } = world.tenant.served();
    root = orgs.get(orgs.root)?.number ?? '';
    for (const [name, rate] of [
      ['NEAR', '31.07'],
      ['FAR', '47.11'],
    ] as const)
      ids[name] = (await world.create('base', { number: name, rate })).id;
    for (const at of ['NEAR', 'FAR'])
      ids[`at ${at}`] = (
        await world.create('deal', {
          number: `at ${at}`,
          price: '8642.19',
          cost: '1111.03',
          above: { number: at },
          lines: [
            { amount: '13.5', base: { number: at } },
            { amount: '17.25', base: { number: 'NEAR' } },
          ],
        })
      ).id;
    for (const [name, reader] of Object.entries(readers)) await addReader(name, reader);
  });
  afterAll(() => world.close());

  const answered = (record: JsonObject, name: string) =>
    Object.hasOwn(record, name) ? record[name] : undefined;
  /** Every value that is not kept is what its kept twin is to the same reader: the same, empty, or not there at all. */
  function alike(record: JsonObject, says: string, expected = tops) {
    for (const name of expected)
      expect([says, name, answered(record, twin(name))]).toEqual([says, name, answered(record, name)]);
    for (const row of (record['lines'] ?? []) as JsonObject[])
      for (const name of rowNames)
        expect([says, name, answered(row, twin(name))]).toEqual([says, name, answered(row, name)]);
  }
  const shownOf = (record: JsonObject, among: readonly string[]) =>
    among.filter((name) => (answered(record, twin(name)) ?? null) !== null);

  it.each(readerNames)('the record is told as far as all it is made of may be read: %s', async (who) => {
    const { hidden, hiddenRows, near = [] } = readers[who] ?? expect.fail();
    for (const at of ['FAR', 'NEAR'])
      for (const view of ['use', 'manage', 'manage,use']) {
        const record = await bodyOf(await get(`${deals}/records/${ids[`at ${at}`]}?view=${view}`, who));
        alike(record, `${who} ${at}`);
        const shown = at === 'NEAR' ? near : [];
        const isAll = view !== 'use';
        const expected = tops.filter(
          (name) => shown.includes(name) || (!hidden.includes(name) && (isAll || !ofMany.includes(name))),
        );
        expect([at, shownOf(record, tops)]).toEqual([at, expected]);
        const [row = {}] = (record['lines'] ?? []) as JsonObject[];
        const rows = rowNames.filter(
          (name) => !hiddenRows.includes(name) || (near.length > 0 && at === 'NEAR'),
        );
        expect([at, shownOf(row, rowNames)]).toEqual([at, rows]);
      }
  });

  it('who sees all is told it right', async () => {
    const record = await bodyOf(await get(`${deals}/records/${ids['at FAR']}`, 'who sees all'));
    expect(record).toMatchObject({
      marginRead: '7531.16',
      carriedRead: '47.11',
      behindRead: '1047.11',
      ofCarriedRead: '2047.11',
      sumRead: '30.75',
      openRead: '17284.38',
      lines: [{ shareRead: '1151.53', farRead: '60.61' }, { farRead: '48.32' }],
    });
  });

  const lists: readonly (readonly [string, (fields: string) => string])[] = [
    ['a list', () => ''],
    ['a managed list', () => 'view=manage&'],
    [
      'a list in order of what may be withheld',
      (fields) => (fields.includes('carried') ? 'sort=-carried&' : ''),
    ],
    ['a filtered list', () => 'number[startsWith]=at&count=true&'],
    ['a search', () => 'q=at&'],
    ['a page of one', () => 'limit=1&sort=number&'],
  ];
  it.each(lists)('%s says the same, whichever fields are asked for', async (says, query) => {
    for (const who of readerNames) {
      const whole = await bodyOf(await get(`${deals}/records/${ids['at FAR']}`, who));
      const readable = [...tops, ...tops.map(twin), 'lines'].filter((name) => Object.hasOwn(whole, name));
      const alone = readable.filter((name) => name.endsWith('Read'));
      for (const fields of [readable, alone, ...alone.map((one) => [one]), ['lines'], []]) {
        const page = await bodyOf(
          await get(
            `${deals}/records?${query(readable.join())}${fields.length > 0 ? `fields=${fields}` : ''}`,
            who,
          ),
        );
        const items = page['items'] as JsonObject[];
        expect(items.length).toBe(says === 'a page of one' ? 1 : 2);
        for (const item of items) {
          const full = await bodyOf(
            await get(
              `${deals}/records/${String(item['id'])}?${query('').includes('manage') ? 'view=manage' : ''}`,
              who,
            ),
          );
          for (const name of fields.length > 0 ? fields : readable.filter((one) => one !== 'lines'))
            expect([who, says, name, item[name]]).toEqual([who, says, name, full[name]]);
        }
      }
    }
  });

  it('the version of history that stands says the same, and no other says anything', async () => {
    for (const who of readerNames)
      for (const at of ['FAR', 'NEAR']) {
        const path = `${deals}/records/${ids[`at ${at}`]}`;
        const { items } = await bodyOf(await get(`${path}/history`, who));
        const [first] = items as JsonObject[];
        alike(first?.['record'] as JsonObject, `${who}: history`);
        expect(JSON.stringify((items as JsonObject[]).map(({ changes }) => changes))).not.toMatch(
          /Read":[^n]|Read\/|Read"}/,
        );
      }
  });

  it.each(['csv', 'xlsx'])('an export as %s says it to whoever may know', async (format) => {
    for (const who of readerNames) {
      const answer = await get(`${deals}/export?format=${format}&sort=number`, who);
      expect(answer.status).toBe(200);
      const bytes = new Uint8Array(await answer.arrayBuffer());
      const grids: (readonly unknown[])[][] =
        format === 'csv'
          ? [
              new TextDecoder()
                .decode(bytes)
                .split('\n')
                .map((line) => line.split(',')),
            ]
          : (await readXlsx(bytes)).sheets.map(({ rows }) => rows as unknown[][]);
      let found = 0;
      for (const grid of grids) {
        const head = grid.find((row) => row.some((cell) => /number|share/.test(String(cell)))) ?? [];
        const column = (name: string) =>
          head.findIndex((cell) => new RegExp(`\\b${name}\\b`).test(String(cell)));
        for (const name of [...tops, ...rowNames]) {
          const [kept, read] = [column(name), column(twin(name))];
          expect([who, name, kept < 0]).toEqual([who, name, read < 0]);
          if (read < 0) continue;
          for (const row of grid.filter(([key]) => String(key).startsWith('at '))) {
            expect([who, name, row[read] ?? null]).toEqual([who, name, row[kept] ?? null]);
            if (row[read]) found += 1;
          }
        }
      }
      expect(found).toBeGreaterThan(0);
    }
  });

  it('a print says it to whoever may know', async () => {
    for (const who of readerNames) {
      const answer = await get(`${deals}/records/${ids['at FAR']}/prints/sheet?format=html`, who);
      const text = (await answer.text()).replaceAll(/<[^>]*>/g, '');
      expect(answer.status).toBe(200);
      const said = (mark: string, name: string) =>
        new RegExp(`${mark} ${name} =([^V]*?)\\.(?:[KV<\\s]|$)`).exec(text)?.[1]?.trim();
      for (const name of tops) expect([who, name, said('V', name)]).toEqual([who, name, said('K', name)]);
      const { hidden } = readers[who] ?? expect.fail();
      const shown = tops.filter((name) => said('V', name)?.match(/\d/));
      expect([who, shown]).toEqual([
        who,
        tops.filter((name) => !hidden.includes(name) && !ofMany.includes(name)),
      ]);
    }
  });

  const written: Readonly<
    Record<string, (who: string, id: string, etag: string) => Promise<JsonObject | undefined>>
  > = {
    'a change': async (who, id, etag) =>
      bodyOf(await send('PATCH', `${deals}/records/${id}`, who, { note: who }, { 'if-match': etag })),
    'a batch': async (who, id, etag) => {
      const items = [
        { op: 'patch', id, ifMatch: Number(etag.replaceAll('"', '')), body: { note: `batch ${who}` } },
      ];
      const { items: results } = await bodyOf(await send('POST', `${deals}/batch`, who, { items }));
      return (results as JsonObject[])[0]?.['record'] as JsonObject;
    },
    'a batch that is one': async (who, id, etag) => {
      const items = [
        { op: 'patch', id, ifMatch: Number(etag.replaceAll('"', '')), body: { note: `atomic ${who}` } },
      ];
      const answer = await bodyOf(await send('POST', `${deals}/batch`, who, { items, atomic: true }));
      return (answer['items'] as JsonObject[])[0]?.['record'] as JsonObject;
    },
    'an action': async (who, id, etag) => {
      const path = `${deals}/records/${id}/actions`;
      const off = await bodyOf(await send('POST', `${path}/disable`, who, {}, { 'if-match': etag }));
      const record = (off['record'] ?? off) as JsonObject;
      await send('POST', `${path}/enable`, who, {}, { 'if-match': `"${String(record['revision'])}"` });
      return record;
    },
    'a copy': async (who, id, etag) => {
      const path = `${deals}/records/${id}/actions/copy`;
      const made = await bodyOf(
        await send('POST', path, who, { number: `copy ${Math.random()}` }, { 'if-match': etag }),
      );
      return (made['record'] ?? made) as JsonObject;
    },
  };
  it.each(Object.keys(written))('what %s answers says the same', async (door) => {
    for (const who of readerNames)
      for (const at of ['FAR', 'NEAR']) {
        const id = ids[`at ${at}`] ?? '';
        const read = await get(`${deals}/records/${id}`, who);
        const record = await written[door]?.(who, id, read.headers.get('etag') ?? '');
        expect([who, door, Object.keys(record ?? {}).includes('openRead')]).toEqual([who, door, true]);
        alike(record ?? {}, `${who}: ${door}`);
        const now = await bodyOf(await get(`${deals}/records/${String(record?.['id'])}?view=manage`, who));
        expect(shownOf(record ?? {}, tops)).toEqual(shownOf(now, tops));
      }
  });

  it('no list, report or condition goes by it, and no event, search or reference names it', async () => {
    for (const who of readerNames) {
      for (const name of tops) {
        for (const query of [
          `${twin(name)}[gt]=1`,
          `sort=${twin(name)}`,
          `q=7531.16&fields=${twin(name)},cost`,
        ])
          if (!query.startsWith('q='))
            expect([who, query, (await get(`${deals}/records?${query}`, who)).status]).toEqual([
              who,
              query,
              400,
            ]);
        for (const report of [
          { groups: [{ field: twin(name) }], values: [{ of: 'count' }] },
          { groups: [{ field: 'number' }], values: [{ of: 'sum', field: twin(name) }] },
        ]) {
          const answer = await send('POST', `${deals}/reports`, who, report);
          const text = await answer.text();
          expect([who, name, answer.status >= 400 && answer.status < 500, text]).toEqual([
            who,
            name,
            true,
            text,
          ]);
        }
      }
      for (const path of [
        `/api/forms/base/records/${ids['FAR']}/references`,
        `${deals}/records/${ids['at FAR']}/references`,
        '/api/search?q=at',
        '/api/search?q=7531.16',
      ])
        expect(await (await get(path, who)).text()).not.toMatch(/7531\.16|1047\.11|"marginRead"/);
    }
  });

  it('a print of the list is made for whoever may read it', async () => {
    for (const who of readerNames) {
      const started = await bodyOf(await get(`${deals}/prints/sheet?q=at`, who));
      let job = started;
      while (['waiting', 'running'].includes(String(job['status']))) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        job = await bodyOf(await get(`/api/jobs/${String(started['id'])}`, who));
      }
      expect([who, job['status']]).toEqual([who, 'done']);
    }
  });

  it('what is read can be sent back whole', async () => {
    const path = `${deals}/records/${ids['at FAR']}`;
    const read = await get(path, 'who sees all');
    const headers = { 'if-match': read.headers.get('etag') ?? '' };
    const warned = { ...(await bodyOf(read)), $warnings: [] };
    expect((await send('PUT', path, 'who sees all', warned, headers)).status).toBe(200);
  });

  it('an organisation with copies of its own is told of these, by each door, and others are not', async () => {
    await world.create('organisation', { number: 'SOUTH', name: 'South', parent: { number: root } });
    for (const [form, record] of [
      ['base', 'NEAR'],
      ['base', 'FAR'],
      ['deal', 'at FAR'],
    ] as const) {
      const body = { records: [ids[record] ?? ''], orgs: ['SOUTH'] };
      await bodyOf(await send('POST', `/api/forms/${form}/assignments`, '', body));
    }
    const grants = [
      { ...ofDeals(), scope: 'own' },
      { form: 'base', actions: ['all'], scope: 'own' },
    ];
    await addReader('south', { grants, hidden: [], hiddenRows: [] }, 'SOUTH');
    await addReader(
      'south without cost',
      { grants: [{ ...ofDeals(except('cost')), scope: 'own' }], hidden: [], hiddenRows: [] },
      'SOUTH',
    );
    const personalise = async (path: string, sent: JsonObject) => {
      const read = await get(path, 'south');
      expect([read.status, read.status === 200 || (await read.clone().text())]).toEqual([200, true]);
      const headers = { 'if-match': read.headers.get('etag') ?? '' };
      return bodyOf(await send('POST', `${path}/actions/personalise`, 'south', sent, headers));
    };
    const path = `${deals}/records/${ids['at FAR']}`;
    await personalise(`/api/forms/base/records/${ids['FAR']}`, { rate: '99.5' });
    const answer = await personalise(path, { price: '10000.03' });
    const values = { marginRead: '8889', openRead: '20000.06', carriedRead: '99.5', behindRead: '1099.5' };
    expect((answer['record'] ?? answer) as JsonObject).toMatchObject(values);
    expect(await bodyOf(await get(path, 'south'))).toMatchObject(values);
    for (const query of [
      '',
      'sort=-price&',
      'price[gt]=1&sort=open&',
      'sort=margin&fields=number,marginRead,openRead&',
    ]) {
      for (const who of ['south', 'south without cost']) {
        const asked = who === 'south' ? query : query.replace('sort=margin&', '').replace('marginRead,', '');
        const { items } = await bodyOf(await get(`${deals}/records?${asked}q=FAR`, who));
        const [item = {}] = (items as JsonObject[]).filter(({ id }) => id === ids['at FAR']);
        expect([who, query, item['openRead'], item['marginRead']]).toEqual([
          who,
          query,
          '20000.06',
          who === 'south' ? '8889' : undefined,
        ]);
        if (!query.includes('fields')) alike(item, `${who}: ${query}`);
      }
    }
    expect(await bodyOf(await get(path, 'who sees all'))).toMatchObject({
      marginRead: '7531.16',
      behindRead: '1047.11',
    });
    const hidden = await bodyOf(await get(path, 'south without cost'));
    alike(hidden, 'south without cost');
    expect([hidden['marginRead'], hidden['openRead'], hidden['behindRead'] ?? null]).toEqual([
      undefined,
      '20000.06',
      null,
    ]);
    const printed = await (await get(`${path}/prints/sheet?format=html`, 'south')).text();
    for (const value of ['V margin = 8889.', 'V open = 20000.06.']) expect(printed).toContain(value);
  });

  it('an event tells no value', async () => {
    const stream = await get('/api/watch?since=0&forms=deal,base', 'who sees all');
    const { revision } = await world.tenant.store.patch(
      world.call(),
      world.form('deal'),
      ids['at FAR'] ?? '',
      {
        note: 'told',
      },
    );
    const reader = stream.body?.getReader();
    let text = '';
    for (let through = 0; through < revision; ) {
      const { value, done } = (await reader?.read()) ?? { value: undefined, done: true };
      if (done) break;
      text += new TextDecoder().decode(value);
      through = Math.max(0, ...[...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id)));
    }
    await reader?.cancel();
    expect(text).toContain(ids['at FAR']);
    expect(text).not.toMatch(/Read|7531\.16/);
  });
});
