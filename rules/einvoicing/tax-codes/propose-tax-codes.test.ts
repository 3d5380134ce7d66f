import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawn } from '../../../workshop/runs.ts';
import { type KnownCode, mostProposed, type NamedCode, proposeTaxCodes } from './propose-tax-codes.ts';

const code = (number: string, name: string, keywords = ''): NamedCode => ({
  id: number,
  number,
  name,
  shortName: name,
  keywords,
  rates: ['0.13'],
  preferences: null,
});
const computer = code('1', '计算机整机', '电脑、笔记本电脑、服务器');
const parts = code('2', '计算机配套产品及耗材', '键盘，鼠标');
const catering = code('3', '餐饮服务', '餐费');
const cable = code('4', '电线电缆', 'USB');
const codes = [computer, parts, catering, cable];
describe('tax codes for the name of an item', () => {
  const proposed = async (name: string, known: readonly KnownCode[] = []) =>
    (await proposeTaxCodes(name, { codes, known })).map(({ number, by, like }) => [number, by, like]);

  it.each<[string, string, readonly KnownCode[], readonly (readonly string[])[]]>([
    ['is nothing', '  ', [], []],
    ['is what the table calls it', '餐饮服务', [], [['3', 'name', '餐饮服务']]],
    ['has what the table calls it', '企业 餐饮服务费', [], [['3', 'name', '餐饮服务']]],
    ['has a keyword', '戴尔笔记本电脑', [], [['1', 'keyword', '电脑']]],
    [
      'has something in common',
      '计算机维修',
      [],
      [
        ['1', 'likeness', '计算机整机'],
        ['2', 'likeness', '计算机配套产品及耗材'],
      ],
    ],
    [
      'is typed',
      'jisuan',
      [],
      [
        ['1', 'pinyin', '计算机整机'],
        ['2', 'pinyin', '计算机配套产品及耗材'],
      ],
    ],
    ['has a keyword in Latin letters', 'usb线', [], [['4', 'keyword', 'usb']]],
    ['is a keyword in Latin letters', 'USB', [], [['4', 'keyword', 'usb']]],
    ['is typed by first letters', 'cyfw', [], [['3', 'pinyin', '餐饮服务']]],
    ['is like nothing', '水泥', [], []],
    [
      'was an item before, whatever the table says',
      '餐饮服务',
      [{ by: 'item', name: '餐饮服务', taxCode: '2' }],
      [
        ['2', 'item', '餐饮服务'],
        ['3', 'name', '餐饮服务'],
      ],
    ],
    [
      'was corrected, whatever was issued',
      '水泥',
      [
        { by: 'issued', name: '水泥', taxCode: '2' },
        { by: 'correction', name: '水 泥', taxCode: '1' },
      ],
      [
        ['1', 'correction', '水 泥'],
        ['2', 'issued', '水泥'],
      ],
    ],
    ['is of a code that has ended', '水泥', [{ by: 'issued', name: '水泥', taxCode: '9' }], []],
  ])('where it %s', async (_name, wanted, known, expected) => {
    expect(await proposed(wanted, known)).toEqual(expected);
  });

  it('are the same in whatever order codes and former lines come, few, of the table, and the known name first', async () => {
    const text = fc.string({ unit: fc.constantFrom('电', '脑', '计', '算', '机', '纸', 'a'), maxLength: 5 });
    const someCodes = fc.uniqueArray(
      fc.record({ number: fc.stringMatching(/^[1-9]{3}$/), name: text, keywords: text }),
      { selector: ({ number }) => number, maxLength: 20 },
    );
    await fc.assert(
      fc.asyncProperty(
        text,
        someCodes,
        fc.array(
          fc.record({
            by: fc.constantFrom('correction' as const, 'item' as const, 'issued' as const),
            name: text,
            taxCode: fc.stringMatching(/^[1-9]{3}$/),
          }),
        ),
        async (name, some, known) => {
          const own = some.map((one) => code(one.number, one.name, one.keywords));
          const of = async (list: readonly NamedCode[], lines: readonly KnownCode[]) =>
            (await proposeTaxCodes(name, { codes: list, known: lines })).map(({ number, by }) => ({
              number,
              by,
            }));
          const answer = await of(own, known);
          expect(await of(own.toReversed(), known.toReversed())).toEqual(answer);
          expect(answer.length).toBeLessThanOrEqual(mostProposed);
          const numbers = answer.map(({ number }) => number);
          expect(new Set(numbers).size).toBe(numbers.length);
          expect(numbers.filter((one) => !own.some(({ number }) => number === one))).toEqual([]);
          const isKnown = known.some(
            (one) => name !== '' && one.name === name && own.some(({ number }) => number === one.taxCode),
          );
          if (isKnown) expect(['correction', 'item', 'issued']).toContain(answer[0]?.by);
        },
      ),
      { numRuns: drawn(100) },
    );
  });
});
