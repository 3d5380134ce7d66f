import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import { sharingStrategies } from '../../metadata/common/sharing-strategies.ts';
import type { Condition } from '../../metadata/condition.ts';
import type { Form } from '../../metadata/model.ts';
import type { SharingStrategy } from '../../metadata/source.ts';
import { compileCondition } from '../condition/compile.ts';
import { sampleFacts } from '../condition/generated.suite.ts';
import { entries, field, form, orderScope } from '../condition/sample-forms.suite.ts';
import { orgTree } from '../sharing/org-tree.ts';
import { coverage } from './coverage.ts';
import { explainRule } from './explain-rule.ts';
import { losers } from './losers.suite.ts';
import { match, matchMany } from './match.ts';
import { matchForm, type RuleRecord, type StoredRule } from './match-form.ts';
import { messages } from './messages.ts';
import { snapshot } from './snapshot.ts';

const tree = orgTree(
  [
    { id: 'root', number: '100', name: 'root', parent: null, enabled: true },
    { id: 'east', number: '110', name: 'east', parent: 'root', enabled: true },
    { id: 'west', number: '120', name: 'west', parent: 'root', enabled: true },
  ],
  1,
);
const asked = { org: 'east', tree, localDate: '2026-02-28' };
const allowed: SharingStrategy[] = [...sharingStrategies];
const sharing = { allowed, default: 'global' as const };
const ruleFields = [
  field('text', 'number'),
  field('integer', 'priority'),
  field('condition', 'condition'),
  field('text', 'scheme'),
];
const answered = (more: Partial<NonNullable<Form['match']>> = {}): NonNullable<Form['match']> => ({
  facts: 'order',
  condition: 'condition',
  order: ['priority', 'sharing', '-modifiedAt', 'id'],
  result: ['number', 'scheme'],
  emptyMatches: true,
  all: false,
  for: [],
  within: 'optional',
  ...more,
});

const is = (fact: string, value: Json): Condition => ({ fact, operator: 'equal', value });
const compile = (source: Json) => {
  const compiled = compileCondition(source, orderScope);
  return compiled.ok ? compiled.value : { problems: compiled.problems };
};
function stored(id: string, condition: Condition | null, more: JsonObject = {}): StoredRule {
  return {
    id,
    org: 'root',
    sharing: 'global',
    enabled: true,
    modifiedAt: '2026-01-01T00:00:00.000Z',
    number: id.toUpperCase(),
    priority: 5,
    condition: condition as unknown as Json,
    scheme: `scheme of ${id}`,
    ...more,
  } as StoredRule;
}
function made(rules: readonly (StoredRule | RuleRecord)[], more: Partial<NonNullable<Form['match']>> = {}) {
  const known = matchForm(form('rule', ruleFields, { sharing, match: answered(more) }), orderScope)!;
  const given = rules.map(
    (rule): RuleRecord => ('record' in rule ? (rule as RuleRecord) : { record: rule as StoredRule }),
  );
  return snapshot(
    given.flatMap((rule) => known.candidatesOf(rule, compile)),
    { order: known.order, emptyMatches: known.emptyMatches },
  );
}
const facts = sampleFacts({ buyer: 'a', amount: '100.00', type: '08xdp' });
const winner = async (...args: Parameters<typeof made>) =>
  (await match(made(...args), facts, asked)).winner?.id ?? null;
const a = is('buyer', 'a');

describe('facts are read once a decision, however many rules ask', () => {
  const lines = Array.from({ length: 50 }, (_, at) => ({ code: `c${at}`, amount: String(at) }));
  const rules = Array.from({ length: 40 }, (_, at) =>
    stored(`r${at}`, {
      all: [
        { fact: 'lines.code', operator: 'startsWith', value: 'c', over: 'every' },
        { fact: 'lines.amount', operator: 'greaterThan', value: at === 39 ? -1 : 10, over: 'every' },
        { fact: 'lines.amount', operator: 'greaterThan', value: 1, over: 'sum' },
        { fact: 'lines', operator: 'greaterThan', value: 1, over: 'count' },
        { fact: 'buyer', operator: 'contains', value: 'a' },
      ],
    }),
  );
  test.each([
    ['first hit', {}],
    ['a trace', { trace: true }],
    ['judged by json-rules-engine', { find: 'engine' }],
    ['judged by json-rules-engine, with a trace', { find: 'engine', trace: true }],
  ] as const)('%s', async (_how, more) => {
    const read = new Map<string, number>();
    const counted = (part: JsonObject): JsonObject =>
      new Proxy(part, {
        get(target, name: string) {
          read.set(name, (read.get(name) ?? 0) + 1);
          return target[name];
        },
      });
    const record = counted({ buyer: 'a', lines: lines.map(counted) });
    const answer = await match(made(rules), { record }, { ...asked, ...more });
    expect(answer.winner?.id).toBe('r39');
    // Three facts are of the lines, and how many there are is seen once.
    expect(Object.fromEntries(read)).toEqual({ buyer: 2, lines: 4, code: 50, amount: 50 });
  });
});

