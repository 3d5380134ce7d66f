import { expect, it, describe as suite } from 'vitest';
import type { Condition } from '../../metadata/condition.ts';
import { compileCondition } from './compile.ts';
import { describe, refsIn } from './describe.ts';
import { explain } from './explain.ts';
import { compileSample, sampleFacts } from './generated.suite.ts';
import { order, orderScope, rows } from './sample-forms.suite.ts';

const id = '11111111-1111-4111-8111-111111111111';
const table: readonly (readonly [condition: object, zh: string, en: string])[] = [
  [{ fact: 'buyer', operator: 'equal', value: 'A' }, '购方 等于 “A”', 'Buyer is “A”'],
  [
    { fact: 'type', operator: 'equal', value: '10xdp' },
    '发票种类 等于 “数电票（专用）”',
    'Invoice type is “special”',
  ],
  [
    { fact: 'type', operator: 'in', value: ['08xdp', '10xdp'] },
    '发票种类 属于 “数电票（普通）”、“数电票（专用）”',
    'Invoice type is one of “ordinary”, “special”',
  ],
  [{ fact: 'tags', operator: 'contains', value: 'a' }, '标签 含有 “甲”', 'Tags includes “A”'],
  [
    { fact: 'amount', operator: 'between', value: ['1.50', 2] },
    '金额 介于 1.5 与 2',
    'Amount is between 1.5 and 2',
  ],
  [
    { fact: 'amount', operator: 'greaterThan', value: { fact: 'limit' } },
    '金额 大于 限额',
    'Amount is greater than Limit',
  ],
  [{ fact: 'urgent', operator: 'equal', value: true }, '加急 等于 是', 'Urgent is yes'],
  [
    { fact: 'day', operator: 'lessThan', value: { fact: '$today' } },
    '日期 早于 今天',
    'Date is before Today',
  ],
  [{ fact: 'buyer', operator: 'isEmpty' }, '购方 为空', 'Buyer is empty'],
  [{ fact: 'category', operator: 'equal', value: 'C1' }, '税收分类 等于 “C1”', 'Category is “C1”'],
  [{ fact: 'category', operator: 'equal', value: id }, '税收分类 等于 “货物”', 'Category is “货物”'],
  [
    { fact: 'category.rate', operator: 'equal', value: '0.13' },
    '税收分类的税率 等于 13%',
    'Rate of Category is 13%',
  ],
  [
    { fact: 'lines.category.rate', operator: 'greaterThan', value: '0.5', over: 'count' },
    '明细中分类的税率不为空的行数 大于 0.5',
    'the number of rows of lines with Rate of category is greater than 0.5',
  ],
  [
    { fact: 'buyer', operator: 'in', value: ['a', 'b', 'c', 'd', 'e', 'f'] },
    '购方 属于 “a”、“b”、“c”、“d”、“e”、“f”',
    'Buyer is one of “a”, “b”, “c”, “d”, “e”, “f”',
  ],
  [
    { fact: 'buyer', operator: 'in', value: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] },
    '购方 属于 “a”、“b”、“c”、“d”、“e”等（另有 2 个）',
    'Buyer is one of “a”, “b”, “c”, “d”, “e” and 2 more',
  ],
  [
    { fact: 'lines.code', operator: 'equal', value: 'x' },
    '明细任一行的编码 等于 “x”',
    'any line’s code is “x”',
  ],
  [
    {
      some: 'lines',
      where: {
        all: [
          { fact: 'lines.code', operator: 'equal', value: 'x' },
          { fact: 'lines.amount', operator: 'greaterThan', value: { fact: 'limit' } },
          { fact: 'lines.batches.code', operator: 'isEmpty' },
        ],
      },
    },
    '明细有同一行满足（编码 等于 “x” 且 金额 大于 限额 且 批次任一行的批号 为空）',
    'in the same row of lines (code is “x” and amount is greater than Limit and any batch’s batch is empty)',
  ],
  [
    { fact: 'lines.gift', operator: 'equal', value: false, over: 'every' },
    '明细每一行的赠品 等于 否',
    'every line’s gift is no',
  ],
  [
    { fact: 'lines.category.name', operator: 'startsWith', value: '服' },
    '明细任一行的分类的名称 开头是 “服”',
    'any line’s Name of category starts with “服”',
  ],
  [
    { fact: 'lines', operator: 'greaterThan', value: 3, over: 'count' },
    '明细的行数 大于 3',
    'the number of rows of lines is greater than 3',
  ],
  [
    { fact: 'lines.code', operator: 'equal', value: 0, over: 'count' },
    '明细中编码不为空的行数 等于 0',
    'the number of rows of lines with code is 0',
  ],
  [
    { fact: 'lines.amount', operator: 'lessThan', value: 0, over: 'sum' },
    '明细的金额合计 小于 0',
    'the sum of amount over lines is less than 0',
  ],
  [{ fact: 'lines', operator: 'isNotEmpty' }, '明细 不为空', 'lines is not empty'],
  [{ all: [] }, '始终成立', 'always'],
  [
    {
      all: [
        { fact: 'urgent', operator: 'equal', value: true },
        { any: [{ fact: 'buyer', operator: 'isEmpty' }, { not: { fact: 'seller', operator: 'isEmpty' } }] },
      ],
    },
    '加急 等于 是 且 （购方 为空 或 非（销方 为空））',
    'Urgent is yes and (Buyer is empty or not (Seller is empty))',
  ],
];

