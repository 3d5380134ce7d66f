import { describe, expect, it } from 'vitest';
import type { Json } from '../common/json.ts';
import { compile } from './compile.ts';
import { explain } from './explain.ts';
import { type Change, changed, type Packages, sample, sourcesOf } from './sample.suite.ts';

const label = (en: string) => ({ zh: `${en}（中文）`, en });

function modelOf(packages: Packages) {
  const { model, issues } = compile(sourcesOf(packages));
  if (!model) throw new Error(JSON.stringify(issues));
  return model;
}

const formsOf = (changes: readonly Change[] = [], packages: Packages = sample) => {
  const { forms } = modelOf(changed(changes, packages));
  const [item, order] = [forms.get('item'), forms.get('order')];
  if (!item || !order) throw new Error('the sample has both');
  return { item, order };
};

/** A third package that says things about the item. */
function saying(
  name: string,
  set: Readonly<Record<string, Json>>,
  builds: readonly string[] = ['shop'],
): Packages {
  const peers = Object.fromEntries(builds.map((other) => [other, '*']));
  return {
    [name]: {
      'package.json': {
        name,
        version: '1.0.0',
        peerDependencies: peers,
        guiju: { prefix: name, label: label(name) },
      },
      'extensions/item.json': { extends: 'item', set },
    },
  };
}

describe('layers', () => {
  it('add fields to records and rows, and nothing is out of reach', () => {
    const { order } = formsOf();
    expect(order.byId.get('acme_note')?.package).toBe('acme');
    expect(order.byId.get('lines')?.rows?.byId.get('acme_batch')?.path).toBe('lines.acme_batch');
    expect(
      order.layout.tabs.flatMap((tab) => tab.groups.map((group) => [group.name, ...group.fields])),
    ).toEqual([
      ['main', 'number', 'buyer', 'total', 'acme_note'],
      ['lines', 'lines'],
    ]);
  });

  it('merge sets as sets and let the later layer have the last word', () => {
    const { item, order } = formsOf();
    expect(item.byId.get('colour')?.options?.map(({ value, label: said }) => [value, said.en])).toEqual([
      ['r', 'Crimson'],
      ['b', 'Blue'],
      ['g', 'Green'],
    ]);
    expect(item.list.columns).toEqual(['number', 'name', 'rate']);
    expect(order.byId.get('buyer')?.label.en).toBe('Customer');
    expect(order.rules.map(({ name, severity }) => [name, severity])).toEqual([
      ['netPositive', 'error'],
      ['acme_noted', undefined],
    ]);
    expect(item.byId.get('name')?.required).toBe(true);
    expect(item.byId.get('priority')?.props).toEqual({ min: 1, max: 9 });
  });

  it('put groups and fields where they say', () => {
    const names = (changes: readonly Change[]) =>
      formsOf(changes).item.layout.tabs[0]?.groups.map((group) => `${group.name}: ${group.fields.join(' ')}`);
    expect(names([])).toEqual([
      'what: number name',
      'acme_extra: rate',
      'more: condition price colour priority',
    ]);
    const moves: Change = [
      'acme',
      'extensions/item.json',
      '/set/layout~1groups~1more~1fields',
      { add: ['name'], order: ['name'] },
    ];
    expect(names([moves])).toEqual([
      'what: number',
      'acme_extra: rate',
      'more: name condition price colour priority',
    ]);
  });

  it('take out of a list what they do not want, but no option that records may hold', () => {
    const at = (target: string, value: Json): Change => [
      'acme',
      'extensions/item.json',
      `/set/${target.replaceAll('/', '~1')}`,
      value,
    ];
    const { item } = formsOf([
      at('list/columns', { add: ['price'], remove: ['name'], order: ['price'] }),
      at('fields/colour/options/b/hidden', true),
    ]);
    expect(item.list.columns).toEqual(['price', 'number']);
    expect(item.byId.get('colour')?.options?.[1]).toMatchObject({ value: 'b', hidden: true });
  });

  it('add up what is required', () => {
    const when = (fact: string) => ({ fact, operator: 'isNotEmpty' });
    const packages = {
      ...changed([
        ['shop', 'forms/item.json', '/fields/3/required', when('name')],
        ['acme', 'extensions/item.json', '/set/fields~1price~1required', when('colour')],
      ]),
      ...saying('local', { 'fields/price/required': when('rate') }, []),
    };
    expect(formsOf([], packages).item.byId.get('price')?.required).toEqual({
      any: [{ any: [when('name'), when('colour')] }, when('rate')],
    });
  });

  it('that know nothing of each other may not both have the last word', () => {
    const packages = { ...sample, ...saying('beta', { 'fields/colour/options/r/label': label('Ruby') }) };
    expect(compile(sourcesOf(packages)).issues).toMatchObject([
      {
        code: 'layers-disagree',
        package: 'beta',
        file: 'extensions/item.json',
        pointer: '/set/fields~1colour~1options~1r~1label',
        params: { package: 'acme' },
      },
    ]);
  });

  it('may say the same, or know of each other, or be the customer', () => {
    const answered = (packages: Packages) =>
      formsOf([], packages).item.byId.get('colour')?.options?.[0]?.label.en;
    expect(
      answered({ ...sample, ...saying('beta', { 'fields/colour/options/r/label': label('Crimson') }) }),
    ).toBe('Crimson');
    const knowing = saying('beta', { 'fields/colour/options/r/label': label('Ruby') }, ['shop', 'acme']);
    expect(answered({ ...sample, ...knowing })).toBe('Ruby');
    expect(
      answered({ ...saying('local', { 'fields/colour/options/r/label': label('Ruby') }, []), ...sample }),
    ).toBe('Ruby');
  });

  it('are ordered by what they build on, then by name, the customer last', () => {
    const packages = {
      ...saying('local', {}, []),
      ...saying('beta', {}),
      ...saying('aaa', {}, ['beta']),
      ...sample,
    };
    expect(modelOf(packages).packages.map(({ name }) => name)).toEqual([
      'shop',
      'acme',
      'beta',
      'aaa',
      'local',
    ]);
  });

  it('of unrelated packages may not define one menu', () => {
    const menu = [{ path: 'more', label: label('More') }];
    const own = (name: string, peers: readonly string[]) =>
      changed([[name, 'package.json', '/guiju/menu', menu]], saying(name, {}, peers));
    const clash = compile(sourcesOf({ ...sample, ...own('beta', ['shop']), ...own('gamma', ['shop']) }));
    expect(clash.issues).toMatchObject([
      { code: 'menu-twice', package: 'gamma', params: { package: 'beta' } },
    ]);
    const built = compile(
      sourcesOf({ ...sample, ...own('beta', ['shop']), ...own('gamma', ['shop', 'beta']) }),
    );
    expect(built.issues).toEqual([]);
  });
});