describe('who wins', () => {
  test.each<[string, (StoredRule | RuleRecord)[], string | null]>([
    ['nobody, where nothing holds', [stored('x', is('buyer', 'b'))], null],
    ['nobody, where there are no rules', [], null],
    [
      'the lower priority, whatever else',
      [stored('x', a, { priority: 2 }), stored('y', a, { priority: 10, sharing: 'private', org: 'east' })],
      'x',
    ],
    [
      'one with a priority before one without',
      [stored('x', a, { priority: null }), stored('y', a, { priority: 10 })],
      'y',
    ],
    [
      'private before free before scope before global',
      [
        stored('x', a),
        stored('y', a, { sharing: 'scope' }),
        { record: stored('z', a, { sharing: 'free' }), assigned: ['east'] },
      ],
      'z',
    ],
    [
      'the newest of equals',
      [stored('x', a), stored('y', a, { modifiedAt: '2026-01-02T00:00:00.000Z' })],
      'y',
    ],
    ['then the lowest id', [stored('y', a), stored('x', a)], 'x'],
    [
      'a rule without a condition, where nothing goes before it',
      [stored('x', is('buyer', 'b')), stored('y', null)],
      'y',
    ],
    ['no disabled one', [stored('x', a, { enabled: false }), stored('y', a, { priority: 9 })], 'y'],
    [
      'none of another organisation',
      [stored('x', a, { sharing: 'private', org: 'west' }), stored('y', a, { priority: 9 })],
      'y',
    ],
    [
      'none that is not assigned',
      [{ record: stored('x', a, { sharing: 'hierarchical' }), assigned: ['west'] }],
      null,
    ],
    ['one of the organisation above, by scope', [stored('x', a, { sharing: 'scope' })], 'x'],
    ['none that begins tomorrow', [stored('x', a, { validFrom: '2026-03-01' })], null],
    ['one on its last day', [stored('x', a, { validFrom: '2026-02-28', validTo: '2026-02-28' })], 'x'],
    ['none of yesterday', [stored('x', a, { validTo: '2026-02-27' })], null],
    [
      'none whose condition no longer compiles',
      [stored('x', is('gone', 'a')), stored('y', a, { priority: 9 })],
      'y',
    ],
    [
      'an own copy instead of the original',
      [
        {
          record: stored('x', a, { sharing: 'free' }),
          assigned: ['east'],
          copies: new Map([['east', stored('x', a, { scheme: 'own' })]]),
        },
      ],
      'x@east',
    ],
    [
      'not the copy of another',
      [
        {
          record: stored('x', a, { sharing: 'free' }),
          assigned: ['east', 'west'],
          copies: new Map([['west', stored('x', a)]]),
        },
      ],
      'x',
    ],
  ])('%s', async (_sentence, rules, expected) => expect(await winner(rules)).toBe(expected));

  test('a form states an order of its own', async () => {
    const rules = [
      stored('x', a, { sharing: 'private', org: 'east', priority: 1 }),
      stored('y', a, { modifiedAt: '2026-01-02T00:00:00.000Z' }),
    ];
    expect(await winner(rules, { order: ['-modifiedAt', 'id'] })).toBe('y');
    expect(await winner(rules, { order: ['-priority'] })).toBe('y');
  });

  test.each(['priority', '-priority', 'scheme', '-scheme'])(
    'what has no value goes last, ordered by %s',
    async (by) => {
      const rules = [stored('x', a, { priority: null, scheme: null }), stored('y', a)];
      expect(await winner(rules, { order: [by] })).toBe('y');
    },
  );

  test('where a form says so, a rule without a condition matches nothing', async () => {
    expect(await winner([stored('x', null)], { emptyMatches: false })).toBeNull();
  });

  test('the answer carries the result fields', async () => {
    const answer = await match(made([stored('x', a)]), facts, asked);
    expect(answer).toMatchObject({ place: 1, result: { number: 'X', scheme: 'scheme of x' }, errors: [] });
  });

  test('many facts are answered in their order', async () => {
    let pauses = 0;
    const pause = () => {
      pauses += 1;
      return undefined;
    };
    const many = ['b', 'a', 'c'].map((buyer) => sampleFacts({ buyer }));
    const answers = await matchMany(made([stored('x', a), stored('y', is('buyer', 'b'))]), many, {
      ...asked,
      pause,
    });
    expect(answers.map((one) => one.winner?.id ?? null)).toEqual(['y', 'x', null]);
    expect(pauses).toBe(3);
  });

  test('breaks are offered while a long list is judged', async () => {
    let pauses = 0;
    const pause = () => {
      pauses += 1;
      return undefined;
    };
    const odd = (): Condition => ({ fact: 'buyer', operator: 'startsWith', value: 'z' });
    const long = made(Array.from({ length: 3_000 }, (_, at) => stored(`r${at}`, odd())));
    for (const find of ['closures', 'engine'] as const) {
      for (const trace of [false, true]) {
        pauses = 0;
        await match(long, facts, { ...asked, find, trace, pause });
        expect(pauses).toBeGreaterThan(4);
      }
    }
  });
});

