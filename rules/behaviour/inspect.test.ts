import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../metadata/common/json.ts';
import { render } from '../../metadata/common/render.ts';
import type { Condition } from '../../metadata/condition.ts';
import { messages } from '../messages.ts';
import { askedParameters, textDoor } from './asked-parameters.ts';
import type { Context } from './context.ts';
import { behaviourOf, c1, c2, checks, context, f, text } from './sample.suite.ts';

const is = (fact: string, value: string | boolean): Condition => ({ fact, operator: 'equal', value });
const options = ['draft', 'sent', 'closed'].map((value) => ({ value, label: text(value) }));

const order = behaviourOf({
  fields: [
    f('text', 'subject', { required: true }),
    f('choice', 'state', {
      options,
      optionsFilter: {
        any: [
          { fact: 'value', operator: 'notEqual', value: 'closed' },
          { fact: 'parent.urgent', operator: 'equal', value: true },
        ],
      },
    }),
    f('boolean', 'urgent'),
    f('text', 'cause', {
      name: 'why',
      id: 'cause',
      required: is('urgent', true),
      visible: { not: is('state', 'closed') },
    }),
    f('text', 'code', { fixed: true }),
    f('text', 'stamp', { readonly: true, default: 'S' }),
    f('text', 'note', { readonly: is('state', 'sent') }),
    f('text', 'secretary', { required: true }),
    f('reference', 'category', { form: 'category', optionsFilter: is('leaf', true) }),
    f('references', 'categories', { form: 'category', optionsFilter: is('leaf', true) }),
    f('percent', 'rate', { carry: { from: 'category', field: 'rate' }, readonly: true }),
    f('condition', 'when', { facts: 'category' }),
    f('decimal', 'cap'),
    f('entries', 'lines', {
      name: 'items',
      id: 'lines',
      visible: { not: is('state', 'closed') },
      fields: [
        f('text', 'item', { required: is('parent.urgent', true) }),
        f('decimal', 'amount'),
        f('boolean', 'locked'),
        f('text', 'fixedCode', { fixed: true }),
        f('text', 'remark', { readonly: is('locked', true) }),
        f('reference', 'category', {
          form: 'category',
          optionsFilter: { fact: 'rate', operator: 'lessThan', value: { fact: 'row.amount' } },
        }),
        f('entries', 'batches', { fields: [f('integer', 'size', { required: is('row.locked', true) })] }),
      ],
    }),
  ],
  layout: {
    tabs: [
      {
        name: 'more',
        label: text('more'),
        visible: is('urgent', true),
        groups: [{ name: 'two', fields: ['secretary'] }],
      },
      {
        name: 'main',
        label: text('main'),
        groups: [
          { name: 'one', fields: ['subject', 'state', 'urgent'], folded: is('state', 'closed') },
          { name: 'old', fields: ['code'], folded: true },
        ],
      },
    ],
  },
  blocks: [
    { name: 'always', block: 'heading', label: text('Papers') },
    { name: 'closed', block: 'note', label: text('Closed'), visible: is('state', 'closed') },
    { name: 'never', block: 'note', label: text('Never'), visible: false },
  ],
  rules: [
    {
      name: 'limit',
      check: { fact: 'lines.amount', operator: 'lessThanOrEqual', value: { fact: 'cap' }, over: 'every' },
      when: { fact: 'cap', operator: 'isNotEmpty' },
      fields: ['cap', 'lines'],
      message: { zh: '超过限额', en: 'Over the limit' },
    },
    {
      name: 'positive',
      each: 'lines',
      check: { fact: 'amount', operator: 'greaterThan', value: 0 },
      when: { fact: 'amount', operator: 'isNotEmpty' },
      fields: ['amount', 'parent.cap'],
      message: text('应为正数'),
      severity: 'warning',
    },
  ],
  unique: [
    {
      name: 'items',
      across: 'lines',
      fields: ['item'],
      where: { fact: 'locked', operator: 'notEqual', value: true },
    },
  ],
  preset: { locked: ['delete', 'sharing'], fields: ['subject'], where: is('state', 'sent') },
});

const good: JsonObject = { subject: 's', stamp: 'S', state: 'draft' };
type Case = readonly [
  sentence: string,
  record: JsonObject,
  before: JsonObject | null,
  expected: readonly string[],
  more?: Partial<Context>,
];

