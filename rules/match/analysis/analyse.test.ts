import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Condition } from '../../../metadata/condition.ts';
import { test as testOf } from '../../condition/closure.ts';
import { compileSample, conditions, records, sampleFacts } from '../../condition/generated.suite.ts';
import { orgTree } from '../../sharing/org-tree.ts';
import type { Candidate } from '../candidate.ts';
import { makeRuleSet, orders, ruleSets } from '../generated-rules.suite.ts';
import { match } from '../match.ts';
import { snapshot } from '../snapshot.ts';
import { analyse } from './analyse.ts';
import { canHold, implies } from './can-hold.ts';

const node = (condition: Condition) => compileSample(condition).node;
const is = (fact: string, value: string | boolean | number): Condition => ({
  fact,
  operator: 'equal',
  value,
});
const possible = (condition: Condition): boolean => canHold([{ node: node(condition), holds: true }]);

describe('what can never match', () => {
  test.each<[string, Condition]>([
    ['equal to two values', { all: [is('buyer', 'a'), is('buyer', 'b')] }],
    ['equal and not equal', { all: [is('buyer', 'a'), { not: is('buyer', 'a') }] }],
    [
      'two values on one and the same line',
      { some: 'lines', where: { all: [is('lines.code', 'a'), is('lines.code', 'b')] } },
    ],
    [
      'a line that is and no line that is',
      {
        all: [
          { some: 'lines', where: is('lines.code', 'a') },
          { not: { some: 'lines', where: is('lines.code', 'a') } },
        ],
      },
    ],
    [
      'one of two sets without a common value',
      {
        all: [
          { fact: 'type', operator: 'in', value: ['08xdp'] },
          { fact: 'type', operator: 'in', value: ['10xdp'] },
        ],
      },
    ],
    [
      'equal to what is excluded',
      { all: [is('buyer', 'a'), { fact: 'buyer', operator: 'notIn', value: ['a', 'b'] }] },
    ],
    [
      'above ten and below nine, as numbers',
      {
        all: [
          { fact: 'amount', operator: 'greaterThan', value: '10' },
          { fact: 'amount', operator: 'lessThan', value: '9' },
        ],
      },
    ],
    [
      'above and not above',
      {
        all: [
          { fact: 'amount', operator: 'greaterThan', value: '10' },
          { not: { fact: 'amount', operator: 'greaterThanOrEqual', value: '10' } },
          { fact: 'amount', operator: 'isNotEmpty' },
        ],
      },
    ],
    [
      'two ranges apart',
      {
        all: [
          { fact: 'amount', operator: 'between', value: ['1', '2'] },
          { fact: 'amount', operator: 'between', value: ['3', '4'] },
        ],
      },
    ],
    [
      'two ranges that touch, without the edge',
      {
        all: [
          { fact: 'amount', operator: 'between', value: ['1', '2'] },
          { fact: 'amount', operator: 'between', value: ['2', '4'] },
          { fact: 'amount', operator: 'notEqual', value: '2.0' },
        ],
      },
    ],
    [
      'a value outside the range',
      { all: [is('amount', '5'), { fact: 'amount', operator: 'lessThan', value: 5 }] },
    ],
    ['empty and equal', { all: [{ fact: 'buyer', operator: 'isEmpty' }, is('buyer', 'a')] }],
    [
      'empty and not empty',
      { all: [{ fact: 'lines', operator: 'isEmpty' }, { not: { fact: 'lines', operator: 'isEmpty' } }] },
    ],
    [
      'neither true nor false, nor empty',
      {
        all: [
          { not: is('urgent', true) },
          { not: is('urgent', false) },
          { fact: 'urgent', operator: 'isNotEmpty' },
        ],
      },
    ],
    [
      'two beginnings',
      {
        all: [
          { fact: 'buyer', operator: 'startsWith', value: 'ab' },
          { fact: 'buyer', operator: 'startsWith', value: 'b' },
        ],
      },
    ],
    [
      'a value with another beginning',
      { all: [is('buyer', 'ab'), { fact: 'buyer', operator: 'startsWith', value: 'b' }] },
    ],
    [
      'a list with and without',
      {
        all: [
          { fact: 'tags', operator: 'contains', value: 'a' },
          { fact: 'tags', operator: 'notContains', value: 'a' },
        ],
      },
    ],
    [
      'every branch of any',
      {
        all: [is('buyer', 'a'), { any: [is('buyer', 'b'), { all: [is('buyer', 'c'), is('urgent', true)] }] }],
      },
    ],
    ['not, pushed down', { not: { any: [is('buyer', 'a'), { not: is('buyer', 'a') }] } }],
    [
      'a line that no line may be',
      {
        all: [
          { fact: 'lines.code', operator: 'equal', value: 'a' },
          { fact: 'lines.code', operator: 'notEqual', value: 'a', over: 'every' },
        ],
      },
    ],
    ['fewer than no lines', { fact: 'lines', operator: 'lessThan', value: 0, over: 'count' }],
    [
      'another field, said and denied',
      {
        all: [
          { fact: 'buyer', operator: 'equal', value: { fact: 'seller' } },
          { fact: 'buyer', operator: 'notEqual', value: { fact: 'seller' } },
        ],
      },
    ],
    ['two records, both by number', { all: [is('category', 'C1'), is('category', 'C2')] }],
  ])('%s', (_sentence, condition) => expect(possible(condition)).toBe(false));

  test.each<[string, Condition]>([
    [
      'two values of two lines',
      {
        all: [
          { fact: 'lines.code', operator: 'equal', value: 'a' },
          { fact: 'lines.code', operator: 'equal', value: 'b' },
        ],
      },
    ],
    [
      'two values of a list',
      {
        all: [
          { fact: 'tags', operator: 'contains', value: 'a' },
          { fact: 'tags', operator: 'contains', value: 'b' },
        ],
      },
    ],
    [
      'no lines, of which every one is anything',
      {
        all: [
          { fact: 'lines.code', operator: 'equal', value: 'a', over: 'every' },
          { fact: 'lines.code', operator: 'equal', value: 'b', over: 'every' },
        ],
      },
    ],
    ['neither true nor false: empty', { all: [{ not: is('urgent', true) }, { not: is('urgent', false) }] }],
    [
      'neither above nor below: empty',
      {
        all: [
          { not: { fact: 'amount', operator: 'greaterThan', value: 1 } },
          { not: { fact: 'amount', operator: 'lessThanOrEqual', value: 1 } },
        ],
      },
    ],
    [
      'ranges that touch',
      {
        all: [
          { fact: 'amount', operator: 'between', value: ['1', '2'] },
          { fact: 'amount', operator: 'between', value: ['2.00', '4'] },
        ],
      },
    ],
    [
      'one record by id and by number',
      { all: [is('category', 'C1'), is('category', '11111111-1111-4111-8111-111111111111')] },
    ],
    [
      'a window over midnight',
      {
        all: [
          { fact: 'hour', operator: 'between', value: ['22:00:00', '06:00:00'] },
          { fact: 'hour', operator: 'lessThan', value: '06:00:00' },
        ],
      },
    ],
    [
      'one line that is and another that is not',
      {
        all: [
          { some: 'lines', where: is('lines.code', 'a') },
          { some: 'lines', where: { not: is('lines.code', 'a') } },
          { not: { some: 'lines', where: is('lines.code', 'b') } },
        ],
      },
    ],
    [
      'the record beside one line and not beside another',
      {
        all: [
          { some: 'lines', where: { fact: 'limit', operator: 'equal', value: { fact: 'lines.amount' } } },
          {
            some: 'lines',
            where: { not: { fact: 'limit', operator: 'equal', value: { fact: 'lines.amount' } } },
          },
        ],
      },
    ],
    [
      'a batch of some line, and a line without such a batch',
      {
        all: [
          { some: 'lines.batches', where: { all: [] } },
          { some: 'lines', where: { not: { some: 'lines.batches', where: { all: [] } } } },
        ],
      },
    ],
    ['one branch of any', { all: [is('buyer', 'a'), { any: [is('buyer', 'b'), is('urgent', true)] }] }],
  ])('but not %s', (_sentence, condition) => expect(possible(condition)).toBe(true));

  test('no generated record satisfies what is called impossible, nor fails what is called implied', () => {
    let impossible = 0;
    let implied = 0;
    let narrower = 0;
    fc.assert(
      fc.property(
        conditions,
        conditions,
        fc.array(records, { minLength: 1, maxLength: 8 }),
        (a, b, drawn) => {
          const [x, y] = [compileSample({ all: [a, b] }), compileSample({ any: [a, { not: b }] })];
          const none = !canHold([{ node: x.node, holds: true }]);
          const always = implies(x.node, y.node);
          const wide = implies(x.node, compileSample(a).node);
          if (wide) narrower += 1;
          if (none) impossible += 1;
          if (always) implied += 1;
          for (const record of drawn) {
            const facts = sampleFacts(record);
            if (none) expect(testOf(x)(facts)).toBe(false);
            if (always && testOf(x)(facts)) expect(testOf(y)(facts)).toBe(true);
          }
        },
      ),
      { numRuns: 1_500 },
    );
    expect(impossible).toBeGreaterThan(25);
    expect(implied).toBeGreaterThan(25);
    // Patience ends with the largest trees only.
    expect(narrower).toBeGreaterThan(1_425);
  });
});