describe('explain', () => {
  const { layers } = compile(
    sourcesOf({ ...sample, ...saying('local', { 'fields/name/label': label('Called') }, []) }),
  );
  it.each<[string, readonly (readonly [string, Json])[] | undefined]>([
    [
      'forms/item/fields/name/label',
      [
        ['shop', label('name')],
        ['local', label('Called')],
      ],
    ],
    ['forms/item/fields/name/required', [['acme', true]]],
    ['forms/item/fields/number/required', [['shop', true]]],
    [
      'forms/item/fields/colour/options/r/label',
      [
        ['shop', label('Red')],
        ['acme', label('Crimson')],
      ],
    ],
    [
      'forms/item/list/columns',
      [
        ['shop', ['number', 'name']],
        ['acme', ['rate']],
      ],
    ],
    [
      'forms/order/rules/netPositive/severity',
      [
        ['shop', 'warning'],
        ['acme', 'error'],
      ],
    ],
    ['forms/order/rules/acme_noted/message', [['acme', label('Say why')]]],
    ['forms/order/fields/lines.acme_batch/kind', [['acme', 'text']]],
    ['forms/item/layout/groups/acme_extra/fields', [['acme', ['rate']]]],
    ['forms/item/layout/tabs/main/label', [['shop', label('Main')]]],
    ['forms/item/label', [['shop', label('Item')]]],
    ['forms/item/fields/nick/label', undefined],
    ['forms/none/label', undefined],
    ['params/x', undefined],
  ])('%s', (property, said) => {
    expect(explain(layers, property)?.said.map((one) => [one.package, one.value])).toEqual(said);
  });
});