describe('over rows of a record', () => {
  const titles = form(
    'title',
    [
      field('text', 'number'),
      entries('titles', [
        field('text', 'bank'),
        field('integer', 'priority'),
        field('condition', 'condition'),
      ]),
    ],
    {
      sharing,
      match: answered({
        entries: 'titles',
        condition: 'titles.condition',
        order: ['titles.priority', 'sharing', '-modifiedAt', 'id'],
        result: ['number', 'titles.bank'],
      }),
    },
  );
  const row = (id: string, priority: number, condition: Condition | null) => ({
    id,
    priority,
    bank: `bank ${id}`,
    condition: condition as unknown as Json,
  });
  const known = matchForm(titles, orderScope)!;
  const records = [
    stored('t1', null, { titles: [row('1z', 2, a), row('1b', 2, a), row('1c', 1, is('buyer', 'b'))] }),
    stored('t2', null, { titles: [row('2a', 1, a)] }),
    stored('t3', null, { titles: [] }),
  ];
  const rows = snapshot(
    records.flatMap((record) => known.candidatesOf({ record }, compile)),
    { order: known.order },
  );

  test('the rows of all records compete', async () => {
    const { winner: won, result } = await match(rows, facts, asked);
    expect([won?.record, won?.id, result]).toEqual(['t2', '2a', { number: 'T2', 'titles.bank': 'bank 2a' }]);
  });

  test('or those of one record, in the order in which they stand', async () => {
    expect((await match(rows, facts, { ...asked, record: 't1' })).winner?.id).toBe('1z');
    expect((await match(rows, facts, { ...asked, record: 't3' })).winner).toBeNull();
    const other = await explainRule(rows, '2a', facts, { ...asked, record: 't1' });
    expect(other?.code).toBe('match-other-record');
  });
});

