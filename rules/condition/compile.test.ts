import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import { loadPatterns } from '../../metadata/common/pattern.ts';
import { render } from '../../metadata/common/render.ts';
import { messages } from '../messages.ts';
import { compileCondition, compileLater, usesPatterns } from './compile.ts';
import { order, orderScope, rows } from './sample-forms.suite.ts';
import type { Scope } from './scope.ts';

const patterns = await loadPatterns();
const scope: Scope = { ...orderScope, patterns };
const rowScope: Scope = { ...scope, shape: rows, parent: order };

function nested(levels: number): JsonObject {
  return levels === 0 ? { fact: 'buyer', operator: 'isEmpty' } : { not: nested(levels - 1) };
}
const many = (count: number): JsonObject => ({
  all: Array.from({ length: count }, () => ({ fact: 'buyer', operator: 'isEmpty' })),
});
const leaf = (fact: string, operator: string, value?: Json, over?: string): JsonObject => ({
  fact,
  operator,
  ...(value === undefined ? {} : { value }),
  ...(over ? { over } : {}),
});

const refused: readonly (readonly [sentence: string, condition: Json, code: string, path: string])[] = [
  ['a text', 'yes', 'condition-malformed', ''],
  ['null', null, 'condition-malformed', ''],
  ['a list', [], 'condition-malformed', ''],
  ['an empty object', {}, 'condition-malformed', ''],
  ['all of no list', { all: {} }, 'condition-malformed', '/all'],
  ['an empty any', { all: [{ any: [] }] }, 'condition-empty-any', '/all/0/any'],
  [
    'any beside all, which json-rules-engine would ignore',
    { any: [leaf('buyer', 'isEmpty')], all: [] },
    'condition-mixed',
    '',
  ],
  ['not beside a fact', { not: leaf('buyer', 'isEmpty'), fact: 'buyer' }, 'condition-mixed', ''],
  ['a condition reference', { condition: 'other' }, 'condition-malformed', ''],
  [
    'a path, which would reach JSONPath',
    { ...leaf('buyer', 'equal', 'x'), path: '$..x' },
    'condition-unknown-member',
    '/path',
  ],
  ['params', { ...leaf('buyer', 'equal', 'x'), params: {} }, 'condition-unknown-member', '/params'],
  ['a priority', { all: [], priority: 3 }, 'condition-unknown-member', '/priority'],
  ['thirteen levels', nested(12), 'condition-too-deep', '/not/not/not/not/not/not/not/not/not/not/not/not'],
  ['501 parts', many(500), 'condition-too-large', ''],
  ['a fact nobody knows', { any: [leaf('nothing', 'isEmpty')] }, 'unknown-fact', '/any/0/fact'],
  ['a fact by its name instead of its id', leaf('buyerName', 'isEmpty'), 'unknown-fact', '/fact'],
  ['a member of every object', leaf('constructor', 'isEmpty'), 'unknown-fact', '/fact'],
  ['the prototype', leaf('__proto__', 'isEmpty'), 'unknown-fact', '/fact'],
  ['behind two references', leaf('above.category.rate', 'isEmpty'), 'unknown-fact', '/fact'],
  ['behind a list of references', leaf('categories.rate', 'isEmpty'), 'unknown-fact', '/fact'],
  ['behind a text', leaf('buyer.length', 'isEmpty'), 'unknown-fact', '/fact'],
  ['lines behind a reference', leaf('above.lines.code', 'isEmpty'), 'unknown-fact', '/fact'],
  ['a parent where there is none', leaf('parent.buyer', 'isEmpty'), 'unknown-fact', '/fact'],
  ['no text as fact', leaf(1 as unknown as string, 'isEmpty'), 'condition-malformed', '/fact'],
  ['an operator nobody knows', leaf('buyer', 'sounds-like', 'x'), 'unknown-operator', '/operator'],
  ['a decorated operator', leaf('tags', 'someFact:equal', 'x'), 'unknown-operator', '/operator'],
  ['less than on text', leaf('buyer', 'lessThan', 'x'), 'operator-not-fitting', '/operator'],
  ['matches on a number', leaf('amount', 'matches', '.*'), 'operator-not-fitting', '/operator'],
  ['equal on a list', leaf('tags', 'equal', 'a'), 'operator-not-fitting', '/operator'],
  ['equal on what has no comparison', leaf('extra', 'equal', 'a'), 'operator-not-fitting', '/operator'],
  ['contains on a count', leaf('lines.code', 'contains', '1', 'count'), 'operator-not-fitting', '/operator'],
  ['an unknown over', leaf('lines.code', 'equal', 'x', 'most'), 'unknown-over', '/over'],
  ['over outside lines', leaf('buyer', 'equal', 'x', 'any'), 'over-without-lines', '/over'],
  ['a sum of texts', leaf('lines.code', 'equal', 1, 'sum'), 'over-not-fitting', '/over'],
  ['every of rows themselves', leaf('lines', 'isEmpty', undefined, 'every'), 'over-not-fitting', '/over'],
  [
    'one line of what has none',
    { some: 'buyer', where: leaf('seller', 'isEmpty') },
    'some-without-lines',
    '/some',
  ],
  ['one line of nothing', { some: 'nobody', where: leaf('seller', 'isEmpty') }, 'unknown-fact', '/some'],
  ['one line without where', { some: 'lines' }, 'condition-malformed', '/where'],
  [
    'one line and a member that is none',
    { some: 'lines', where: leaf('buyer', 'isEmpty'), over: 'any' },
    'condition-unknown-member',
    '/over',
  ],
  [
    'one line in another of the same',
    { some: 'lines', where: { some: 'lines', where: leaf('lines.code', 'isEmpty') } },
    'lines-elsewhere',
    '/where/some',
  ],
  [
    'the line, where one of its batches is asked',
    { some: 'lines.batches', where: leaf('lines.code', 'equal', 'x') },
    'lines-elsewhere',
    '/where/fact',
  ],
  [
    'the rows themselves, where one of them is asked',
    { some: 'lines', where: leaf('lines', 'equal', 1, 'count') },
    'lines-elsewhere',
    '/where/fact',
  ],
  [
    'a sum over one line',
    { some: 'lines', where: leaf('lines.amount', 'equal', 1, 'sum') },
    'over-of-one-line',
    '/where/over',
  ],
  [
    'another line on the right',
    { some: 'lines.batches', where: leaf('lines.batches.code', 'equal', { fact: 'lines.code' }) },
    'operand-on-lines',
    '/where/value',
  ],
  ['equal without value', leaf('buyer', 'equal'), 'operand-missing', ''],
  ['isEmpty with value', leaf('buyer', 'isEmpty', 'x'), 'operand-superfluous', '/value'],
  ['equal to nothing', leaf('buyer', 'equal', ''), 'operand-empty', '/value'],
  ['equal to null', leaf('buyer', 'equal', null), 'operand-empty', '/value'],
  ['nothing among several', leaf('buyer', 'in', ['a', '']), 'operand-empty', '/value/1'],
  ['a text for a number', leaf('amount', 'equal', 'ten'), 'operand-type', '/value'],
  ['an exponent for a number', leaf('amount', 'equal', '1e3'), 'operand-type', '/value'],
  ['a number for a text', leaf('buyer', 'equal', 1), 'operand-type', '/value'],
  ['a text for a boolean', leaf('urgent', 'equal', 'true'), 'operand-type', '/value'],
  ['a day that is none', leaf('day', 'equal', '2026-02-30'), 'operand-type', '/value'],
  ['an hour that is none', leaf('hour', 'equal', '25:00'), 'operand-type', '/value'],
  ['a moment without zone', leaf('at', 'equal', '2026-01-01T00:00:00'), 'operand-type', '/value'],
  ['an option that is none', leaf('type', 'in', ['08xdp', '99']), 'operand-option', '/value/1'],
  ['an option of a list that is none', leaf('tags', 'contains', 'z'), 'operand-option', '/value'],
  [
    'in of a text, which json-rules-engine would search',
    leaf('buyer', 'in', 'abc'),
    'operand-list',
    '/value',
  ],
  ['between one value', leaf('amount', 'between', ['1']), 'operand-list', '/value'],
  ['in of none', leaf('buyer', 'in', []), 'operand-list-empty', '/value'],
  [
    'in of 1001',
    leaf(
      'buyer',
      'in',
      Array.from({ length: 1001 }, (_, i) => `v${i}`),
    ),
    'operand-list-long',
    '/value',
  ],
  ['a range from 2 to 1', leaf('amount', 'between', ['10', '9']), 'operand-range', '/value'],
  ['another field that is unknown', leaf('amount', 'equal', { fact: 'nothing' }), 'unknown-fact', '/value'],
  ['another field on lines', leaf('amount', 'equal', { fact: 'lines.amount' }), 'operand-on-lines', '/value'],
  [
    'an amount against a text',
    leaf('amount', 'equal', { fact: 'buyer' }),
    'operand-not-comparable',
    '/value',
  ],
  [
    'references to different forms',
    leaf('category', 'equal', { fact: 'above' }),
    'operand-not-comparable',
    '/value',
  ],
  [
    'a reference against a text of the record',
    leaf('category', 'equal', { fact: 'buyer' }),
    'operand-not-comparable',
    '/value',
  ],
  [
    'a pattern out of a field',
    leaf('buyer', 'matches', { fact: 'seller' }),
    'operand-not-comparable',
    '/value',
  ],
  ['a broken pattern', leaf('buyer', 'matches', '('), 'pattern-invalid', '/value'],
  [
    'a pattern that looks back, which takes exponential time',
    leaf('buyer', 'matches', '(a)\\1'),
    'pattern-invalid',
    '/value',
  ],
];

