import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import { sample } from '../../../metadata/model/sample.suite.ts';
import { knownTo } from '../../../rules/behaviour/known-to.ts';
import { einvoicing } from '../../../rules/einvoicing/register.ts';
import { imaging } from '../../../rules/imaging/register.ts';
import { Workbench } from '../work/workbench.ts';
import { formerLabel } from './former-labels.ts';
import { stepInside, stepWords } from './step-words.ts';

const known = knownTo([einvoicing, imaging]);

const label = (zh: string) => ({ zh, en: zh });
const packages = Object.entries(sample).map(([name, files]) => ({
  name,
  version: '1.0.0',
  own: name === 'local',
  designed: false,
  prefix: name,
  files: files as JsonObject,
}));
const form = 'item';
const option = (value: string, zh: string) => ({ value, label: label(zh) });
const colour: DesignStep = {
  do: 'add-field',
  form,
  content: {
    name: 'local_colour',
    kind: 'choice',
    label: label('颜色'),
    options: [option('r', '红'), option('g', '绿')],
  },
};
const onPaper = { paper: { size: 'label', width: 50, height: 30 }, blocks: [] } as const;
const field = 'local_colour';
const place = `fields/${field}`;

/** In this order: each stands on those before it. */
const said: readonly (readonly [DesignStep, string])[] = [
  [colour, '添加字段 颜色'],
  [{ do: 'set', form, target: `${place}/required`, value: true }, '改“颜色”的必填'],
  [{ do: 'set', form, target: `${place}/options/r/label`, value: label('红色') }, '改“颜色 → 红”的名称'],
  [{ do: 'reset', form, target: `${place}/required` }, '恢复“颜色”的必填'],
  [{ do: 'set', form, target: 'list/columns', value: ['name'] }, '改列'],
  [{ do: 'add-option', form, field, content: option('b', '蓝') }, '添加选项 颜色 → 蓝'],
  [{ do: 'change-kind', form, field, kind: 'choices' }, '改类型 颜色 → 多选'],
  [{ do: 'merge-options', form, field, values: { g: 'b' } }, '合并选项 颜色: 绿 → 蓝'],
  [
    { do: 'fit-values', form, field, values: { x: 'b', y: null }, others: 'empty' },
    '处理不符合的值 颜色: x → 蓝、y → —、其余清空',
  ],
  [{ do: 'hide', form, place }, '隐藏 颜色'],
  [{ do: 'bring-back', form, place }, '恢复显示 颜色'],
  [{ do: 'rename', form, place, name: 'local_tint' }, '改字段名 颜色 → local_tint'],
  [
    { do: 'set-print', form, name: 'tag', content: { name: 'tag', form, label: label('标牌'), ...onPaper } },
    '新打印模板 标牌',
  ],
  [{ do: 'remove-print', form, name: 'tag' }, '删除打印模板 标牌'],
  [
    {
      do: 'set-report',
      form,
      name: 'tints',
      content: { name: 'tints', form, label: label('颜色数'), groups: [], values: [{ of: 'count' }] },
    },
    '新报表 颜色数',
  ],
  [
    {
      do: 'set-report',
      form,
      name: 'tints',
      content: { name: 'tints', form, label: label('颜色个数'), groups: [], values: [{ of: 'count' }] },
    },
    '改报表 颜色个数',
  ],
  [{ do: 'remove-report', form, name: 'tints' }, '删除报表 颜色个数'],
  [{ do: 'remove', form, place }, '删除 颜色'],
  [
    {
      do: 'bring-back',
      form,
      place: 'fields/local_tone',
      content: { name: 'local_tone', kind: 'text', label: label('色调') },
    },
    '恢复显示 色调',
  ],
  [{ do: 'remove', form, place: 'fields/local_tone' }, '删除 色调'],
  [
    {
      do: 'add-part',
      form,
      part: 'views',
      content: { name: 'local_all', kind: 'list', label: label('全部') },
    },
    '添加视图 全部',
  ],
  [{ do: 'remove', form, place: 'views/local_all' }, '删除 全部'],
];
const beside: readonly (readonly [DesignStep, string])[] = [
  [
    {
      do: 'set',
      form: '',
      target: 'params/shop_config/format/options/ofd/label',
      value: label('版式'),
    },
    '改“Format（中文） → OFD（中文）”的名称',
  ],
  [{ do: 'add-menu', content: { path: 'fleet', label: label('车队') } }, '添加菜单 车队'],
  [{ do: 'set-menu', path: 'fleet', properties: { order: 3 } }, '改菜单 车队'],
  [{ do: 'remove-menu', path: 'fleet' }, '删除菜单 车队'],
  [
    {
      do: 'add-param',
      type: 'local_p',
      content: { key: 'wait', label: label('等待'), value: { kind: 'integer' } },
    },
    '添加参数 等待',
  ],
  [{ do: 'remove-param', type: 'local_p', key: 'wait' }, '删除参数 等待'],
];
const car: readonly (readonly [DesignStep, string])[] = [
  [
    {
      do: 'add-form',
      content: {
        name: 'local-car',
        kind: 'master',
        label: label('车辆'),
        fields: [
          {
            name: 'stage',
            kind: 'choice',
            label: label('状态'),
            options: [option('a', '在用'), option('b', '停用')],
          },
          {
            name: 'trips',
            kind: 'entries',
            label: label('行程'),
            fields: [
              { name: 'first', kind: 'text', label: label('项目') },
              { name: 'to', kind: 'text', label: label('去处') },
            ],
          },
        ],
      },
    },
    '新表单 车辆',
  ],
  [
    { do: 'place', form: 'local-car', place: 'fields/stage/options/b', before: 'a' },
    '车辆 · 移动 状态 → 停用',
  ],
  [{ do: 'remove', form: 'local-car', place: 'fields/trips.first' }, '车辆 · 删除“行程”的列“项目”'],
  [{ do: 'remove', form: 'local-car', place: '' }, '车辆 · 删除 车辆'],
];

