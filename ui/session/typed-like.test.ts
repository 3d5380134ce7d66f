import { describe, expect, it } from 'vitest';
import { typedAs } from './typed-as.ts';
import { typedLike } from './typed-like.ts';

const title = ['开票抬头管理', 'Buyer titles', 'buyer-title'];
const pinyin = 'kai piao tai tou guan li';

describe('what was typed fits a name', () => {
  it.each([
    ['the whole of it, best', 'buyer TITLES', 4],
    ['as it begins', '开票', 3],
    ['in either language and any case', 'BUYER t', 3],
    ['in the middle', '抬头', 2],
    ['in pinyin', 'kaipiao', 1],
    ['in pinyin that begins at a later syllable', 'taitou', 1],
    ['by first letters', 'kptt', 1],
    ['by first letters from the middle on', 'ttgl', 1],
    ['by letters and syllables mixed, with blanks', 'kai p tait', 1],
    ['in full width', 'ｋｐｔｔ', 1],
    ['word by word, in any order', 'titles buyer', 1],
    ['word by word in both languages', '抬头 kaipiao', 1],
    ['not where one of the words is elsewhere', 'titles seller', 0],
    ['and nothing else: letters of syllables that do not follow one another', 'kt', 0],
    ['nor the ends of syllables', 'aipiao', 0],
    ['nor another Chinese word', '发票', 0],
    ['nor letters beyond the last syllable', 'kptttglx', 0],
  ] as const)('%s', (_, typed, like) => expect(typedLike(typed, title, pinyin)).toBe(like));

  it.each([
    ['add invoice', 'New invoice'],
    ['新增 发票', '新建发票'],
    ['remove', 'Delete'],
    ['待办', '收件箱'],
    ['duplicate', '复制'],
    ['help', '帮助手册'],
    ['报表', 'Reports of invoices'],
    ['release', '发布表单修改'],
  ])('by other words for the same: “%s” is %s', (typed, text) => expect(typedLike(typed, [text])).toBe(1));

  it('also by words for the same of a trade', () => {
    const trade = [['红冲', '红字']];
    expect(typedLike('红冲', ['红字确认单'])).toBe(0);
    expect(typedLike('红冲', ['红字确认单'], '', trade)).toBe(1);
  });

  it('and without pinyin only by its letters', () => {
    expect(typedLike('kp', ['开票'])).toBe(0);
    expect(typedLike('', ['开票'])).toBe(3);
  });
});

it.each([
  ['', true],
  ['  ', true],
  ['名称', true],
  ['gfmc', true],
  ['mingcheng', true],
  ['NAME', true],
  ['销方', false],
  ['xiaofang', false],
  ['seller', false],
])('whoever types “%s” means the name of the buyer: %s', (typed, means) =>
  expect(typedAs(typed, { zh: '购方名称', en: 'Buyer name' })).toBe(means),
);
