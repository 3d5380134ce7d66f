import fc from 'fast-check';
import { expect, it, describe as suite } from 'vitest';
import type { Language } from '../../metadata/common/label.ts';
import { loadPatterns } from '../../metadata/common/pattern.ts';
import type { Condition } from '../../metadata/condition.ts';
import { test as closureOf } from './closure.ts';
import { describe } from './describe.ts';
import { compileSample, conditions, records, sampleFacts } from './generated.suite.ts';
import { sentenceReader } from './read-sentence.ts';
import { entries, field, form, orderScope } from './sample-forms.suite.ts';

const scope = { ...orderScope, patterns: await loadPatterns() };
const readers = { zh: sentenceReader(scope, 'zh'), en: sentenceReader(scope, 'en') };

const table: readonly (readonly [sentence: string, language: Language, meant: object | string])[] = [
  ['购方 等于 “A”', 'zh', { fact: 'buyer', operator: 'equal', value: 'A' }],
  ['  Buyer is “A” ', 'en', { fact: 'buyer', operator: 'equal', value: 'A' }],
  [
    '发票种类 属于 “数电票（普通）”、“10xdp”',
    'zh',
    { fact: 'type', operator: 'in', value: ['08xdp', '10xdp'] },
  ],
  ['购方 等于 “说”了“算”', 'zh', 'sentence-unread'],
  ['金额 介于 1.5 与 2', 'zh', { fact: 'amount', operator: 'between', value: ['1.5', '2'] }],
  ['税收分类的税率 等于 13%', 'zh', { fact: 'category.rate', operator: 'equal', value: '0.13' }],
  ['Day is before Today', 'en', 'sentence-unread'],
  ['Date is before Today', 'en', { fact: 'day', operator: 'lessThan', value: { fact: '$today' } }],
  [
    '明细有同一行满足（编码 等于 “x” 且 金额 大于 限额 且 批次任一行的批号 为空）',
    'zh',
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
  ],
  ['every line’s gift is no', 'en', { fact: 'lines.gift', operator: 'equal', value: false, over: 'every' }],
  [
    '加急 等于 是 且 （购方 为空 或 非（销方 为空））',
    'zh',
    {
      all: [
        { fact: 'urgent', operator: 'equal', value: true },
        { any: [{ fact: 'buyer', operator: 'isEmpty' }, { not: { fact: 'seller', operator: 'isEmpty' } }] },
      ],
    },
  ],
  ['始终成立', 'zh', { all: [] }],
  ['购方 等于 “A” 或 销方 等于 “B” 且 加急 等于 是', 'zh', 'sentence-unread'],
  ['发票种类 等于 “没有的”', 'zh', 'operand-option'],
  ['购方 属于 “a”、“b”等（另有 2 个）', 'zh', 'sentence-unread'],
  ['', 'zh', 'sentence-unread'],
];

suite('a sentence about facts', () => {
  it.each(table)('%s', (sentence, language, meant) => {
    const read = readers[language].read(sentence);
    if (typeof meant === 'string') expect(read).toMatchObject({ ok: false, problems: [{ code: meant }] });
    else expect(read).toMatchObject({ ok: true, value: { condition: meant } });
  });

  it('says from where on it is not understood', () => {
    expect(readers.zh.read('购方 等于 “A” 且 买方 为空')).toMatchObject({
      problems: [{ params: { rest: '买方 为空' } }],
    });
  });

  it('is refused where two fields, or two options, are called the same, and then is not written either', () => {
    const twice = (label: string, id: string) =>
      field('choice', id, {
        zh: label,
        en: id,
        options: ['x', 'y'].map((value) => ({ value, label: { zh: '甲', en: value } })),
      });
    const reader = sentenceReader(
      { shape: form('f', [twice('种类', 'a'), twice('种类', 'b'), twice('类别', 'c'), entries('e', [])]) },
      'zh',
    );
    for (const sentence of ['种类 为空', '类别 等于 “甲”'])
      expect(reader.read(sentence)).toMatchObject({ problems: [{ code: 'sentence-unclear' }] });
    expect(reader.write({ fact: 'a', operator: 'isEmpty' })).toBeUndefined();
    expect(reader.write({ fact: 'c', operator: 'isEmpty' })).toBe('类别 为空');
    expect(reader.write({ fact: 'c', operator: 'equal', value: 'x' })).toBeUndefined();
    expect(reader.write({ fact: 'none', operator: 'isEmpty' })).toBeUndefined();
  });

  it('that is written of a condition means that condition, whatever it is asked of', () => {
    let [written, all] = [0, 0];
    fc.assert(
      fc.property(conditions, fc.array(records, { maxLength: 4 }), (condition, several) => {
        for (const reader of [readers.zh, readers.en]) {
          const sentence = reader.write(condition as Condition);
          all += 1;
          if (sentence === undefined) continue;
          written += 1;
          const again = reader.read(sentence);
          if (!again.ok) throw new Error(sentence);
          const [one, other] = [closureOf(compileSample(condition)), closureOf(again.value)];
          for (const record of several) expect(other(sampleFacts(record))).toBe(one(sampleFacts(record)));
          const language = reader === readers.zh ? 'zh' : 'en';
          expect(describe(again.value, language, { inFull: true })).toBe(sentence);
        }
      }),
      { numRuns: 300 },
    );
    expect(written / all).toBeGreaterThan(0.9);
  });
});
