import { expect, it } from 'vitest';
import { numberExample } from './number-example.ts';

const facts = { day: '2026-01-31', org: 'NORTH', field: (id: string) => `‹${id}›` };

it.each<readonly [pattern: string, example: string | undefined]>([
  ['HT-{yyyy}-{seq:5}', 'HT-2026-00001'],
  ['{yy}{MM}{dd}{seq:3}', '260131001'],
  ['KPX{yyyyMM}{seq:1}', 'KPX2026011'],
  ['{org}/{kind}/{seq:4}', 'NORTH/‹kind›/0001'],
  ['HT-{yyyy}', undefined],
  ['HT-{yyyy', undefined],
  ['{seq:99}', undefined],
  ['', undefined],
])('%s gives %s first', (pattern, example) => {
  expect(numberExample(pattern, facts)).toBe(example);
});
