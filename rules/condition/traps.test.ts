import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { Engine } from 'json-rules-engine';
import { describe, expect, it, vi } from 'vitest';
import type { Condition } from '../../metadata/condition.ts';
import { evaluate, FactAlmanac, firstThatHolds, judgeByEngine, judgeByRule } from './evaluate.ts';
import { readFact } from './facts.ts';
import { compileSample, conditions, records, sampleFacts } from './generated.suite.ts';
import { judgeFor } from './judge.ts';
import { toFilter } from './to-filter.ts';
import { compareText } from './value.ts';

const library: { JSONPath: (...given: unknown[]) => unknown } = createRequire(import.meta.url)(
  'jsonpath-plus',
);

describe('traps of json-rules-engine', () => {
  it('the library is the version whose inside the adapter knows, and its JSONPath the repaired one', () => {
    const version = (name: string): string =>
      JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version;
    expect(version('json-rules-engine')).toBe('7.3.1');
    expect(version('jsonpath-plus')).toBe('11.3.0');
  });

  it('its JSONPath is reached by the library alone, and never by us', async () => {
    const jsonPath = vi.spyOn(library, 'JSONPath');
    const alone = new Engine([
      {
        conditions: { all: [{ fact: 'a', path: '$.b', operator: 'equal', value: 1 }] },
        event: { type: 'x' },
      },
    ]);
    await alone.run({ a: { b: 1 } });
    expect(jsonPath, 'the spy sees it').toHaveBeenCalledOnce();
    jsonPath.mockClear();
    await fc.assert(
      fc.asyncProperty(conditions, records, async (one, record) => {
        const compiled = compileSample(one);
        await evaluate(compiled, sampleFacts(record));
        await judgeByEngine([compiled], sampleFacts(record));
      }),
      { numRuns: 300 },
    );
    expect(jsonPath).not.toHaveBeenCalled();
    jsonPath.mockRestore();
  });

  it('and would refuse a path if one came', () => {
    const almanac = new FactAlmanac(sampleFacts({ buyer: 'a' }));
    const resolver = (almanac as unknown as { pathResolver: (value: object, path: string) => unknown })
      .pathResolver;
    expect(() => resolver({ a: 1 }, '$.a')).toThrow('never by path');
  });

  it('undefined facts are empty and never an error', async () => {
    const compiled = compileSample({ fact: 'category.rate', operator: 'notEqual', value: '1' });
    const result = await judgeByRule(compiled, new FactAlmanac({ record: {} }));
    expect(result.result).toBe(true);
  });

  it('operators say true or false and nothing else, whatever they are given', () => {
    for (const value of [null, 'x', true, { number: 'x' }, ['x'], []] as const) {
      for (const over of [undefined, 'any', 'every'] as const) {
        for (const operator of [
          'equal',
          'in',
          'contains',
          'matches',
          'lessThan',
          'between',
          'isEmpty',
        ] as const) {
          for (const to of [{ values: [] }, { values: ['x'] }, { values: [true, 'x'] }]) {
            const verdict = judgeFor(operator, 'text', over)([value], to);
            expect(typeof verdict).toBe('boolean');
          }
        }
      }
    }
  });

  it('a fact is read once for many rules', async () => {
    let reads = 0;
    const record = {
      get buyer() {
        reads += 1;
        return 'z';
      },
    };
    const rules = Array.from({ length: 50 }, (_, index) =>
      compileSample({ fact: 'buyer', operator: 'equal', value: `v${index}` }),
    );
    expect(await firstThatHolds(rules, { record })).toBe(-1);
    expect(reads).toBeLessThanOrEqual(1);
  });

  it('the first that holds is the first, and none behind it is judged', async () => {
    const [no, yes] = ['n', 'y'].map((value) => compileSample({ fact: 'buyer', operator: 'equal', value }));
    if (!no || !yes) throw new Error('compiled');
    function* rules() {
      yield no;
      yield yes;
      throw new Error('judged one too many');
    }
    expect(await firstThatHolds(rules() as Iterable<typeof yes>, { record: { buyer: 'y' } })).toBe(1);
  });

  it('what the library does alone is what we guard against', async () => {
    const engine = new Engine([], { allowUndefinedFacts: true });
    engine.addRule({ conditions: { any: [] }, event: { type: 'x' } });
    engine.addRule({
      conditions: { all: [{ fact: 'a', operator: 'in', value: 'abc' }] },
      event: { type: 'x' },
    });
    const { results } = await engine.run({ a: 'b' });
    expect(results).toHaveLength(2);
  });

  it('only own members are facts', () => {
    const compiled = compileSample({ fact: 'buyer', operator: 'isEmpty' });
    const inherited = Object.create({ buyer: 'x' }) as Record<string, string>;
    const [fact] = compiled.facts;
    expect(fact && readFact(fact, { record: inherited })).toEqual([null]);
  });

  it('text orders by code point, not by UTF-16 unit', () => {
    expect('😀' < 'Ａ').toBe(true);
    expect(compareText('😀', 'Ａ')).toBeGreaterThan(0);
    expect(['b', '😀', 'Ａ', '', 'ab', 'a'].sort(compareText)).toEqual(['', 'a', 'ab', 'b', 'Ａ', '😀']);
  });
});

describe('a filter for the database', () => {
  it.each<readonly [string, object, string]>([
    ['a pattern', { fact: 'buyer', operator: 'matches', value: 'a' }, ''],
    ['a sum', { all: [{ fact: 'lines.amount', operator: 'equal', value: 1, over: 'sum' }] }, '/all/0'],
    ['a count', { not: { fact: 'lines', operator: 'equal', value: 1, over: 'count' } }, '/not'],
    [
      'a known text that starts with a column',
      { fact: '$user', operator: 'startsWith', value: { fact: 'buyer' } },
      '',
    ],
  ])('refuses %s', (_sentence, refused, path) => {
    const filter = toFilter(compileSample(refused as Condition));
    expect(filter).toMatchObject({ ok: false, problems: [{ code: 'condition-not-filterable', path }] });
  });

  it('has the call’s facts as literals and references by id and by number apart', () => {
    const compiled = compileSample({
      all: [
        { fact: '$today', operator: 'lessThan', value: { fact: 'day' } },
        { fact: 'category', operator: 'in', value: ['C1', '11111111-1111-4111-8111-111111111111'] },
        { fact: '$user', operator: 'equal', value: 'b' },
      ],
    });
    expect(toFilter(compiled, { call: { today: '2026-01-01', user: 'a' } })).toMatchObject({
      ok: true,
      value: {
        type: 'all',
        nodes: [
          { operator: 'greaterThan', fact: { path: 'day' }, operand: { value: '2026-01-01' } },
          {
            type: 'any',
            nodes: [
              { fact: { by: 'id' }, operand: { values: ['11111111-1111-4111-8111-111111111111'] } },
              { fact: { by: 'number' }, operand: { values: ['C1'] } },
            ],
          },
          { type: 'constant', value: false },
        ],
      },
    });
  });
});
