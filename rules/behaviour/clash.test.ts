import { describe, expect, it } from 'vitest';
import { render } from '../../metadata/common/render.ts';
import type { Condition } from '../../metadata/condition.ts';
import { compile } from '../../metadata/model/compile.ts';
import type { FieldSource, FormSource } from '../../metadata/source.ts';
import { messages } from '../messages.ts';
import { checkBehaviour } from './check-behaviour.ts';

const label = (zh: string, en: string) => ({ zh, en });
const is = (fact: string, value: string): Condition => ({ fact, operator: 'equal', value });
const has = (fact: string): Condition => ({ fact, operator: 'isNotEmpty' });
const field = (name: string, visible?: Condition): FieldSource =>
  ({
    name,
    kind: 'text',
    label: label(`甲${name}`, `Field ${name}`),
    ...(visible && { visible }),
  }) as FieldSource;
const never = { all: [is('x', '1'), has('y'), is('x', '2')] };

function layout(tab: Condition | undefined, group: Condition | undefined): FormSource['layout'] {
  const groups = [
    { name: 'rest', fields: ['x', 'y'] },
    { name: 'g', label: label('组', 'Part'), fields: ['a'], ...(group && { visible: group }) },
  ];
  const [rest, own] = groups;
  return {
    tabs: [
      { name: 'main', label: label('主', 'Main'), groups: rest ? [rest] : [] },
      { name: 't', label: label('签', 'Tab'), groups: own ? [own] : [], ...(tab && { visible: tab }) },
    ],
  };
}

/** What is said of the fields that are never shown, in both languages. */
function said(fields: readonly FieldSource[], laid?: FormSource['layout']) {
  const content: FormSource = {
    name: 'odd',
    kind: 'setting',
    label: label('怪', 'Odd'),
    fields: [...fields, field('x'), field('y')],
    ...(laid && { layout: laid }),
  };
  const { model, layers, issues } = compile([
    {
      manifest: { name: 'sample', version: '1.0.0', guiju: { prefix: 's', label: label('样例', 'Sample') } },
      forms: [{ file: 'forms/odd.json', content }],
      ...{ extensions: [], params: [], data: [], cases: [], messages: [] },
    },
  ]);
  const form = model?.forms.get('odd');
  if (!form) throw new Error(JSON.stringify(issues));
  return checkBehaviour(form, { target: () => undefined, checks: new Map() }, layers.get('odd'))
    .filter(({ code }) => code.startsWith('field-'))
    .map(({ code, params }) => ({
      code,
      texts: (['zh', 'en'] as const).map((language) => render(messages, code, params, language) ?? ''),
    }));
}

describe('a field that is never shown is told with what keeps it from that', () => {
  it.each<
    [
      says: string,
      codes: readonly string[],
      fields: readonly FieldSource[],
      laid: FormSource['layout'],
      sentences: readonly string[],
    ]
  >([
    [
      'a condition of its own that contradicts itself',
      ['field-contradicted'],
      [field('a', never)],
      undefined,
      [
        '“甲a”永远不会显示：“甲x 等于 ‘1’”、“甲x 等于 ‘2’”不能同时满足',
        '“Field a” can never be shown: “Field x is ‘1’”, “Field x is ‘2’” are never met together',
      ],
    ],
    [
      'its condition and that of its group',
      ['field-contradicted'],
      [field('a', { all: [is('x', '1'), has('y')] })],
      layout(undefined, is('x', '2')),
      [
        '“甲a”永远不会显示：“甲x 等于 ‘1’”、“甲x 等于 ‘2’”（分组“组”）不能同时满足',
        '“Field a” can never be shown: “Field x is ‘1’”, “Field x is ‘2’” (group “Part”) are never met together',
      ],
    ],
    [
      'its condition and that of its tab',
      ['field-contradicted'],
      [field('a', is('x', '1'))],
      layout(is('x', '2'), has('y')),
      [
        '“甲a”永远不会显示：“甲x 等于 ‘1’”、“甲x 等于 ‘2’”（页签“签”）不能同时满足',
        '“Field a” can never be shown: “Field x is ‘1’”, “Field x is ‘2’” (tab “Tab”) are never met together',
      ],
    ],
    [
      'three conditions, of which any two would do',
      ['field-contradicted'],
      [field('a', { any: [is('x', '1'), is('y', '1')] })],
      layout({ not: is('x', '1') }, { not: is('y', '1') }),
      [
        '“甲a”永远不会显示：“甲x 等于 ‘1’ 或 甲y 等于 ‘1’”、“非（甲x 等于 ‘1’）”（页签“签”）、“非（甲y 等于 ‘1’）”（分组“组”）不能同时满足',
        '',
      ],
    ],
    [
      'waiting for itself',
      ['field-waits-for-itself'],
      [field('a', has('a'))],
      undefined,
      [
        '“甲a”永远不会显示：它要等自己填写之后才显示',
        '“Field a” can never be shown: it waits for itself to be filled in',
      ],
    ],
    [
      'a pair that wait for each other',
      ['field-never-shown'],
      [field('a', has('b')), field('b', has('a'))],
      undefined,
      [
        '“甲a”永远不会显示：它要等“甲b”填写之后才显示，而后者又要等它',
        '“Field a” can never be shown: it waits for “Field b” to be filled in, which waits for it in turn',
        '“甲b”永远不会显示：它要等“甲a”填写之后才显示，而后者又要等它',
        '“Field b” can never be shown: it waits for “Field a” to be filled in, which waits for it in turn',
      ],
    ],
    [
      'waiting through its group',
      ['field-never-shown'],
      [field('a'), field('b', has('a'))],
      layout(undefined, has('b')),
      [
        '“甲a”永远不会显示：它要等“甲b”填写之后才显示，而后者又要等它',
        '“Field a” can never be shown: it waits for “Field b” to be filled in, which waits for it in turn',
        '“甲b”永远不会显示：它要等“甲a”填写之后才显示，而后者又要等它',
        '“Field b” can never be shown: it waits for “Field a” to be filled in, which waits for it in turn',
      ],
    ],
    [
      'three in a circle, and one that waits for them',
      ['field-waits-in-circle', 'field-waits-in-vain'],
      [field('a', has('b')), field('b', has('c')), field('c', has('a')), field('d', has('a'))],
      undefined,
      [
        '“甲a”永远不会显示：它和“甲b”、“甲c”都要等对方填写之后才显示',
        '“Field a” can never be shown: it and “Field b”, “Field c” wait for one another to be filled in',
        '“甲b”永远不会显示：它和“甲c”、“甲a”都要等对方填写之后才显示',
        '“Field b” can never be shown: it and “Field c”, “Field a” wait for one another to be filled in',
        '“甲c”永远不会显示：它和“甲a”、“甲b”都要等对方填写之后才显示',
        '“Field c” can never be shown: it and “Field a”, “Field b” wait for one another to be filled in',
        '“甲d”永远不会显示：它要等“甲a”填写之后才显示，而后者永远不会显示',
        '“Field d” can never be shown: it waits for “Field a” to be filled in, which can never be shown',
      ],
    ],
  ])('%s', (_, codes, fields, laid, sentences) => {
    const issues = said(fields, laid);
    expect([...new Set(issues.map(({ code }) => code))]).toEqual(codes);
    const found = issues.flatMap(({ texts }) => texts);
    expect(found.map((one, at) => (sentences[at] === '' ? '' : one)).toSorted()).toEqual(
      sentences.toSorted(),
    );
  });
});
