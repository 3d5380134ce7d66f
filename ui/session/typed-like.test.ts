import { describe, expect, it } from 'vitest';
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
    ['and nothing else: letters of syllables that do not follow one another', 'kt', 0],
    ['nor the ends of syllables', 'aipiao', 0],
    ['nor another Chinese word', '发票', 0],
    ['nor letters beyond the last syllable', 'kptttglx', 0],
  ] as const)('%s', (_, typed, like) => expect(typedLike(typed, title, pinyin)).toBe(like));

  it('and without pinyin only by its letters', () => {
    expect(typedLike('kp', ['开票'])).toBe(0);
    expect(typedLike('', ['开票'])).toBe(3);
  });
});