suite('a condition in words', () => {
  it.each(table)('%j', (condition, zh, en) => {
    const compiled = compileSample(condition as Condition);
    const nameOf = (_form: string, ref: { readonly id?: string }) => (ref.id === id ? '货物' : undefined);
    expect(describe(compiled, 'zh', { nameOf })).toBe(zh);
    expect(describe(compiled, 'en', { nameOf })).toBe(en);
  });

  it.each(['org', 'createdBy'])('names records that the system member %s points at', (fact) => {
    const compiled = compileSample({ fact, operator: 'in', value: [id] });
    const nameOf = (form: string) => ({ organisation: '集团', user: '王安娜' })[form];
    expect(describe(compiled, 'en', { nameOf })).toMatch(/“(集团|王安娜)”$/);
    expect(refsIn(compiled.node)).toEqual([{ form: fact === 'org' ? 'organisation' : 'user', ref: { id } }]);
  });

  it('says from a row whose field it is', () => {
    const condition = { fact: 'amount', operator: 'lessThan', value: { fact: 'parent.limit' } };
    const compiled = compileCondition(condition, { ...orderScope, shape: rows, parent: order });
    if (!compiled.ok) throw new Error('refused');
    expect(describe(compiled.value, 'zh')).toBe('金额 小于 主单的限额');
    expect(describe(compiled.value, 'en')).toBe('amount is less than Limit of the record');
  });
});

