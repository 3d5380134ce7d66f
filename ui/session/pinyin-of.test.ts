import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { loadSyllables } from '../../runtime/common/syllables.ts';
import { pinyinOf } from './pinyin-of.ts';

it.each([
  ['复制此页链接', 'fu zhi ci ye lian jie'],
  ['能给谁', 'neng gei shei'],
  ['导出 Excel', 'dao chu excel'],
  ['Copy link', 'copy link'],
  ['', ''],
])('“%s” is typed “%s”', (text, typed) => expect(pinyinOf(text)).toBe(typed));

it('spells nearly all characters of the product as the dictionary of the server does', async () => {
  const syllables = await loadSyllables();
  const files = globSync('{ui,metadata/packages}/**/*.{ts,json}', {
    exclude: (file) => file.includes('pinyin-of'),
  });
  const texts = files.map((file) => readFileSync(file, 'utf8'));
  const all = [...new Set(texts.join('').match(/[\u4e00-\u9fff]/g) ?? [])];
  expect(all.length).toBeGreaterThan(900);
  const others = all.filter((one) => pinyinOf(one) !== syllables(one));
  expect(others.length / all.length, others.join('')).toBeLessThan(0.01);
});
