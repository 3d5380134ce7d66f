import { describe, expect, it, vi } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { compile } from '../../../metadata/model/compile.ts';
import { readSourceFiles } from '../../../metadata/model/source-files.ts';
import type { PackageSource } from '../../../metadata/source.ts';
import type { Editor } from '../work/property-editors.ts';
import type { PropertyAsk } from './property-ask.ts';
import { saidValue } from './said-value.ts';

vi.mock('../../condition/condition-dialog.ts', () => ({}));
vi.mock('../../session/router.ts', () => ({ router: new EventTarget() }));
vi.mock('./gj-formula-editor.ts', () => ({}));
vi.mock('./gj-order-editor.ts', () => ({}));
vi.mock('./gj-compute-editor.ts', () => ({ opWord: () => '相乘' }));
vi.mock('../../model/forms.ts', () => ({ forms: { around: async () => ({ targets: new Map() }) } }));

const label = (zh: string) => ({ zh, en: zh });
const field = (name: string, kind: string, zh: string, more: JsonObject = {}) => ({
  ...{ name, kind, label: label(zh) },
  ...more,
});
const content = {
  name: 'bill',
  kind: 'document',
  label: label('账单'),
  sharing: 'everybody',
  fields: [
    field('number', 'text', '编号'),
    field('day', 'date', '日期'),
    field('state', 'choice', '状态', { options: [{ value: 'new', label: label('新建') }] }),
    field('paid', 'boolean', '已付'),
    field('price', 'decimal', '单价'),
    field('amount', 'decimal', '数量'),
    field('lines', 'entries', '明细', { fields: [field('qty', 'integer', '件数')] }),
  ],
};

function form(): PropertyAsk['form'] {
  const files = new Map<string, Json>([
    ['package.json', { name: 'own', version: '1.0.0', guiju: { prefix: 'own', label: label('包') } }],
    ['forms/bill.json', content],
  ]);
  const { model, issues } = compile([readSourceFiles(files).source as PackageSource]);
  expect(issues).toEqual([]);
  return model?.forms.get('bill') as PropertyAsk['form'];
}

/** The words of what is drawn, without its marks. */
function textOf(shown: unknown): string {
  if (Array.isArray(shown)) return shown.map(textOf).join('；');
  if (typeof shown !== 'object' || shown === null) return String(shown);
  const { strings = [], values = [] } = shown as { strings?: readonly string[]; values?: readonly unknown[] };
  return strings
    .map((text, at) => text.replace(/<[^>]*>/g, '') + (at < values.length ? textOf(values[at]) : ''))
    .join('');
}

describe('what a layer says of a property', () => {
  it.each<[place: string, property: string, editor: Editor, value: Json, words: string]>([
    ['fields/state', 'default', 'default', 'new', '新建'],
    ['fields/paid', 'default', 'default', true, '是'],
    ['fields/day', 'default', 'default', { fact: '$today' }, '今天'],
    ['fields/price', 'default', 'default', { formula: 'amount * 2' }, '数量 * 2'],
    ['fields/state', 'required', 'conditional', true, '是'],
    ['', 'list/columns', 'columns', ['number', 'modifiedAt'], '编号、修改时间'],
    ['', 'list/sort', 'sort', ['-day', 'number'], '日期（从大到小）、编号'],
    ['', 'match/fields', 'paths', ['lines.qty'], '明细 › 件数'],
    ['', 'indexes', 'indexes', [['state', 'day'], ['number']], '状态、日期；编号'],
    ['fields/lines', 'columns', 'fields', ['qty'], '件数'],
    [
      'fields/price',
      'compute',
      'compute',
      { op: 'product', of: ['price', 'amount', 2] },
      '相乘：单价、数量、2',
    ],
    ['fields/price', 'currency', 'currency', 'number', '编号'],
    ['actions/pay', 'params', 'sets', { fields: { state: 'new', paid: false } }, '状态 → 新建；已付 → 否'],
  ])('reads as people say it: %s %s', (place, property, editor, value, words) => {
    const target = [place, property].filter(Boolean).join('/');
    const state = { property, target, value, said: [], may: 'own', owner: 'own' } as const;
    const ask = {
      state,
      place,
      label: property,
      form: form(),
      lines: [],
      menu: [],
    } as unknown as PropertyAsk;
    expect(textOf(saidValue(ask, editor, value, null))).toBe(words);
  });
});
