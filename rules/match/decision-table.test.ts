import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Condition } from '../../metadata/condition.ts';
import type { Compiled, Node } from '../condition/compiled.ts';
import { describe } from '../condition/describe.ts';
import { evaluate } from '../condition/evaluate.ts';
import { compileSample, conditions, records, sampleFacts } from '../condition/generated.suite.ts';
import { decisionTable } from './decision-table.ts';

const sample = (condition: object): Compiled => compileSample(condition as Condition);
const buyer = (value: string) => ({ fact: 'buyer', operator: 'equal', value });
const above = (value: number) => ({ fact: 'amount', operator: 'greaterThan', value });
const below = (value: number) => ({ fact: 'amount', operator: 'lessThan', value });

function said(rules: readonly object[]) {
  const compiled = rules.map(sample);
  const { columns, rows } = decisionTable(compiled);
  const words = (at: number, node: Node | null, bare: boolean) => {
    const one = compiled[at];
    return node && one ? describe({ ...one, node }, 'en', { bare }) : '';
  };
  return {
    columns: columns.map(({ leaf, rules }) => [leaf.over ?? '', leaf.fact.path, rules]),
    rows: rows.map(({ cells, rest }, at) => [
      ...cells.map((cell) => words(at, cell, true)),
      words(at, rest, false),
    ]),
  };
}

it('gives a column to what several rules ask, and says the rest in words', () => {
  const lines = (over: string) => ({ fact: 'lines.amount', operator: 'greaterThan', value: 1, over });
  const { columns, rows } = said([
    { all: [above(1), { all: [below(9), buyer('A')] }] },
    { all: [{ any: [above(5), below(2)] }, { any: [buyer('A'), above(1)] }, lines('sum')] },
    { all: [{ not: buyer('B') }, above(3), lines('any'), { fact: 'urgent', operator: 'isEmpty' }] },
    { all: [] },
  ]);
  expect(columns).toEqual([
    ['', 'amount', 3],
    ['', 'buyer', 2],
  ]);
  expect(rows).toEqual([
    ['is greater than 1 and is less than 9', 'is “A”', ''],
    [
      'is greater than 5 or is less than 2',
      '',
      '(Buyer is “A” or Amount is greater than 1) and the sum of amount over lines is greater than 1',
    ],
    ['is greater than 3', 'not (is “B”)', 'any line’s amount is greater than 1 and Urgent is empty'],
    ['', '', ''],
  ]);
});

it('keeps what one and the same line is asked together, though every rule asks it', () => {
  const one = { some: 'lines', where: { fact: 'lines.code', operator: 'equal', value: 'x' } };
  const { columns, rows } = said([one, one]);
  expect(columns).toEqual([]);
  expect(rows[0]).toEqual(['in the same row of lines (code is “x”)']);
});

it('cells and rest together say what the condition says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(conditions, { minLength: 2, maxLength: 5 }), records, async (many, record) => {
      // The same part in every rule, so that there are columns.
      const compiled = many.map((one) => sample({ all: [one, many[0] ?? one] }));
      const { rows, columns } = decisionTable(compiled);
      const facts = sampleFacts(record);
      for (const [at, one] of compiled.entries()) {
        const { cells = [], rest = null } = rows[at] ?? {};
        expect(cells.length).toBe(columns.length);
        const nodes = [...cells, rest].filter((node) => node !== null);
        expect(await evaluate({ ...one, node: { type: 'all', nodes } }, facts)).toBe(
          await evaluate({ ...one }, facts),
        );
        for (const [place, cell] of cells.entries()) {
          const path = columns[place]?.leaf.fact.path;
          if (cell) expect(new Set(pathsIn(cell))).toEqual(new Set([path]));
        }
      }
    }),
    { numRuns: 400 },
  );
});

function pathsIn(node: Node): readonly string[] {
  if (node.type === 'leaf') return [node.fact.path];
  return (node.type === 'not' || node.type === 'some' ? [node.node] : node.nodes).flatMap(pathsIn);
}
