import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { type Designer, designer, field, label, shopPackage } from './designing.suite.ts';

const write = (path: string, content: Json) => ({ do: 'write-file', path, content }) as const;
const holds = { fact: 'number', operator: 'notEqual', value: 'X' };
const contract = {
  name: 'contract',
  kind: 'document',
  sharing: 'everybody',
  label: label('Contract'),
  menu: { path: 'ledger/open' },
  fields: [field('number', 'text', { required: true })],
};

/** Of each sort of thing that a layer says at least one, and what is told of it when it goes. */
const lines: Readonly<Record<string, readonly string[]>> = {
  contract: [
    ...['menu folder “Ledger”', 'menu folder “Open”', 'form “Contract”'],
    '1 record of “Contract” that come along',
  ],
  thing: [
    'menu folder “Ledger”',
    'field “local_way” of “thing”',
    'field “local_stays” of “thing”',
    'check “Not X” of “thing”',
    'unique key “One a way” of “thing”',
    'action “Close” of “thing”',
    'tab “More” of “thing”',
    'group “Ways” of “thing”',
    'what is changed of “thing”: Heading · label, colour · options, columns, place in the menu',
    '1 record of “thing” that come along',
  ],
  'thing/fields/local_way': ['field “local_way” of “thing”'],
  'thing/rules/local_notX': ['check “Not X” of “thing”'],
  'thing/unique/local_one': ['unique key “One a way” of “thing”'],
  'thing/actions/local_close': ['action “Close” of “thing”'],
  'thing/data': ['1 record of “thing” that come along'],
  'params/ledger': ['parameter “Limit”'],
  messages: ['1 message in other words'],
};

describeOnDatabases('the plan of a package made of the customer’s layer', (under) => {
  let node: TestNode;
  let admin: Designer;
  const plan = async (places: readonly string[], language = 'en') => {
    const body = {
      name: 'ledger',
      version: '1.0.0',
      prefix: 'led',
      label: { zh: '台账', en: 'Ledger pack' },
      places: [...places],
    };
    return (await admin.ask('POST', '/api/design/ship/plan', body, { 'accept-language': language })).body;
  };
  beforeAll(async () => {
    node = await openTestNode(under.url);
    await node.publish([shopPackage()]);
    admin = designer(node);
    const id = await admin.begin();
    const taken = await admin.take(id, 0, [
      { do: 'add-menu', content: { path: 'ledger', label: label('Ledger') } },
      { do: 'add-menu', content: { path: 'ledger/open', label: label('Open') } },
      { do: 'add-form', content: contract as never },
      write('extensions/thing.json', {
        extends: 'thing',
        fields: [field('local_way', 'text'), field('local_stays', 'text')],
        rules: [{ name: 'local_notX', check: { all: [holds] }, fields: ['number'], message: label('Not X') }],
        unique: [{ name: 'local_one', fields: ['local_way'], message: label('One a way') }],
        actions: [
          {
            name: 'local_close',
            label: label('Close'),
            capability: 'set-fields',
            params: { fields: { title: 'closed' } },
          },
        ],
        tabs: [{ name: 'local_more', label: label('More'), groups: [] }],
        groups: [{ name: 'local_ways', label: label('Ways'), tab: 'local_more', fields: ['local_way'] }],
        set: {
          'fields/title/label': label('Heading'),
          'fields/colour/options': [{ value: 'blue', label: label('Blue') }],
          'list/columns': { add: ['local_way'] },
          menu: { path: 'ledger' },
        },
      }),
      write('params/ledger.json', {
        type: 'ledger',
        label: label('Ledger'),
        params: [
          {
            key: 'limit',
            label: label('Limit'),
            value: { kind: 'integer' },
            unset: { label: label('None') },
          },
        ],
      }),
      write('data/contracts.json', { form: 'contract', records: [{ key: 'a', values: { number: 'A' } }] }),
      write('data/things.json', { form: 'thing', records: [{ key: 'b', values: { number: 'B' } }] }),
      write('messages/words.json', { 'required-missing': label('Say {field}') }),
    ]);
    expect(taken.status, JSON.stringify(taken.body)).toBe(200);
    await admin.publish(id);
    for (const number of ['C1', 'C2']) await node.ask('POST', '/api/forms/contract/records', { number });
  }, 60_000);
  afterAll(() => node.close());

  it('offers all of them', async () => {
    const { places } = (await admin.ask('GET', '/api/design/ship')).body;
    const all = places as readonly JsonObject[];
    expect(all.map(({ place }) => place).toSorted()).toEqual(
      [...Object.keys(lines), 'thing/fields/local_stays'].toSorted(),
    );
    expect(all.filter(({ folders }) => folders)).toMatchObject([
      { place: 'contract', folders: [label('Ledger'), label('Open')] },
      { place: 'thing', folders: [label('Ledger')] },
    ]);
  });

  it.each([
    ['everything', Object.keys(lines).filter((one) => !one.startsWith('thing/'))],
    ['parts of what is said of a form', Object.keys(lines).filter((one) => one.startsWith('thing/'))],
    ['a form alone', ['contract']],
  ])('says of %s that it moves, and that nothing is lost', async (_what, places) => {
    const seen = await plan(places);
    expect(seen, JSON.stringify([seen['issues'], seen['detail']])).toMatchObject({
      hash: expect.any(String),
      changes: [],
      hidden: [],
      api: [],
      differences: [],
      issues: [],
      summary: { lost: 0, differences: 0 },
    });
    const moves = seen['moves'] as readonly JsonObject[];
    const whats = [...new Set(places.flatMap((one) => lines[one] ?? []))];
    expect(moves.map(({ what }) => what).toSorted()).toEqual(whats.toSorted());
    for (const move of moves) {
      expect(move).toMatchObject({ from: 'local', to: 'ledger' });
      expect(move['message']).toBe(`into the package “Ledger pack”: ${String(move['what'])}`);
    }
    if (places.includes('contract'))
      expect(moves.find(({ sort }) => sort === 'form')).toMatchObject({ records: 3 });
  });

  it('says so in Chinese', async () => {
    const moves = (await plan(['messages'], 'zh'))['moves'] as readonly JsonObject[];
    expect(moves).toMatchObject([{ message: '移到包“台账”：1 条改写的提示' }]);
  });

  it('says at which box something is wrong, of all of them at once', async () => {
    const as = {
      name: 'ledger',
      version: '1.0.0',
      prefix: 'led',
      label: label('Ledger'),
      places: ['messages'],
    };
    for (const [more, paths] of [
      [{ name: 'A B', version: 'one', prefix: '9' }, ['/name', '/version', '/prefix']],
      [{ name: 'shop', prefix: 'local' }, ['/name', '/prefix']],
      [{ prefix: 'shop' }, ['/prefix']],
      [{ places: ['lost'] }, ['/places']],
    ] as const) {
      const { body } = await admin.ask('POST', '/api/design/ship/plan', { ...as, ...more } as JsonObject);
      expect((body['errors'] as JsonObject[]).map(({ path }) => path)).toEqual(paths);
    }
  });

  it.each([
    ['package', ['合同台账', 'Acme Sales', 'Shop'], ['he-tong-tai-zhang', 'acme-sales', 'shop-2']],
    ['prefix', ['合同台账', 'Acme Sales', 'Shop', '店'], ['httz', 'acme', 'shop2', 'dian']],
  ])('has names for a %s proposed from what it is called', async (of, texts, names) => {
    const { body } = await admin.ask('POST', '/api/design/names', { texts, of });
    expect(body['names']).toEqual(names);
  });
});