describe('rules about rules', () => {
  const tree = orgTree(
    [
      { id: 'root', number: '1', name: 'root', parent: null, enabled: true },
      { id: 'east', number: '2', name: 'east', parent: 'root', enabled: true },
    ],
    1,
  );
  const rule = (id: string, condition: Condition | null, more: Partial<Candidate> = {}): Candidate => ({
    id,
    record: id,
    org: 'root',
    sharing: 'global',
    enabled: true,
    modifiedAt: '2026-01-01T00:00:00.000Z',
    values: { priority: 1 },
    condition: condition && compileSample(condition),
    result: null,
    ...more,
  });
  const found = async (rules: Candidate[], only?: string[]) => {
    const made = snapshot(rules, { order: orders[0]! });
    const findings = await analyse(made, { tree, ...(only ? { only } : {}) });
    return findings.map((one) => `${one.id} ${one.code}${one.params['by'] ? ` by ${one.params['by']}` : ''}`);
  };
  test('nothing stands in the way of another where all that hold are taken, and a contradiction stays one', async () => {
    const rules = [
      rule('a', null),
      rule('b', is('buyer', 'a'), { values: { priority: 2 } }),
      rule('c', { all: [is('buyer', 'a'), is('buyer', 'b')] }, { values: { priority: 3 } }),
    ];
    const made = snapshot(rules, { order: orders[0]! });
    const codes = (findings: readonly { id: string; code: string }[]) =>
      findings.map(({ id, code }) => `${id} ${code}`);
    expect(codes(await analyse(made, { tree, all: true }))).toEqual(['c rule-never-matches']);
    expect(codes(await analyse(made, { tree }))).toEqual(['b rule-shadowed', 'c rule-never-matches']);
  });
  const low = { values: { priority: 2 } };
  const range = (from: number, to: number): Condition => ({
    fact: 'amount',
    operator: 'between',
    value: [from, to],
  });

  test.each<[string, Candidate[], string[]]>([
    ['nothing odd', [rule('a', is('buyer', 'a')), rule('b', is('buyer', 'b'))], []],
    ['a contradiction', [rule('a', { all: [is('buyer', 'a'), is('buyer', 'b')] })], ['a rule-never-matches']],
    [
      'nothing to index',
      [rule('a', { fact: 'buyer', operator: 'startsWith', value: 'a' })],
      ['a rule-not-indexable'],
    ],
    [
      'the same below',
      [rule('a', is('buyer', 'a')), rule('b', is('buyer', 'a'), low)],
      ['b rule-shadowed by a'],
    ],
    [
      'a narrower one below',
      [rule('a', is('buyer', 'a')), rule('b', { all: [range(1, 2), is('buyer', 'a')] }, low)],
      ['b rule-shadowed by a'],
    ],
    [
      'a narrower range below',
      [
        rule('a', { all: [range(1, 9), is('buyer', 'a')] }),
        rule('b', { all: [range(2, 3), is('buyer', 'a')] }, low),
      ],
      ['b rule-shadowed by a'],
    ],
    [
      'a wider one below',
      [rule('a', { all: [range(1, 2), is('buyer', 'a')] }), rule('b', is('buyer', 'a'), low)],
      [],
    ],
    [
      'a set below a wider set',
      [
        rule('a', { fact: 'buyer', operator: 'in', value: ['a', 'b', 'c'] }),
        rule('b', { any: [is('buyer', 'a'), is('buyer', 'c')] }, low),
      ],
      ['b rule-shadowed by a'],
    ],
    [
      'everything, without a condition',
      [rule('a', null), rule('b', is('buyer', 'a'), low)],
      ['b rule-shadowed by a'],
    ],
    ['not by a disabled one', [rule('a', null, { enabled: false }), rule('b', is('buyer', 'a'), low)], []],
    [
      'not by one that fewer organisations see',
      [rule('a', is('buyer', 'a'), { sharing: 'private' }), rule('b', is('buyer', 'a'), low)],
      [],
    ],
    [
      'not by one that holds for a time',
      [rule('a', is('buyer', 'a'), { validTo: '2026-01-31' }), rule('b', is('buyer', 'a'), low)],
      [],
    ],
    [
      'two that share what it asks',
      [
        rule('a', { fact: 'count', operator: 'lessThanOrEqual', value: 5 }),
        rule('b', { fact: 'count', operator: 'greaterThanOrEqual', value: 6 }),
        rule('c', { fact: 'count', operator: 'isNotEmpty' }, low),
      ],
      ['c rule-shadowed-together'],
    ],
    [
      'two that share all options, before a rule for everything',
      [rule('a', is('type', '08xdp')), rule('b', is('type', '10xdp')), rule('c', null, low)],
      ['c rule-only-when-empty'],
    ],
    [
      'two that leave something between them',
      [
        rule('a', { all: [{ fact: 'amount', operator: 'lessThan', value: 5 }, is('buyer', 'a')] }),
        rule('b', { all: [{ fact: 'amount', operator: 'greaterThan', value: 5 }, is('buyer', 'a')] }),
        rule('c', { all: [{ fact: 'amount', operator: 'isNotEmpty' }, is('buyer', 'a')] }, low),
      ],
      [],
    ],
    [
      'every option, and none',
      [
        rule('a', { fact: 'type', operator: 'in', value: ['08xdp', '10xdp'] }),
        rule('b', { fact: 'type', operator: 'notIn', value: ['08xdp', '10xdp'] }, low),
      ],
      ['a rule-all-options', 'b rule-no-options', 'b rule-only-when-empty'],
    ],
    [
      'an overlap of equal rank',
      [rule('a', is('buyer', 'a')), rule('b', is('seller', 'b'))],
      ['a rule-overlaps'],
    ],
    [
      'no overlap where a value decides',
      [
        rule('a', { all: [is('buyer', 'a'), is('seller', 'b')] }),
        rule('b', { all: [is('buyer', 'b'), is('seller', 'b')] }),
      ],
      [],
    ],
    [
      'no overlap of two organisations',
      [
        rule('a', is('buyer', 'a'), { sharing: 'private' }),
        rule('b', is('seller', 'b'), { sharing: 'private', org: 'east' }),
      ],
      [],
    ],
    [
      'an overlap of two lists',
      [
        rule('a', { fact: 'tags', operator: 'contains', value: 'a' }),
        rule('b', { fact: 'tags', operator: 'contains', value: 'b' }),
      ],
      ['a rule-overlaps'],
    ],
  ])('%s', async (_sentence, rules, expected) => expect(await found(rules)).toEqual(expected));

  test('the rule that is saved is looked at against those before and behind it', async () => {
    const rules = [rule('a', is('buyer', 'a')), rule('b', is('seller', 'b')), rule('c', is('urgent', true))];
    expect(await found(rules, ['b', 'gone'])).toEqual(['b rule-overlaps']);
  });

  test('what is called shadowed or impossible never wins', () =>
    fc.assert(
      fc.asyncProperty(ruleSets, async (drawn) => {
        const set = makeRuleSet(drawn);
        const candidates = [...new Map(set.candidates.map((one) => [one.id, one])).values()];
        const made = snapshot(candidates, { order: orders[0]! });
        const findings = await analyse(made, { tree: set.tree });
        const idle = findings.filter(({ code }) => /^rule-(shadowed|never|for)/.test(code));
        const losers = new Set(idle.map((one) => one.id));
        for (const record of set.facts) {
          for (const org of set.tree.subtree(set.tree.root)) {
            const asked = { org, tree: set.tree, localDate: set.asked.localDate };
            const { winner } = await match(made, sampleFacts(record), asked);
            expect(losers.has(winner?.id ?? '')).toBe(false);
          }
        }
      }),
      { numRuns: 120 },
    ));
});