const table: readonly Case[] = [
  ['nothing is wrong with a good record', good, null, []],
  ['a required field that is missing', { ...good, subject: null }, null, ['/subject required']],
  ['one that is blank', { ...good, subject: '' }, null, ['/subject required']],
  [
    'required when a condition holds, by today’s name',
    { ...good, urgent: true, secretary: 'x' },
    null,
    ['/why required'],
  ],
  ['not when nobody sees it', { ...good, urgent: true, state: 'closed', secretary: 'x' }, null, []],
  ['not in a tab that nobody sees', { ...good }, null, []],
  ['but there when it is seen', { ...good, urgent: true, cause: 'r' }, null, ['/secretary required']],
  [
    'in a row, by a field of the record',
    { ...good, urgent: true, cause: 'r', secretary: 'x', lines: [{ item: 'a' }, {}] },
    null,
    ['/items/1/item required'],
  ],
  [
    'not in rows that nobody sees',
    { ...good, urgent: true, state: 'closed', secretary: 'x', lines: [{}] },
    null,
    [],
  ],
  [
    'in a row of a row, by the row above',
    { ...good, lines: [{ batches: [{}] }, { locked: true, batches: [{ size: 1 }, {}] }] },
    null,
    ['/items/1/batches/1/size required'],
  ],
  [
    'nor in rows below them',
    { ...good, urgent: true, state: 'closed', secretary: 'x', lines: [{ locked: true, batches: [{}] }] },
    null,
    [],
  ],
  [
    'readonly in a new row, which got its id after it was sent',
    { ...good, lines: [{ id: 'new', locked: true, remark: 'b' }] },
    good,
    ['/items/0/remark readonly'],
    { sent: { lines: [{ locked: true, remark: 'b' }] } },
  ],
  ['a fixed field may be given', { ...good, code: 'x' }, null, []],
  ['and kept', { ...good, code: 'x' }, { ...good, code: 'x' }, []],
  ['but not changed', { ...good, code: 'y' }, { ...good, code: 'x' }, ['/code fixed']],
  ['nor emptied', { ...good, code: null }, { ...good, code: 'x' }, ['/code fixed']],
  [
    'nor in a row',
    { ...good, lines: [{ id: 'r', fixedCode: 'y' }] },
    { ...good, lines: [{ id: 'r', fixedCode: 'x' }] },
    ['/items/0/fixedCode fixed'],
  ],
  [
    'a new row may have it',
    { ...good, lines: [{ id: 'q', fixedCode: 'y' }] },
    { ...good, lines: [{ id: 'r', fixedCode: 'x' }] },
    [],
  ],
  ['a readonly field may be sent as it gets to be', good, null, []],
  ['but not otherwise', { ...good, stamp: 'T' }, null, ['/stamp readonly']],
  ['nor be changed', { ...good, stamp: 'T' }, good, ['/stamp readonly']],
  [
    'what the platform put there is nobody’s mistake',
    { ...good, stamp: 'T' },
    good,
    [],
    { sent: { subject: 's' } },
  ],
  ['readonly when a condition holds', { ...good, state: 'sent', note: 'n' }, good, ['/note readonly']],
  ['and not when it does not', { ...good, note: 'n' }, good, []],
  [
    'readonly in a row',
    { ...good, lines: [{ id: 'r', locked: true, remark: 'b' }] },
    { ...good, lines: [{ id: 'r', locked: true, remark: 'a' }] },
    ['/items/0/remark readonly'],
  ],
  ['what is carried may be sent along', { ...good, category: c1, rate: '0.13' }, null, []],
  [
    'but nothing else where it is readonly',
    { ...good, category: c1, rate: '0.01' },
    null,
    ['/rate readonly'],
  ],
  ['an option that is offered', { ...good, state: 'sent' }, null, []],
  ['one that is not', { ...good, state: 'closed' }, null, ['/state option-not-offered']],
  ['unless it stood there before', { ...good, state: 'closed' }, { ...good, state: 'closed' }, []],
  ['a record that can be picked', { ...good, category: c1 }, null, []],
  ['one that cannot', { ...good, category: c2, rate: null }, null, ['/category reference-not-offered']],
  ['one among several', { ...good, categories: [c1, c2] }, null, ['/categories/1 reference-not-offered']],
  ['one that stood among them stays', { ...good, categories: [c2, c1] }, { ...good, categories: [c2] }, []],
  [
    'in a row, against the row',
    {
      ...good,
      lines: [
        { amount: '1', category: c1 },
        { amount: '0.1', category: c1 },
      ],
    },
    null,
    ['/items/1/category reference-not-offered'],
  ],
  [
    'a condition that asks of its form',
    { ...good, when: { fact: 'rate', operator: 'lessThan', value: '0.1' } },
    null,
    [],
  ],
  [
    'one that asks what is not there',
    { ...good, when: { all: [{ fact: 'price', operator: 'isEmpty' }] } },
    null,
    ['/when/all/0/fact unknown-fact'],
  ],
  ['one with a pattern', { ...good, when: { fact: 'name', operator: 'matches', value: 'a+' } }, null, []],
  [
    'one with a broken pattern',
    { ...good, when: { fact: 'name', operator: 'matches', value: '(' } },
    null,
    ['/when/value pattern-invalid'],
  ],
  ['a rule that holds', { ...good, cap: '5', lines: [{ amount: '5' }] }, null, []],
  [
    'one that does not, at its first field',
    { ...good, cap: '5', lines: [{ amount: '5.01' }] },
    null,
    ['/cap check-failed'],
  ],
  ['one that does not apply', { ...good, lines: [{ amount: '5.01' }] }, null, []],
  [
    'a warning in a row',
    { ...good, lines: [{ amount: '1' }, { amount: '-1' }] },
    null,
    ['/items/1/amount check-failed?'],
  ],
  [
    'two rows that must differ',
    { ...good, lines: [{ item: 'a' }, { item: 'b' }, { item: 'a' }] },
    null,
    ['/items/2/item not-unique'],
  ],
  ['two that need not', { ...good, lines: [{ item: 'a' }, { item: 'a', locked: true }, {}, {}] }, null, []],
  [
    'what a package locked',
    { ...good, state: 'sent', subject: 't' },
    { ...good, state: 'sent' },
    ['/subject preset-locked'],
    { preset: true },
  ],
  ['only where it locked it', { ...good, subject: 't' }, good, [], { preset: true }],
  ['and only of its own records', { ...good, state: 'sent', subject: 't' }, { ...good, state: 'sent' }, []],
];