describe('what compile fills in', () => {
  it('titles, keys, lists and matches', () => {
    const { item, order } = formsOf();
    expect([item.title?.id, item.number?.id, item.key]).toEqual(['name', 'number', ['number']]);
    expect([order.title?.id, order.list.sort, order.list.search]).toEqual(['number', ['number'], ['number']]);
    expect(item.match).toEqual({
      for: [],
      within: 'optional',
      facts: 'order',
      condition: 'condition',
      order: ['priority', 'sharing', '-modifiedAt', 'id'],
      result: ['rate'],
      fields: ['buyer', 'lines.net'],
      emptyMatches: true,
      all: false,
    });
  });

  it('what one record is called: as its form, unless its package or the customer says otherwise', () => {
    const own = label('Piece');
    const said: Change = ['shop', 'forms/item.json', '/recordLabel', own];
    const local = { ...sample, ...saying('local', { recordLabel: label('Thing') }, []) };
    expect(formsOf().item.recordLabel).toEqual(formsOf().item.label);
    expect(formsOf([said]).item.recordLabel).toEqual(own);
    expect(formsOf([said], local).item.recordLabel).toEqual(label('Thing'));
  });

  it('what many are called: as its form, unless somebody says so; and as one calls a form that is renamed', () => {
    const own = label('Pieces');
    const said: Change = ['shop', 'forms/item.json', '/listLabel', own];
    const renamed = { ...sample, ...saying('local', { label: label('Goods') }, []) };
    const both = saying('local', { label: label('Goods'), listLabel: label('All goods') }, []);
    expect(formsOf().item.listLabel).toEqual(formsOf().item.label);
    expect(formsOf([said]).item.listLabel).toEqual(own);
    expect(formsOf([said], renamed).item.listLabel).toEqual(label('Goods'));
    expect(formsOf([said], { ...sample, ...both }).item.listLabel).toEqual(label('All goods'));
  });

  it('a match in entries, with the paths of its rows', () => {
    const rows = {
      name: 'titles',
      kind: 'entries',
      label: label('Titles'),
      fields: [
        { name: 'condition', kind: 'condition', facts: 'order', label: label('When') },
        { name: 'priority', kind: 'integer', label: label('Priority') },
        { name: 'bank', kind: 'text', label: label('Bank') },
      ],
    };
    const { item } = formsOf([
      ['shop', 'forms/item.json', '/fields/7', rows],
      ['shop', 'forms/item.json', '/match', { facts: 'order', entries: 'titles', result: ['bank', 'rate'] }],
      ['shop', 'cases/items.json', '/cases/0/facts', {}],
    ]);
    expect(item.match).toMatchObject({
      entries: 'titles',
      condition: 'titles.condition',
      order: ['titles.priority', 'sharing', '-modifiedAt', 'id'],
      result: ['titles.bank', 'rate'],
    });
  });

  it('a layout where there is none, and a place for what nobody placed', () => {
    const { order } = formsOf([
      ['shop', 'forms/order.json', '/layout', { tabs: [] }],
      ['acme', 'extensions/order.json', '/fields', []],
      ['acme', 'extensions/order.json', '/rules', []],
    ]);
    expect(order.layout.tabs[0]?.groups.map((group) => group.fields)).toEqual([
      ['number', 'buyer', 'total'],
      ['lines'],
    ]);
  });

  it('defaults in their stored form, options in their order, kinds of what is carried', () => {
    const { item, order } = formsOf([['shop', 'forms/item.json', '/fields/4/options/1/order', 1]]);
    expect(item.byId.get('rate')?.default).toBe('0.13');
    expect(item.byId.get('colour')?.options?.map(({ value }) => value)).toEqual(['b', 'r', 'g']);
    const rows = order.byId.get('lines')?.rows;
    expect([rows?.byId.get('rate')?.inner?.kind.name, rows?.byId.get('gross')?.inner?.props]).toEqual([
      'percent',
      { precision: 25, scale: 2 },
    ]);
  });

  it('a renamed field keeps its id, and two can swap names', () => {
    const { item } = formsOf([
      [
        'shop',
        'forms/item.json',
        '/fields/3',
        { name: 'rate', id: 'price', kind: 'money', label: label('x') },
      ],
      [
        'shop',
        'forms/item.json',
        '/fields/2',
        { name: 'price', id: 'rate', kind: 'percent', label: label('x') },
      ],
    ]);
    expect([item.byName.get('rate')?.id, item.byName.get('price')?.id]).toEqual(['price', 'rate']);
    expect(item.byId.get('price')?.kind.name).toBe('money');
  });

  it('a form that was renamed is found by its id', () => {
    const model = modelOf(
      changed([
        ['shop', 'forms/item.json', '/name', 'article'],
        ['shop', 'forms/item.json', '/id', 'item'],
      ]),
    );
    expect([model.forms.get('article')?.id, model.formsById.get('item')?.name]).toEqual(['item', 'article']);
  });

  it('parameters with fields of their own, data, cases and texts', () => {
    const model = modelOf(sample);
    const params = model.params.get('shop_config')?.params;
    expect(params?.map(({ key, dimension, field }) => [key ?? dimension, field.kind.name])).toEqual([
      ['limit', 'integer'],
      ['tax-number', 'boolean'],
      ['format', 'choice'],
    ]);
    expect([model.data.length, model.cases.length, model.messages.get('shop.hello')?.en]).toEqual([
      1,
      1,
      'Hello',
    ]);
  });

  it('texts of who starts the server, where no package says it otherwise', () => {
    const texts = new Map(['shop.hello', 'shop.bye'].map((code) => [code, { zh: code, en: code }]));
    const { model } = compile(sourcesOf(sample), { texts });
    expect(['shop.hello', 'shop.bye'].map((code) => model?.messages.get(code)?.en)).toEqual([
      'Hello',
      'shop.bye',
    ]);
  });

  it('a result that nobody can change', () => {
    const model = modelOf(sample);
    const order = model.forms.get('order');
    const frozen = [
      model,
      order,
      order?.fields,
      order?.rules[0],
      order?.byId.get('lines')?.rows?.fields[0]?.props,
    ];
    expect(frozen.map((part) => Object.isFrozen(part))).toEqual(frozen.map(() => true));
  });
});