suite('an explanation', () => {
  const condition = {
    all: [
      { fact: 'urgent', operator: 'equal', value: true },
      {
        any: [
          { fact: 'type', operator: 'in', value: ['10xdp'] },
          { not: { fact: 'lines.code', operator: 'equal', value: 'x' } },
        ],
      },
    ],
  } as Condition;

  it('names the first part that decided against it, what it had and what it needed', async () => {
    const facts = sampleFacts({ urgent: true, type: '08xdp', lines: [{ code: 'x' }, { code: 'y' }] });
    const { holds, failed } = await explain(compileSample(condition), facts);
    expect(holds).toBe(false);
    expect(failed).toEqual({
      pointer: '/all/1/any/0',
      fact: 'type',
      label: { zh: '发票种类', en: 'Invoice type' },
      operator: 'in',
      sentence: { zh: '发票种类 属于 “数电票（专用）”', en: 'Invoice type is one of “special”' },
      expected: { zh: '“数电票（专用）”', en: '“special”' },
      actual: { zh: '“数电票（普通）”', en: '“ordinary”' },
      denied: false,
    });
  });

  it('tells all ways out of an any, and of what must not be so together', async () => {
    const facts = sampleFacts({ urgent: true, type: '08xdp', lines: [{ code: 'x' }] });
    const { failed, ways } = await explain(compileSample(condition), facts);
    expect(ways?.map(({ pointer, denied }) => [pointer, denied])).toEqual([
      ['/all/1/any/0', false],
      ['/all/1/any/1/not', true],
    ]);
    expect(ways?.[0]).toEqual(failed);
    const both = {
      all: [
        { fact: 'urgent', operator: 'equal', value: true },
        { fact: 'lines', operator: 'isNotEmpty' },
      ],
    };
    const denied = await explain(compileSample({ not: both } as Condition), facts);
    expect(denied.ways?.map(({ pointer }) => pointer)).toEqual(['/not/all/0', '/not/all/1']);
    const many = { any: Array.from({ length: 30 }, () => ({ fact: 'buyer', operator: 'isNotEmpty' })) };
    expect((await explain(compileSample(many as Condition), facts)).ways?.length).toBe(10);
  });

  it('says when something holds that should not', async () => {
    const one = compileSample({ not: { fact: 'lines.code', operator: 'equal', value: 'x' } });
    const { failed } = await explain(one, sampleFacts({ lines: [{ code: 'x' }, { code: 'y' }, {}] }));
    expect(failed).toMatchObject({ denied: true, actual: { zh: '“x”、“y”、空', en: '“x”, “y”, empty' } });
  });

  it('gives the sum that was compared', async () => {
    const one = compileSample({ fact: 'lines.amount', operator: 'equal', value: 3, over: 'sum' });
    const { failed, verdict } = await explain(
      one,
      sampleFacts({ lines: [{ amount: '0.1' }, { amount: '0.2' }] }),
    );
    expect(failed).toMatchObject({ actual: { zh: '0.3' }, label: { zh: '明细的金额合计' } });
    expect(verdict).toMatchObject({ type: 'leaf', holds: false });
  });

  it('of one line names the row that lacks least, what it said there, and that there is none', async () => {
    const one = compileSample({
      some: 'lines',
      where: {
        all: [
          { fact: 'lines.code', operator: 'equal', value: 'x' },
          { fact: 'lines.amount', operator: 'greaterThan', value: '2' },
        ],
      },
    } as Condition);
    const lines = [{ code: 'y', amount: '1' }, { code: 'x', amount: '1' }, { code: 'z' }];
    const apart = await explain(one, sampleFacts({ lines }));
    expect(apart).toMatchObject({
      holds: false,
      verdict: { type: 'some', some: { row: 2, fact: 'lines' }, nodes: [{ type: 'all', holds: false }] },
      failed: {
        pointer: '/where/all/1',
        fact: 'lines.amount',
        denied: false,
        sentence: { zh: '明细有同一行满足（编码 等于 “x” 且 金额 大于 2）' },
        actual: { zh: '第 2 行的金额 1', en: 'in row 2 amount 1' },
      },
    });
    expect(await explain(one, sampleFacts({}))).toMatchObject({
      verdict: { holds: false, some: { row: null } },
      failed: { pointer: '', fact: 'lines', actual: { zh: '没有行', en: 'no row' } },
    });
    const denied = compileSample({ not: one.condition });
    const held = [
      { code: 'x', amount: '1' },
      { code: 'x', amount: '3' },
    ];
    expect((await explain(denied, sampleFacts({ lines: held }))).failed).toMatchObject({
      denied: true,
      pointer: '/not/where/all/0',
      actual: { zh: '第 2 行的编码 “x”' },
    });
  });

  it('gives today its date, and rates as people write them', async () => {
    const late = compileSample({ fact: 'day', operator: 'lessThan', value: { fact: '$today' } });
    const { failed } = await explain(late, sampleFacts({ day: '2026-03-15' }));
    expect(failed).toMatchObject({
      sentence: { zh: '日期 早于 今天（2026-02-28）', en: 'Date is before Today (2026-02-28)' },
      expected: { zh: '今天（2026-02-28）' },
      actual: { zh: '2026-03-15' },
    });
    const rate = compileSample({ fact: 'category.rate', operator: 'equal', value: '0.06' });
    const found = await explain(rate, sampleFacts({ category: { number: 'C9', rate: '0.13' } }));
    expect(found.failed).toMatchObject({ expected: { zh: '6%' }, actual: { en: '13%' } });
  });

  it('has a verdict on every part', async () => {
    const { holds, verdict, failed } = await explain(compileSample(condition), sampleFacts({ urgent: true }));
    expect(holds).toBe(true);
    expect(failed).toBeUndefined();
    expect(verdict.nodes?.map((one) => one.holds)).toEqual([true, true]);
    expect(verdict.nodes?.[1]?.nodes?.map((one) => one.holds)).toEqual([false, true]);
  });
});
