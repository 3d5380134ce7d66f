import { expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import { sample } from '../../../metadata/model/sample.suite.ts';
import { knownTo } from '../../../rules/behaviour/known-to.ts';
import { einvoicing } from '../../../rules/einvoicing/register.ts';
import { imaging } from '../../../rules/imaging/register.ts';
import { Workbench } from '../work/workbench.ts';
import { stepWords } from './step-words.ts';

const known = knownTo([einvoicing, imaging]);

const label = (zh: string) => ({ zh, en: zh });
const packages = Object.entries(sample).map(([name, files]) => ({
  name,
  version: '1.0.0',
  own: name === 'local',
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
  [colour, '加字段 颜色'],
  [{ do: 'set', form, target: `${place}/required`, value: true }, '改“颜色”的必填'],
  [{ do: 'set', form, target: `${place}/options/r/label`, value: label('红色') }, '改“颜色 → 红”的名称'],
  [{ do: 'reset', form, target: `${place}/required` }, '恢复“颜色”的必填'],
  [{ do: 'set', form, target: 'list/columns', value: ['name'] }, '改列'],
  [{ do: 'add-option', form, field, content: option('b', '蓝') }, '加选项 颜色 → 蓝'],
  [{ do: 'change-kind', form, field, kind: 'choices' }, '改类型 颜色 → 多选'],
  [{ do: 'merge-options', form, field, values: { g: 'b' } }, '合并选项 颜色: 绿 → 蓝'],
  [
    { do: 'fit-values', form, field, values: { x: 'b', y: null }, others: 'empty' },
    '处理不符合的值 颜色: x → b、y → —、其余清空',
  ],
  [{ do: 'hide', form, place }, '隐藏 颜色'],
  [{ do: 'bring-back', form, place }, '恢复显示 颜色'],
  [{ do: 'rename', form, place, name: 'local_tint' }, '改字段名 颜色 → local_tint'],
  [
    { do: 'set-print', form, name: 'tag', content: { name: 'tag', form, label: label('标牌'), ...onPaper } },
    '改打印模板 标牌',
  ],
  [{ do: 'remove-print', form, name: 'tag' }, '删打印模板 标牌'],
  [
    {
      do: 'set-report',
      form,
      name: 'tints',
      content: { name: 'tints', form, label: label('颜色数'), groups: [], values: [{ of: 'count' }] },
    },
    '改报表 颜色数',
  ],
  [{ do: 'remove-report', form, name: 'tints' }, '删报表 颜色数'],
  [{ do: 'remove', form, place }, '删除 颜色'],
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
  const target = 'params/shop_config/format/options/ofd/label';
  const ofOption = stepWords({ do: 'set', form: '', target, value: label('版式') }, drawn);
  expect(ofOption).toContain('改“format → ofd”的名称');
});