describe('a hash', () => {
  const before = formsOf();
  const hashes = (changes: readonly Change[], packages: Packages = sample) => {
    const { item, order } = formsOf(changes, packages);
    return { item: item.hash === before.item.hash, order: order.hash === before.order.hash };
  };

  it.each<[string, readonly Change[], { readonly item: boolean; readonly order: boolean }]>([
    ['stays while nothing changes', [], { item: true, order: true }],
    [
      'changes with a label',
      [['shop', 'forms/item.json', '/fields/4/label', label('Colours')]],
      { item: false, order: true },
    ],
    [
      'changes with what a layer says',
      [['acme', 'extensions/item.json', '/set/fields~1name~1help', label('x')]],
      { item: false, order: true },
    ],
    [
      'changes with a field that is carried',
      [['shop', 'forms/item.json', '/fields/2/scale', 4]],
      { item: false, order: false },
    ],
    [
      'changes with a field that a condition asks for',
      [
        ['shop', 'forms/item.json', '/fields/3/name', 'listPrice'],
        ['shop', 'forms/item.json', '/fields/3/id', 'price'],
      ],
      { item: false, order: false },
    ],
    [
      'changes with what names a record that is referred to',
      [['shop', 'forms/item.json', '/title', 'number']],
      { item: false, order: false },
    ],
    [
      'changes with what its panel can ask for',
      [['shop', 'forms/order.json', '/fields/0/pattern', 'SO{seq:9}']],
      { item: false, order: false },
    ],
    [
      'stays when it is only told where a thing was read',
      [
        ['shop', 'forms/item.json', '/source', { document: '001', heading: 'x' }],
        ['shop', 'forms/item.json', '/fields/3/source', { document: '001', heading: 'x' }],
      ],
      { item: true, order: true },
    ],
    [
      'stays when a package only gets a new version',
      [['shop', 'package.json', '/version', '1.3.0']],
      { item: true, order: true },
    ],
    [
      'stays when data change',
      [['shop', 'data/items.json', '/records/0/values/number', 'P2']],
      { item: true, order: true },
    ],
  ])('%s', (_says, changes, same) => {
    expect(hashes(changes)).toEqual(same);
  });

  it('does not mind in which order members and files are written', () => {
    const turned = Object.fromEntries(
      Object.entries(sample).map(([name, files]) => [
        name,
        Object.fromEntries(
          Object.entries(files)
            .map(([path, content]) => [path, reversed(content)])
            .reverse(),
        ),
      ]),
    ) as Packages;
    expect(hashes([], turned)).toEqual({ item: true, order: true });
    expect(modelOf(turned).hash).toBe(modelOf(sample).hash);
  });

  it('of the model changes with anything that is said', () => {
    const hash = (changes: readonly Change[]) => modelOf(changed(changes)).hash;
    expect(hash([['shop', 'data/items.json', '/records/0/values/number', 'P2']])).not.toBe(hash([]));
    expect(hash([['shop', 'messages/texts.json', '/shop.hello/en', 'Hi']])).not.toBe(hash([]));
    expect(hash([])).toBe(hash([]));
  });
});

function reversed(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: Json) => reversed(item));
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inside]) => [key, reversed(inside as Json)]),
  );
}
