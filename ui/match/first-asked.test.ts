import { expect, it } from 'vitest';
import type { JsonObject } from '../../metadata/common/json.ts';
import { describeForm } from '../../metadata/describe/describe-form.ts';
import { knownWith } from '../../metadata/domain.ts';
import { compile } from '../../metadata/model/compile.ts';
import { type Packages, sourcesOf } from '../../metadata/model/sample.suite.ts';
import { reviveForm } from '../model/form-model.ts';
import { firstAsked } from './first-asked.ts';
import { firstQuestion } from './match-question.ts';

const label = { zh: '甲', en: 'A' };
const options = ['x', 'y'].map((value) => ({ value, label }));
const number = { name: 'number', kind: 'text', label, required: true };
const choice = (name: string, more: JsonObject = {}) => ({ name, kind: 'choice', label, options, ...more });

const cases: readonly (readonly [what: string, asked: readonly JsonObject[]])[] = [
  ['nothing is asked', []],
  [
    'the first option of a question that must be answered',
    [{ field: 'sign', question: 'sign', required: true }],
  ],
  ['of a field with several values', [{ field: 'signs', question: 'signs', required: true }]],
  ['nothing that may be left open', [{ field: 'sign', question: 'sign' }]],
  ['nothing without options', [{ field: 'free', question: 'free', required: true }]],
];

it.each(cases)('rules are asked, as on their own page: %s', (_, asked) => {
  const rule = {
    name: 'rule',
    kind: 'master',
    label,
    sharing: 'everybody',
    match: { facts: 'paper', condition: 'when', ...(asked.length > 0 && { for: asked }) },
    fields: [
      number,
      { name: 'when', kind: 'condition', label, facts: 'paper' },
      choice('sign'),
      { ...choice('signs'), kind: 'choices' },
      { name: 'free', kind: 'text', label },
    ],
  };
  const paper = {
    name: 'paper',
    kind: 'master',
    label,
    sharing: 'everybody',
    fields: [number, choice('own')],
  };
  const of = (name: string, more: JsonObject = {}) => ({
    'package.json': { name, version: '1.0.0', ...more, guiju: { prefix: name.slice(0, 2), label } },
  });
  const packages = {
    platform: of('platform'),
    rules: {
      ...of('rules', { peerDependencies: { platform: '*' } }),
      'forms/paper.json': paper,
      'forms/rule.json': rule,
    },
  };
  const { model, issues } = compile(sourcesOf(packages as unknown as Packages), { known: knownWith([], []) });
  const form = model?.formsById.get('rule') ?? expect.fail(JSON.stringify(issues));
  const described = describeForm(form, model ?? expect.fail(), { seen: () => true, writable: () => true });
  const whole = { ...described, parameters: {}, can: [] } as never;
  expect(firstAsked(whole)).toEqual(firstQuestion(reviveForm(whole)).ask);
});