describe('inspect', () => {
  it.each(table.map(([sentence, ...given]) => ({ sentence, given })))(
    '$sentence',
    async ({ given: [record, before, expected, more] }) => {
      const at = { ...context, ...more };
      const byEngine = await order.inspect(record, before, at);
      const said = [
        ...byEngine.problems.map(({ path, code }) => `${path} ${code}`),
        ...byEngine.warnings.map(({ path, code }) => `${path} ${code}?`),
      ];
      expect(said).toEqual(expected);
      for (const { code, params } of [...byEngine.problems, ...byEngine.warnings]) {
        expect(render(messages, code, params ?? {}, 'zh')).toMatch(/^[^{]+$/);
      }
      if (!JSON.stringify(record).includes('matches'))
        expect(order.inspectNow(record, before, at)).toEqual(byEngine);
    },
  );

  it('a failed rule brings its own message and all its fields', async () => {
    const { warnings } = await order.inspect({ ...good, lines: [{ amount: '-1' }] }, null, context);
    expect(warnings).toEqual([
      {
        path: '/items/0/amount',
        code: 'check-failed',
        params: { rule: 'positive', fields: ['/items/0/amount', '/cap'] },
        message: { zh: '应为正数', en: '应为正数' },
        severity: 'warning',
      },
    ]);
  });

  it('looks only at the rows it is told', () => {
    const lines = [{ amount: '-1' }, { amount: '-2' }];
    const only = new Map([['lines', new Set([1])]]);
    const { warnings } = order.inspectNow({ ...good, lines }, null, context, only);
    expect(warnings.map(({ path }) => path)).toEqual(['/items/1/amount']);
    expect(order.inspectNow({ ...good, lines }, null, context, new Map()).warnings).toEqual([]);
  });

  it('says how a page shows a field', () => {
    const record = { ...good, urgent: true, state: 'sent', lines: [{ locked: true, batches: [{}] }] };
    const state = (field: string, rows: number[] = []) => order.fieldState({ field, rows }, record, context);
    expect(state('cause')).toEqual({ visible: true, required: true, readonly: false });
    expect(state('note')).toEqual({ visible: true, required: false, readonly: true });
    expect(state('lines.remark', [0])).toEqual({ visible: true, required: false, readonly: true });
    expect(state('lines.batches.size', [0, 0])).toEqual({ visible: true, required: true, readonly: false });
    expect(order.fieldState({ field: 'secretary' }, good, context).visible).toBe(false);
    expect([...order.sections(good, context)]).toEqual([
      'more/two',
      'main',
      'main/one',
      'main/old',
      'main/lines',
    ]);
    expect(() => state('lines.remark', [7])).toThrow('no row');
  });

  it('says which blocks are shown', () => {
    expect([...order.blocks(good, context)]).toEqual(['always']);
    expect([...order.blocks({ ...good, state: 'closed' }, context)]).toEqual(['always', 'closed']);
  });

  it('says which groups stand folded away', () => {
    expect([...order.folded(good, context)]).toEqual(['main/old']);
    expect([...order.folded({ ...good, state: 'closed' }, context)]).toEqual(['main/one', 'main/old']);
  });

  it('says what can be picked', () => {
    const values = (record: JsonObject) =>
      order.options({ field: 'state' }, record, context).map(({ value }) => value);
    expect(values(good)).toEqual(['draft', 'sent']);
    expect(values({ ...good, urgent: true })).toEqual(['draft', 'sent', 'closed']);
    const record = { ...good, lines: [{ amount: '0.1' }] };
    expect(order.pickFilter({ field: 'lines.category', rows: [0] }, record, context)).toMatchObject({
      ok: true,
      value: { type: 'compare', operator: 'lessThan', operand: { value: '0.1' } },
    });
    expect(order.pickFilter({ field: 'subject' }, record, context)).toBeUndefined();
  });

  it('says what a package locked', async () => {
    const sent = { ...good, state: 'sent' };
    const shipped = { ...context, preset: true };
    const kept = ['edit', 'delete', 'disable', 'enable', 'share', 'transfer'].filter((action) =>
      order.obstacleNow(action, sent, shipped),
    );
    expect(kept).toEqual(['delete', 'share']);
    expect(await order.obstacle('share', sent, shipped)).toEqual({ from: 'package', lock: 'sharing' });
    expect(await order.obstacle('delete', good, shipped)).toBeUndefined();
    expect(await order.obstacle('delete', sent, context)).toBeUndefined();
  });
});

describe('a condition field that parameters let ask for more', () => {
  const rule = behaviourOf({
    name: 'rule',
    fields: [f('condition', 'when', { facts: 'category', optIn: ['filter_config/ext_fields'] })],
    match: { facts: 'category', condition: 'when', fields: ['rate'] },
  });

  it.each<readonly [string, string | null, readonly string[]]>([
    ['refuses what a parameter takes out', 'leaf, name', ['/when fact-not-offered']],
    ['and asks the rest', 'leaf', []],
    ['and everything where no parameter is set', null, []],
  ])('%s', async (_says, set, expected) => {
    const remark = behaviourOf({
      name: 'remark',
      fields: [f('condition', 'when', { facts: 'category', optOut: ['filter/remark'] })],
      match: { facts: 'category', condition: 'when' },
    });
    const when = { fact: 'name', operator: 'isEmpty' };
    const parameter = (type: string, key: string) => (`${type}/${key}` === 'filter/remark' ? set : null);
    const { problems } = await remark.inspect({ when }, null, { ...context, parameter });
    expect(problems.map(({ path, code }) => `${path} ${code}`)).toEqual(expected);
  });

  it.each<readonly [string, string | null, readonly string[]]>([
    ['asks what is opted in', 'leaf, name', []],
    ['and nothing else', 'leaf', ['/when fact-not-offered']],
    ['nor anything where no parameter is set', null, ['/when fact-not-offered']],
  ])('%s', async (_says, set, expected) => {
    const when = { fact: 'name', operator: 'isEmpty' };
    const parameter = (type: string, key: string) =>
      `${type}/${key}` === 'filter_config/ext_fields' ? set : null;
    const { problems } = await rule.inspect({ when }, null, { ...context, parameter });
    expect(problems.map(({ path, code }) => `${path} ${code}`)).toEqual(expected);
  });
});

describe('what parameters turn off', () => {
  const bill = behaviourOf({
    name: 'bill',
    fields: [
      f('text', 'dataSource'),
      f('entries', 'lines', { fields: [f('text', 'itemName'), f('text', 'taxCode')] }),
      f('condition', 'when', { facts: 'category', optIn: ['filter_config/ext_fields'] }),
    ],
    checks: [{ run: 'items-matched' }],
  });
  const pushed = { dataSource: 'receivable', lines: [{ itemName: '笔', taxCode: '1' }, { itemName: '笔' }] };

  it.each<readonly [string, Readonly<Record<string, string>>, readonly string[]]>([
    ['is checked where nothing is set', {}, ['/lines/1/itemName item-unmatched']],
    ['is not where they say so', { 'sim_botp_config/enforce_goods_match': '0' }, []],
  ])('%s, by the texts that a page is sent as by the server’s own', async (_says, set, expected) => {
    const own = (type: string, key: string) => set[`${type}/${key}`] ?? null;
    const keysOf = (type: string) => (type === 'sim_botp_config' ? ['enforce_goods_match', 'other'] : []);
    const texts = askedParameters(bill.form, checks, keysOf, (type, key) => own(type, key) ?? null);
    expect(texts).toEqual(set);
    for (const parameter of [own, textDoor(texts)]) {
      const { problems } = bill.inspectNow(pushed, null, { ...context, parameter });
      expect(problems.map(({ path, code }) => `${path} ${code}`)).toEqual(expected);
    }
  });

  it('is told of panels, too', () => {
    const set = (type: string) => (type === 'filter_config' ? 'leaf' : null);
    expect(askedParameters(bill.form, checks, () => [], set)).toEqual({ 'filter_config/ext_fields': 'leaf' });
  });
});

describe('a condition field that matches are made by', () => {
  const rule = behaviourOf({
    name: 'rule',
    fields: [f('text', 'number'), f('condition', 'when', { facts: 'category' })],
    match: { facts: 'category', condition: 'when', fields: ['rate'] },
  });

  it.each<readonly [string, object, readonly string[]]>([
    ['takes what is offered', { fact: 'rate', operator: 'isEmpty' }, []],
    ['takes what the call knows', { fact: '$org', operator: 'equal', value: 'O1' }, []],
    [
      'refuses what is not',
      {
        any: [
          { fact: 'rate', operator: 'isEmpty' },
          { fact: 'name', operator: 'isEmpty' },
        ],
      },
      ['/when fact-not-offered'],
    ],
  ])('%s', async (_sentence, when, expected) => {
    const { problems } = await rule.inspect({ when } as JsonObject, null, context);
    expect(problems.map(({ path, code }) => `${path} ${code}`)).toEqual(expected);
  });
});

describe('unique claims', () => {
  const scheme = behaviourOf({
    name: 'scheme',
    fields: [
      f('text', 'code'),
      f('boolean', 'off'),
      f('references', 'orgs', { form: 'category' }),
      f('entries', 'lines', { fields: [f('reference', 'org', { form: 'category' }), f('text', 'kind')] }),
    ],
    unique: [
      { name: 'code', fields: ['code'] },
      { name: 'orgs', fields: ['orgs'], where: { fact: 'off', operator: 'notEqual', value: true } },
      { name: 'lines', fields: ['org', 'kind'], across: 'lines' },
    ],
  });

  it.each<readonly [string, JsonObject, readonly unknown[]]>([
    ['a key of the record', { code: 'a' }, [['code', ['a'], '/code']]],
    ['none while it is empty', { code: '' }, []],
    [
      'one for each element of a list',
      { orgs: [c1, { id: c2, number: 'C2' }] },
      [
        ['orgs', [c1], '/orgs'],
        ['orgs', [c2], '/orgs'],
      ],
    ],
    ['none where the rule does not apply', { orgs: [c1], off: true }, []],
    [
      'one a row, of several fields',
      { lines: [{ org: c1, kind: 'k' }, { org: c2 }] },
      [['lines', [c1, 'k'], '/lines/0/org']],
    ],
  ])('%s', async (_sentence, record, expected) => {
    const claims = await scheme.claims(record, context);
    expect(claims.map(({ rule, key, path }) => [rule.name, key, path])).toEqual(expected);
  });
});
