import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition } from '../../metadata/condition.ts';
import { evaluate } from './evaluate.ts';
import { compileSample, conditions, sampleCall } from './generated.suite.ts';
import { suggestFacts } from './suggest.ts';

const is = (fact: string, operator: string, value?: unknown, over?: string): Condition =>
  ({ fact, operator, ...(value === undefined ? {} : { value }), ...(over ? { over } : {}) }) as Condition;

describe('facts suggested by a condition', () => {
  it.each<readonly [string, Condition, object]>([
    ['a value that is asked for', is('buyer', 'equal', '甲'), { buyer: '甲' }],
    ['the first of several', is('type', 'in', ['10xdp', '08xdp']), { type: '10xdp' }],
    ['a number beyond a limit', is('amount', 'greaterThan', '100'), { amount: '101' }],
    ['a day after', is('day', 'greaterThan', '2026-02-28'), { day: '2026-03-01' }],
    [
      'a text that begins and ends as it should',
      { all: [is('buyer', 'startsWith', '华东'), is('buyer', 'endsWith', '公司')] },
      { buyer: '华东公司' },
    ],
    [
      'what is nested',
      { all: [is('urgent', 'equal', true), { any: [is('buyer', 'equal', 'a'), is('buyer', 'equal', 'b')] }] },
      { urgent: true, buyer: 'a' },
    ],
    [
      'the way that is left open',
      { all: [is('buyer', 'equal', 'b'), { any: [is('buyer', 'equal', 'a'), is('amount', 'equal', '5')] }] },
      { buyer: 'b', amount: '5' },
    ],
    [
      'a line with all that is asked of lines',
      { all: [is('lines.code', 'equal', 'x'), is('lines.amount', 'greaterThan', '100', 'sum')] },
      { lines: [{ code: 'x', amount: '101' }] },
    ],
    [
      'one line with all that is asked of one',
      {
        some: 'lines',
        where: { all: [is('lines.code', 'equal', 'x'), is('lines.amount', 'equal', { fact: 'limit' })] },
      },
      { limit: '1', lines: [{ code: 'x', amount: '1' }] },
    ],
    ['as many lines as it takes', is('lines', 'greaterThan', 1, 'count'), { lines: [{}, {}] }],
    [
      'what a reference leads to',
      is('category.rate', 'equal', '0.13'),
      { category: { number: 'A1', rate: '0.13' } },
    ],
    ['two fields that are alike', is('buyer', 'equal', { fact: 'seller' }), { seller: 'A', buyer: 'A' }],
    ['nothing, where nothing may be', { not: is('buyer', 'isNotEmpty') }, {}],
  ])('are %s', (_, condition, facts) => {
    const found = suggestFacts(compileSample(condition), sampleCall);
    expect(JSON.parse(JSON.stringify(found, (_key, value) => value ?? undefined))).toEqual(facts);
  });

  it('are none for what contradicts itself', () => {
    const never = { all: [is('buyer', 'equal', 'a'), is('buyer', 'equal', 'b')] };
    expect(suggestFacts(compileSample(never))).toBeNull();
  });

  it('make the condition hold, says json-rules-engine, whenever there are any', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(conditions, async (condition) => {
        const compiled = compileSample(condition);
        const record = suggestFacts(compiled, sampleCall);
        if (!record) return;
        found += 1;
        expect(await evaluate(compiled, { record, call: sampleCall })).toBe(true);
      }),
      { numRuns: 500 },
    );
    expect(found).toBeGreaterThan(250);
  });
});
