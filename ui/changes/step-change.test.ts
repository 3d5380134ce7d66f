import { expect, it, vi } from 'vitest';
import type { Definition } from '../../metadata/contract/params/definition.ts';
import type { ChangeItem } from '../params/basket/change-set.ts';
import type { InstanceNames } from '../params/instance-names.ts';

vi.mock('../session/session.ts', () => ({ session: new EventTarget() }));
vi.mock('../model/forms.ts', () => ({ forms: {} }));
vi.mock('../params/basket/set-words.ts', () => ({ actionWords: (action: string) => action }));
vi.mock('./shown-value.ts', () => ({
  shownValue: (_: unknown, __: unknown, value: unknown) => String(value),
}));
const { stepChangeLine } = await import('./step-change.ts');

/** The words of what is drawn, without its marks. */
function textOf(drawn: unknown): string {
  if (Array.isArray(drawn)) return drawn.map(textOf).join(' ');
  if (typeof drawn !== 'object' || drawn === null) return typeof drawn === 'symbol' ? '' : String(drawn);
  const { strings = [], values = [] } = drawn as { strings?: readonly string[]; values?: readonly unknown[] };
  const text = strings.map((piece, at) => piece + (at < values.length ? textOf(values[at]) : '')).join('');
  return text
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

const label = { zh: '超时', en: 'Timeout' };
const ofCompanies = { type: 'pdf', label, dimension: 'tax-number' } as unknown as Definition;
const find = (type: string) => (type === 'pdf' ? ofCompanies : undefined);
const instances = { shown: (key: string) => `甲公司（${key}）` } as unknown as InstanceNames;
const names = new Map([['r1', { number: 'P1', name: '北京甲公司' }]]);
const record = { id: 'i', form: 'partner', formLabel: { zh: '往来单位', en: 'Partner' }, record: 'r1' };

it.each<readonly [tells: string, item: Partial<ChangeItem>, words: string]>([
  [
    'whose tax number a parameter is set for',
    { action: 'unset', type: 'pdf', key: '91A', label, org: { id: 'o', number: 'N', name: '北方公司' } },
    '超时北方公司 · 甲公司（91A）',
  ],
  ['a record by number and title', { ...record, action: 'enable' }, '往来单位 P1 北京甲公司'],
  [
    'a new record by what it is to be called',
    { ...record, record: null, action: 'create', body: { number: 'P2', name: '乙公司' } },
    '往来单位 P2 乙公司',
  ],
  [
    'one that one may not read by its number',
    { ...record, record: 'r2', base: { revision: 1, number: 'P3' } },
    '往来单位 P3',
  ],
])('a step tells %s', (_, item, words) => {
  const line = stepChangeLine({ what: 'removed', item: item as ChangeItem }, { find, names, instances });
  expect(textOf(line)).toBe(words);
});
