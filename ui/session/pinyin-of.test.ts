import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { loadSyllables } from '../../runtime/common/syllables.ts';
import { pinyinOf, typedAs } from './pinyin-of.ts';

it.each([
  ['复制此页链接', 'fu zhi ci ye lian jie'],
  ['能给谁', 'neng gei shei'],
  ['导出 Excel', 'dao chu excel'],
  ['Copy link', 'copy link'],
  ['', ''],
])('“%s” is typed “%s”', (text, typed) => expect(pinyinOf(text)).toBe(typed));

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
