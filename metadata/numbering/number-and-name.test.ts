import { describe, expect, it } from 'vitest';
import { partings } from './number-and-name.ts';

describe('a number and a name in one', () => {
  it.each([
    ['C003 Harbour Foods', 'C003', 'Harbour Foods'],
    ['C003 - Harbour Foods', 'C003', 'Harbour Foods'],
    ['C003–Harbour Foods', 'C003', 'Harbour Foods'],
    ['C003: Harbour Foods, Ltd.', 'C003', 'Harbour Foods, Ltd.'],
    ['C003/Harbour Foods', 'C003', 'Harbour Foods'],
    ['Harbour Foods (C003)', 'Harbour Foods', 'C003'],
    ['Harbour Foods (Asia) (C003)', 'Harbour Foods (Asia)', 'C003'],
    ['(C003) Harbour Foods', 'C003', 'Harbour Foods'],
    ['[C003] Harbour [HK]', 'C003', 'Harbour [HK]'],
    ['C003 (Asia) Foods', 'C003', '(Asia) Foods'],
    ['C-3-1 Harbour', 'C-3-1', 'Harbour'],
    ['C003｜海港食品', 'C003', '海港食品'],
    ['C003　海港食品', 'C003', '海港食品'],
    ['C003海港食品', 'C003', '海港食品'],
    ['海港食品（C003）', '海港食品', 'C003'],
    ['【C003】海港食品', 'C003', '海港食品'],
    ['C003 海港食品（上海）', 'C003', '海港食品（上海）'],
    ['C003（海港食品（上海））', 'C003', '海港食品（上海）'],
    ['海港食品（上海）C003', '海港食品（上海）', 'C003'],
  ])('%s', (text, first, second) => {
    expect(partings(text)).toContainEqual([first, second]);
  });

  it('nothing of one word, and few of many words', () => {
    for (const text of ['', 'C003', '（C003）', 'C003 ', '海港食品', 'a '.repeat(400)])
      expect(partings(text), text).toEqual([]);
    expect(partings(Array.from({ length: 60 }, (_, at) => `w${at}`).join(' '))).toHaveLength(12);
  });
});
