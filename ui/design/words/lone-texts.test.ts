import { describe, expect, it } from 'vitest';
import type { Label } from '../../../metadata/common/label.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import type { BeforeTexts } from '../work/place-labels.ts';
import { loneTexts } from './lone-texts.ts';

const both = (zh: string, en = zh): Label => ({ zh, en });
const set = (target: string, value: Label): DesignStep => ({ do: 'set', form: 'item', target, value });
const form: DesignStep = {
  do: 'add-form',
  content: {
    name: 'item',
    kind: 'master',
    label: both('物品', 'Item'),
    help: both('买来的', 'What was bought'),
    fields: [
      {
        name: 'lines',
        kind: 'entries',
        label: both('明细', 'Lines'),
        fields: [{ name: 'rate', kind: 'text', label: both('率', 'Rate') }],
      },
    ],
    layout: {
      tabs: [
        {
          name: 'basic',
          label: both('基本', 'Basic'),
          groups: [{ name: 'first', label: both('一', 'One'), fields: [] }],
        },
      ],
    },
  },
};
const option = both('红', 'Red');
const colour: DesignStep = {
  do: 'add-field',
  form: 'item',
  content: {
    name: 'colour',
    kind: 'choice',
    label: both('颜色', 'Colour'),
    options: [{ value: 'r', label: option }],
  },
};

/** The texts that are there before the design, and those that its own steps made. */
const texts: readonly (readonly [
  target: string,
  was: Label,
  steps: readonly DesignStep[],
  before: BeforeTexts,
])[] = [
  ['label', both('物品', 'Item'), [form], {}],
  ['help', both('买来的', 'What was bought'), [form], {}],
  ['fields/lines.rate/label', both('率', 'Rate'), [form], {}],
  ['layout/tabs/basic/label', both('基本', 'Basic'), [form], {}],
  ['layout/groups/first/label', both('一', 'One'), [form], {}],
  ['fields/colour/label', both('颜色', 'Colour'), [colour], {}],
  ['fields/colour/options/r/label', option, [colour], {}],
  ['fields/tax/help', both('说明', 'Help'), [], { item: { 'fields/tax/help': both('说明', 'Help') } }],
];

describe.each(texts)('a text in both languages (%s)', (target, was, steps, before) => {
  const left = (...labels: readonly Label[]) =>
    loneTexts([...steps, ...labels.map((one) => set(target, one))], before).map(
      (one) => `${one.left}: ${one.text}`,
    );

  it('is told when one language alone is changed', () => {
    expect(left({ ...was, zh: '新' })).toEqual([`en: ${was.en}`]);
    expect(left({ ...was, en: 'New' })).toEqual([`zh: ${was.zh}`]);
  });

  it('is told no more once the other follows, or all is as it was', () => {
    expect(left({ ...was, zh: '新' }, both('新', 'New'))).toEqual([]);
    expect(left({ ...was, zh: '新' }, was)).toEqual([]);
  });

  it('is told again when one is changed once more', () => {
    expect(left({ ...was, zh: '新' }, both('新', 'New'), both('更新', 'New'))).toEqual(['en: New']);
  });

  it('is none where one text stands for both', () => {
    expect(left(both('新'), both('更新'))).toEqual([]);
  });
});

it('tells nothing of what is taken away, or taken back', () => {
  const changed = set('fields/colour/label', both('色', 'Colour'));
  const gone: DesignStep = { do: 'remove', form: 'item', place: 'fields/colour' };
  const back: DesignStep = { do: 'reset', form: 'item', target: 'fields/colour/label' };
  expect(loneTexts([colour, changed], {})).toHaveLength(1);
  expect(loneTexts([colour, changed, gone], {})).toEqual([]);
  expect(loneTexts([colour, changed, back], {})).toEqual([]);
});
