import { expect, it } from 'vitest';
import type { JsonObject } from '../common/json.ts';
import { boardStart } from './board-start.ts';
import { thingForm } from './thing-form.suite.ts';

const label = (text: string) => ({ zh: text, en: text });
const choice = (name: string, options: number, text = name, more: JsonObject = {}) => ({
  name,
  kind: 'choice',
  label: label(text),
  options: Array.from({ length: options }, (_, at) => ({ value: `o${at}`, label: label(`o${at}`) })),
  ...more,
});
const flag = (name: string) => ({ name, kind: 'boolean', label: label(name) });
const sets = (name: string, field: string, asked?: string) => ({
  name,
  label: label(name),
  capability: 'set-fields',
  params: { fields: { [field]: 'o1' } },
  ...(asked !== undefined && { when: { fact: asked, operator: 'equal', value: 'o0' } }),
});

it.each<[says: string, field: string | undefined, fields: readonly JsonObject[], more?: JsonObject]>([
  [
    'the choice that an action sets, however it is called',
    'b',
    [choice('status', 4), choice('b', 2)],
    {
      actions: [sets('go', 'b')],
    },
  ],
  [
    'the one that more actions set',
    'b',
    [choice('a', 4), choice('b', 2)],
    {
      actions: [sets('go', 'b'), sets('back', 'b'), sets('other', 'a')],
    },
  ],
  [
    'of those that are set alike the one that actions ask',
    'b',
    [choice('a', 4), choice('b', 4)],
    {
      actions: [sets('go', 'a', 'b'), sets('back', 'b')],
    },
  ],
  [
    'the one that a lock asks',
    'b',
    [choice('a', 4), choice('b', 4)],
    {
      locks: [{ action: 'change', when: { fact: 'b', operator: 'equal', value: 'o1' }, message: label('x') }],
    },
  ],
  ['what is called a stage', 'b', [choice('a', 4), choice('b', 12, '跟进阶段')]],
  ['what is named a status', 'orderStatus', [choice('a', 4), choice('orderStatus', 2, '情况')]],
  [
    'of others the one with options to look at side by side',
    'c',
    [choice('a', 2), choice('b', 20), choice('c', 5)],
  ],
  ['a choice before a switch', 'b', [flag('a'), choice('b', 2)]],
  ['the first where nothing tells them apart', 'a', [choice('a', 4), choice('b', 4)]],
  ['no field that is hidden', 'a', [choice('a', 4), choice('status', 4, 'Status', { hidden: true })]],
  ['none where there is none', undefined, []],
])('a board begins with %s', (_, field, fields, more) => {
  expect(boardStart(thingForm(fields, more))?.id).toBe(field);
});
