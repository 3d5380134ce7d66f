import { describe, expect, it } from 'vitest';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { compile } from '../../../metadata/model/compile.ts';
import { readSourceFiles } from '../../../metadata/model/source-files.ts';
import type { Model } from '../../../metadata/model.ts';
import type { Thing } from '../../../metadata/property/target-place.ts';
import { everyTrial, type Tried } from '../../../metadata/property/trials.suite.ts';
import type { PackageSource } from '../../../metadata/source.ts';
import { shownAt } from './shown-at.ts';

function modelOf(files: Readonly<Record<string, Json>>): Model | undefined {
  const { source } = readSourceFiles(new Map(Object.entries(files)));
  return source && compile([source as PackageSource]).model;
}

const places: Readonly<Record<Thing, (of: string) => string>> = {
  form: () => '',
  field: (of) => `fields/${of}/`,
  ofKinds: (of) => `fields/${of}/`,
  option: () => 'fields/colour/options/red/',
  rule: () => 'rules/noted/',
  unique: () => 'unique/once/',
  action: () => 'actions/clean/',
  block: (of) => `blocks/${of === 'note' ? 'hint' : of}/`,
  view: (of) => `views/${of === 'note' ? 'byColour' : of}/`,
  tab: () => 'layout/tabs/main/',
  group: () => 'layout/groups/all/',
  param: () => 'params/stay/nights/',
};

const trials = everyTrial().map((one) => [`${one.property} of a ${one.thing}`, one] as const);

/** What somebody typed, as a pattern of numbers, may have any signs. */
function typed(value: Json): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(typed);
  return isObject(value) ? Object.values(value).flatMap(typed) : [];
}

function withoutTyped(words: string, value: Json): string {
  const longestFirst = typed(value).toSorted((a, b) => b.length - a.length);
  return longestFirst.reduce((rest, one) => (one === '' ? rest : rest.replaceAll(one, '')), words);
}

const said = ({ property, thing, of }: Tried) => places[thing](of) + property;

describe('what a layer says of a property reads as people say it', () => {
  const [first] = trials;
  const whole = first && modelOf(first[1].packages[0]);

  it.each(trials)('%s: never as JSON', (_, one) => {
    const model = modelOf(one.packages[1]) ?? modelOf(one.packages[0]) ?? whole;
    if (!model) throw new Error('not compiled');
    for (const value of [one.before, one.after])
      for (const language of ['zh', 'en'] as const) {
        if (value === undefined) continue;
        const form = one.thing === 'param' ? '' : 'thing';
        const words = shownAt(value, language, { form, target: said(one) }, model);
        expect(withoutTyped(words, value)).not.toMatch(/[{}[\]]/);
        expect(words).not.toBe('');
      }
  });

  const holds = (fact: string, value: Json = 'x'): JsonObject => ({ fact, operator: 'equal', value });
  it.each<readonly [target: string, value: Json, words: string]>([
    ['fields/note/carry', { from: 'owner', field: 'name' }, 'owner › name'],
    [
      'fields/sum/compute',
      { op: 'product', of: ['size', 'amount', { value: '2' }] },
      '相乘：size、amount、2',
    ],
    ['fields/vwDay/default', { fact: '$today' }, '今天'],
    ['fields/size/default', { formula: 'amount * 2' }, 'amount * 2'],
    ['fields/colour/default', 'red', 'red'],
    ['fields/note/required', holds('name'), 'name 等于 “x”'],
    ['fields/lines.third/required', holds('parent.colour', 'red'), '主单的colour 等于 “red”'],
    ['fields/chosen/optionsFilter', holds('price', '2'), 'price 等于 2'],
    [
      'fields/note/required',
      { all: [holds('gone'), { fact: 'name', operator: 'isEmpty' }] },
      'gone 等于 “x” 且 name 为空',
    ],
    ['fields/note/required', { fact: 'name', operator: 'matches', value: 'A.*' }, 'name 符合 “A.*”'],
    [
      'actions/clean/params',
      { fields: { colour: 'green', readFirst: true } },
      'colour → green；readFirst → 是',
    ],
    [
      'fields/code/series',
      [{ name: 'named', when: holds('name'), pattern: 'R{seq:3}' }],
      'R{seq:3}（name 等于 “x”）',
    ],
    ['menu', { path: 'two' }, 'Two'],
    ['list/sort', ['-name', 'number'], 'name、number'],
    ['match/facts', 'order', 'order'],
    ['fields/asked/optIn', ['stay/nights'], 'One › One'],
    ['fields/note/kind', 'multiline', '多行文字'],
    ['fields/note/roles/clerk', 'none', '看不到'],
    ['fields/colour/options/red/tone', 'warn', '黄：留意'],
    ['sharing/default', 'free', '自由分配'],
    ['blocks/sketch/image', 'data:image/png;base64,iVBORw0KGgoA', '一张图片'],
    [
      'params/stay/nights/raw',
      { values: { none: 1 }, reads: true },
      '原文对应的值：（none：1）；其他原文照样识别：是',
    ],
  ])('%s of %j', (target, value, words) => {
    if (!whole) throw new Error('not compiled');
    const form = target.startsWith('params/') ? '' : 'thing';
    expect(shownAt(value, 'zh', { form, target }, whole)).toBe(words);
  });
});