it('a step is told as people call what it is about, also when that is gone at last', () => {
  const at = new Workbench({ packages, known });
  at.take(
    0,
    said.map(([step]) => step),
  );
  const drawn = at.draw({});
  const called = drawn.lines.find(({ id }) => id === form)?.label.zh;
  expect(said.map(([step]) => stepWords(step, drawn))).toEqual(
    said.map(([, words]) => `${called} · ${words}`),
  );
});

describe('what is called otherwise', () => {
  const called = (target: string, text: string): DesignStep => ({
    do: 'set',
    form,
    target,
    value: label(text),
  });
  const steps = [
    called(`${place}/label`, '色'),
    called(`${place}/label`, '底色'),
    called(`${place}/options/r/label`, '红色'),
    called('label', '货品'),
    called('rules/one/message', '不能再改'),
  ];
  const inForce = {
    [form]: {
      '': label('商品'),
      [place]: label('颜色'),
      [`${place}/options/r`]: label('红'),
      'rules/one': label('不能改'),
    },
  };
  const lines = steps.map((step, at) => {
    const former = formerLabel(step, steps.slice(0, at), inForce);
    return stepInside(step, null, former);
  });

  it('is told with what it was called, by an earlier step or in force', () => {
    expect(lines).toEqual([
      '“颜色”改称“色”',
      '“色”改称“底色”',
      '“红”改称“红色”',
      '“商品”改称“货品”',
      '“不能改”改称“不能再改”',
    ]);
  });

  it('but where nobody knows what it was called, or it is called the same in this language', () => {
    const [first] = steps;
    if (!first) throw new Error('there is a step');
    expect(stepInside(first, null)).toBe('改“local_colour”的名称');
    const same = formerLabel(first, [], { [form]: { [place]: { zh: '色', en: 'Colour' } } });
    expect(stepInside(first, null, same)).toBe('改“local_colour”的名称');
    expect(formerLabel({ do: 'set', form, target: `${place}/help`, value: label('x') }, steps, inForce)).toBe(
      undefined,
    );
  });
});

it('so is a step about the menu, about parameters, and about a form that is gone again', () => {
  const at = new Workbench({ packages, known });
  const all = [...beside, ...car];
  expect(
    at.take(
      0,
      all.map(([step]) => step),
    ),
  ).toEqual([]);
  const drawn = at.draw({});
  expect(all.map(([step]) => stepWords(step, drawn))).toEqual(all.map(([, words]) => words));
});