describe('compile', () => {
  it.each(refused)('refuses %s', (_sentence, condition, code, path) => {
    const compiled = compileCondition(condition, scope);
    expect(compiled.ok).toBe(false);
    if (compiled.ok) return;
    expect(compiled.problems[0]).toMatchObject({ code, path });
    for (const problem of compiled.problems) {
      const sentence = render(messages, problem.code, problem.params ?? {}, 'zh');
      expect(sentence, 'everything it tells about was put in').toMatch(/^[^{]+$/);
    }
  });

  it('reports every mistake, not the first', () => {
    const condition = { all: [leaf('x', 'isEmpty'), { any: [] }, leaf('amount', 'between', ['a', 'b'])] };
    const compiled = compileCondition(condition, scope);
    expect(compiled.ok ? [] : compiled.problems.map(({ path }) => path)).toEqual([
      '/all/0/fact',
      '/all/1/any',
      '/all/2/value/0',
      '/all/2/value/1',
    ]);
  });

  it.each<readonly [string, JsonObject, Scope]>([
    ['an empty all', { all: [] }, scope],
    ['twelve levels', nested(11), scope],
    ['500 parts', many(499), scope],
    ['a field of the record from its row', leaf('amount', 'lessThan', { fact: 'parent.limit' }), rowScope],
    ['the day of the call', leaf('day', 'lessThan', { fact: '$today' }), scope],
    ['the validity of a form that has it', leaf('validFrom', 'lessThan', { fact: '$today' }), scope],
    ['a time window over midnight', leaf('hour', 'between', ['22:00', '06:00']), scope],
  ])('takes %s', (_sentence, condition, known) => {
    expect(compileCondition(condition, known)).toMatchObject({ ok: true });
  });

  it('knows members of every record only of forms, and validity only where there is some', () => {
    expect(compileCondition(leaf('enabled', 'isEmpty'), rowScope).ok).toBe(false);
    expect(compileCondition(leaf('category.validFrom', 'isEmpty'), scope).ok).toBe(false);
    expect(compileCondition(leaf('category.enabled', 'equal', true), scope).ok).toBe(true);
  });

  it('keeps nothing of the caller’s object and changes nothing in it', () => {
    const condition = { all: [leaf('buyer', 'in', ['a', 'b'])] };
    const before = structuredClone(condition);
    const compiled = compileCondition(condition, scope);
    expect(condition).toEqual(before);
    if (!compiled.ok) throw new Error('refused');
    expect(Object.isFrozen(condition.all)).toBe(false);
    condition.all.length = 0;
    expect(compiled.value.condition).toEqual(before);
    expect(() => (compiled.value.condition as { all: unknown[] }).all.push(1)).toThrow(TypeError);
  });

  it('loads patterns when a condition matches something', async () => {
    const condition = leaf('buyer', 'matches', 'a+');
    expect([usesPatterns(condition), usesPatterns(leaf('buyer', 'equal', 'matches'))]).toEqual([true, false]);
    expect(await compileLater(condition, orderScope)).toMatchObject({ ok: true });
    expect(compileCondition(condition, orderScope)).toMatchObject({
      ok: false,
      problems: [{ code: 'pattern-unavailable' }],
    });
  });
});