describe('traces', () => {
  const rules = made([
    stored('other', is('buyer', 'b'), { priority: 1 }),
    stored(
      'range',
      { all: [a, { fact: 'amount', operator: 'greaterThan', value: '100.5' }] },
      { priority: 2 },
    ),
    stored('denied', { not: is('type', '08xdp') }, { priority: 2 }),
    stored('winner', a, { priority: 3 }),
    stored('behind', a, { priority: 4 }),
    stored('hidden', a, { priority: 1, org: 'west', sharing: 'private' }),
    stored('off', a, { priority: 1, enabled: false }),
    stored('late', a, { priority: 1, validFrom: '2026-03-01' }),
    stored('over', a, { priority: 1, validTo: '2026-01-31' }),
    stored('broken', is('gone', 'a'), { priority: 1 }),
  ]);

  test('the funnel tells how many every step left', async () => {
    const { trace } = await match(rules, facts, { ...asked, trace: true });
    expect(
      trace?.funnel.map(({ step, facts: over, left }) => [step, over?.map((fact) => fact.path).join(), left]),
    ).toEqual([
      ['all', undefined, 10],
      ['eligible', undefined, 5],
      ['facts', 'buyer', 4],
      ['facts', 'amount', 3],
      ['facts', 'type', 2],
      ['matched', undefined, 2],
    ]);
  });

  test('every loser has a place and a reason in words', async () => {
    const { place } = await match(rules, facts, asked);
    const all = await losers(rules, facts, { ...asked, winner: (place ?? 0) - 1 });
    expect(Object.fromEntries(all.map((one) => [one.id, one.reason.zh]))).toEqual({
      other: '不满足“购方 等于 ‘b’”，实际为“a”',
      range: '不满足“金额 大于 100.5”，实际为 100',
      denied: '满足了不应满足的“发票种类 等于 ‘数电票（普通）’”，实际为“数电票（普通）”',
      behind: '条件满足，但按“priority”排在第 9 位的规则之后',
      hidden: '组织“east（110）”不能使用该规则（管控策略：私有）',
      off: '已禁用',
      late: '2026-03-01 起生效',
      over: '有效期至 2026-01-31，已失效',
      broken: '条件已无效，请打开规则修正',
    });
    expect(all.find((one) => one.id === 'range')?.reason.en).toBe(
      'Requires “Amount is greater than 100.5”, but found 100',
    );
    expect(all.map((one) => one.place)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 10]);
  });

  test('losers come page by page', async () => {
    const page = await losers(rules, facts, { ...asked, winner: 8, after: 3, limit: 2 });
    expect(page.map((one) => one.place)).toEqual([4, 5]);
  });

  test('one rule is explained part by part', async () => {
    const one = await explainRule(rules, 'range', facts, asked);
    expect(one?.explanation?.verdict).toMatchObject({
      type: 'all',
      holds: false,
      nodes: [{ holds: true }, { holds: false }],
    });
    expect(one?.params).toMatchObject({ fact: 'amount', pointer: '/all/1' });
    expect((await explainRule(rules, 'winner', facts, asked))?.code).toBe('match-won');
    expect(await explainRule(rules, 'unknown', facts, asked)).toBeUndefined();
  });

  test('a copy is what an organisation is told of, instead of the original', async () => {
    const copied = made([
      {
        record: stored('x', a, { sharing: 'free' }),
        assigned: ['east'],
        copies: new Map([['east', stored('x', a)]]),
      },
    ]);
    const verdicts = [
      await explainRule(copied, 'x', facts, asked),
      await explainRule(copied, 'x@east', facts, { ...asked, org: 'root' }),
    ];
    expect(verdicts.map((one) => one?.code)).toEqual(['match-replaced', 'match-not-visible']);
    // By what people call the organisation that asks, with its number behind.
    for (const [at, org] of ['east', 'root'].entries()) {
      const { number = '', name = '' } = asked.tree.get(org) ?? {};
      expect(verdicts[at]?.reason.zh).toContain(name === number ? `“${number}”` : `“${name}（${number}）”`);
    }
  });

  test('a condition that cannot be judged is named, and the others are', async () => {
    const bad = made([stored('x', a, { priority: 1 }), stored('y', a)]);
    const throwing = {
      ...bad,
      ranked: bad.ranked.map((one, rank) =>
        rank === 0 ? { ...one, condition: faulty(one.condition) } : one,
      ),
    };
    for (const find of ['closures', 'engine'] as const) {
      for (const trace of [false, true]) {
        const answer = await match(throwing, facts, { ...asked, find, trace });
        expect([answer.winner?.id, answer.errors[0]?.id]).toEqual(['y', 'x']);
      }
    }
  });
});

/** A compiled condition whose operand fails when it is looked at. */
function faulty(condition: ReturnType<typeof compile> | null) {
  if (!condition || !('node' in condition) || condition.node.type !== 'leaf')
    throw new Error('a leaf is meant');
  const values: [string] = new Proxy(['a'] as [string], {
    get() {
      throw new Error('broken');
    },
  });
  return { ...condition, node: { ...condition.node, operand: { values } } };
}

test('coverage tells who won, who lost to whom and who never won', async () => {
  const rules = made([
    stored('a', a),
    stored('b', is('buyer', 'b')),
    stored('any', null, { priority: 9 }),
    stored('never', is('buyer', 'z')),
  ]);
  const set = ['a', 'a', 'b'].map((buyer) => sampleFacts({ buyer }));
  expect(await coverage(rules, set, asked)).toEqual({
    facts: 3,
    unmatched: [],
    winners: ['a', 'a', 'b'],
    rules: [
      { id: 'a', won: 2, lostTo: [] },
      { id: 'b', won: 1, lostTo: [] },
      { id: 'never', won: 0, lostTo: [] },
      {
        id: 'any',
        won: 0,
        lostTo: [
          { id: 'a', count: 2 },
          { id: 'b', count: 1 },
        ],
      },
    ],
    neverWon: ['never', 'any'],
  });
  const others = made([
    stored('a', a),
    { ...stored('elsewhere', is('buyer', 'b')), org: 'nowhere', sharing: 'private' },
  ]);
  expect((await coverage(others, set, asked)).neverWon).toEqual([]);
  const none = await coverage(made([stored('a', a)]), [sampleFacts({ buyer: 'q' })], asked);
  expect(none.unmatched).toEqual([0]);
});

test('every code has its sentence in both languages', async () => {
  const files = (await readdir(import.meta.dirname, { recursive: true })).filter((file) =>
    /(?<!test|suite|messages)\.ts$/.test(file),
  );
  const texts = await Promise.all(files.map((file) => readFile(`${import.meta.dirname}/${file}`, 'utf8')));
  const codes = new Set(
    texts
      .join('')
      .match(/'(match|rule)-[a-z-]+'/g)
      ?.map((code) => code.slice(1, -1)),
  );
  expect([...codes].sort()).toEqual(Object.keys(messages).sort());
});
