import { expect, it } from 'vitest';
import type { FormModel } from '../../model/form-model.ts';
import { editors } from '../work/property-editors.ts';
import { conditionQuestion } from './condition-question.ts';

const label = { zh: '加急原因', en: 'Reason' };
const form = {
  label,
  fields: [{ path: 'reason', label }],
  layout: { tabs: [{ name: 'reason', label, groups: [{ name: 'reason', label }] }] },
  rules: [],
  unique: [],
  actions: [],
  blocks: [{ name: 'reason', label }],
  views: [],
} as unknown as FormModel;
const places = { field: 'fields', tab: 'layout/tabs', group: 'layout/groups', block: 'blocks' } as const;

const conditional = Object.entries(places).flatMap(([thing, place]) =>
  Object.entries(editors[thing as keyof typeof places]).flatMap(([property, [, editor]]) =>
    (editor as string) === 'conditional' ? [[property, `${place}/reason`] as const] : [],
  ),
);

it.each(conditional)(
  'the condition %s of %s is asked for as a question that names the thing',
  (property, place) => {
    const { title } = conditionQuestion({ form, place, label: property, state: { property } });
    expect(title).toMatch(/^“加急原因”.+？$/u);
  },
);

it.each(['required', 'visible', 'readonly', 'folded', 'optionsFilter'])(
  'of %s it is said what holds without a condition',
  (property) => {
    const asked = { form, place: 'fields/reason', label: property, state: { property } };
    expect(conditionQuestion(asked).empty).toMatch(/^没有条件时，“加急原因”/u);
  },
);

it('what is called nothing is asked of by its property', () => {
  const asked = { form, place: 'fields/other', label: '必填', state: { property: 'required' } };
  expect(conditionQuestion(asked)).toEqual({ title: '必填' });
});
