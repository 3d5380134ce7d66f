import { expect, it } from 'vitest';
import type { Json } from '../../../metadata/common/json.ts';
import { type Change, changed } from '../../../metadata/model/sample.suite.ts';
import {
  mistakenField,
  mistakenFormula,
  pointersJudged,
  wrongMember,
  wrongMembers,
} from '../../../metadata/model/wrong-members.suite.ts';
import { knownTo } from '../../../rules/behaviour/known-to.ts';
import { Workbench } from './workbench.ts';

function drawnWith(changes: readonly Change[]) {
  const packages = Object.entries(changed(changes)).map(([name, files]) => ({
    name,
    version: '1.0.0',
    own: name === 'shop',
    designed: name === 'shop',
    prefix: name,
    files,
  }));
  return new Workbench({ packages, known: knownTo([]) }).draw({ form: 'order' });
}

it.each(wrongMembers)('the designer tells %s and every mistake below it', (_, member, value) => {
  const { issues } = drawnWith([wrongMember(member, value), mistakenField, mistakenFormula]);
  const pointers = issues.map(({ pointer }) => pointer);
  expect(pointers).toEqual(expect.arrayContaining([...pointersJudged]));
  for (const { message } of issues) expect(`${message.zh} ${message.en}`).not.toMatch(/[{}]|operator-not/);
});

const house: Change = [
  'shop',
  'forms/house.json',
  '',
  {
    name: 'house',
    kind: 'setting',
    label: { zh: '本店', en: 'House' },
    fields: [{ name: 'least', kind: 'money', label: { zh: '最少', en: 'Least' } }],
  },
];
const shown = (condition: Json): Change => ['shop', 'forms/order.json', '/fields/1/visible', condition];
const asks = (fact: string, operator: string, value: Json): Change => shown({ fact, operator, value });

it.each<[says: string, change: Change, codes: readonly string[]]>([
  ['of a setting, what fits', asks('$setting.house.least', 'greaterThan', '5'), []],
  ['of a setting, what does not', asks('$setting.house.least', 'contains', '5'), ['operator-not-fitting']],
  ['of a setting, a field it has not', asks('$setting.house.most', 'equal', '5'), ['unknown-fact']],
  ['of a parameter, what fits', asks('$param.shop_config.limit', 'greaterThan', 5), []],
  [
    'of a parameter, what does not',
    asks('$param.shop_config.limit', 'contains', 'x'),
    ['operator-not-fitting'],
  ],
  [
    'of both, what contradicts itself',
    shown({
      all: [
        { fact: '$param.shop_config.limit', operator: 'greaterThan', value: 5 },
        { fact: '$param.shop_config.limit', operator: 'lessThan', value: 2 },
        { fact: '$setting.house.least', operator: 'isNotEmpty' },
      ],
    }),
    ['condition-never-holds', 'field-contradicted'],
  ],
])('while one designs, conditions ask %s', (_, change, codes) => {
  const { issues } = drawnWith([house, change]);
  const own = issues.filter(({ form, place }) => form === 'order' && place === 'fields/buyer');
  expect(own.map(({ code }) => code)).toEqual(codes);
});

it.each<[says: string, change: Change, place: string]>([
  [
    'a field of rows',
    ['shop', 'forms/order.json', '/fields/3/fields/2/visible', { fact: 'nowhere', operator: 'isEmpty' }],
    'fields/lines.net',
  ],
  [
    'a rule',
    ['shop', 'forms/order.json', '/rules/0/when', { fact: 'net', operator: 'contains', value: 'x' }],
    'rules/netPositive',
  ],
  [
    'a group of a layout that somebody wrote',
    [
      'shop',
      'forms/item.json',
      '/layout/tabs/0/groups/1/visible',
      { fact: 'price', operator: 'contains', value: 'x' },
    ],
    'layout/groups/more',
  ],
  [
    'a tab',
    [
      'shop',
      'forms/item.json',
      '/layout/tabs/0/visible',
      { fact: 'price', operator: 'contains', value: 'x' },
    ],
    'layout/tabs/main',
  ],
  [
    'a field by what another layer says',
    [
      'acme',
      'extensions/order.json',
      '/set/fields~1buyer~1visible',
      { fact: 'total', operator: 'contains', value: 'x' },
    ],
    'fields/buyer',
  ],
])('what is wrong of a condition leads to %s', (_, change, place) => {
  const wrong = drawnWith([change]).issues.filter(({ severity }) => severity === 'error');
  expect(wrong.map((one) => one.place)).toEqual([place]);
});

const flawedFormulas = [
  ...['len(name)', 'number *', 'foo(', '', 'sum(number)', 'round()', 'if(1, 2, 3)', "'a' * 2"],
  ...['nowhere', 'any(number, number)', 'switch(number)', '1 & sum(lines.nowhere)'],
];
const field = (content: { readonly [name: string]: Json }): Change => [
  'shop',
  'forms/order.json',
  '/fields/4',
  { name: 'tried', label: { zh: '试', en: 'Tried' }, ...content },
];

it.each(flawedFormulas)('a formula with a mistake is told beside others: %s', (formula) => {
  for (const content of [
    { kind: 'formula', formula },
    { kind: 'text', default: { formula } },
  ]) {
    const { issues } = drawnWith([field(content), mistakenField]);
    expect(issues.map(({ place }) => place)).toEqual(
      expect.arrayContaining(['fields/buyer', 'fields/tried']),
    );
  }
});
