import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../metadata/common/json.ts';
import type { Condition } from '../../metadata/condition.ts';
import { behaviourOf, context, f, text } from './sample.suite.ts';

const is = (fact: string, value: string): Condition => ({ fact, operator: 'equal', value });
const given = (fact: string): Condition => ({ fact, operator: 'isNotEmpty' });
const sets = (name: string, state: string, when: Condition) => ({
  ...{ name, label: text(name), capability: 'set-fields', when },
  params: { fields: { state } },
});

const form = behaviourOf({
  fields: [
    f('choice', 'state', {
      options: ['draft', 'sent', 'done'].map((value) => ({ value, label: text(value) })),
    }),
    f('text', 'subject', { required: true }),
    f('text', 'cause', { required: is('state', 'sent') }),
    f('text', 'why', { required: { not: is('state', 'draft') } }),
    f('text', 'proof', { required: is('subject', 'proof') }),
    f('text', 'mail'),
    f('text', 'hint'),
    f('entries', 'lines', {
      required: is('state', 'sent'),
      fields: [
        f('text', 'item'),
        f('text', 'proof', { required: { all: [is('parent.state', 'sent'), is('item', 'dear')] } }),
        f('text', 'note'),
        f('entries', 'parts', { fields: [f('text', 'size', { required: is('parent.state', 'sent') })] }),
      ],
    }),
  ],
  rules: [
    {
      ...{ name: 'reached', when: is('state', 'sent'), check: given('mail') },
      ...{ fields: ['mail'], message: text('no mail') },
    },
    {
      name: 'noted',
      each: 'lines',
      when: is('parent.state', 'sent'),
      check: given('note'),
      fields: ['note'],
      message: text('no note'),
    },
    {
      ...{ name: 'hinted', when: is('state', 'sent'), check: given('hint'), severity: 'warning' as const },
      ...{ fields: ['hint'], message: text('no hint') },
    },
  ],
  actions: [
    sets('submit', 'sent', is('state', 'draft')),
    sets('finish', 'done', { not: is('state', 'done') }),
    sets('drop', 'draft', is('state', 'sent')),
  ],
});

/** What is asked of a record that was not sent, whatever its rows are. */
const asked = { cause: ['submit'], why: ['submit', 'finish'], lines: ['submit'], mail: ['submit'] };

describe('what a record needs before an action', () => {
  it.each<[sentence: string, record: JsonObject, needed: JsonObject]>([
    ['is what the values of those that are offered ask for, and nobody before', { state: 'draft' }, asked],
    ['is nothing that is required already, nor what one is only warned of', { state: 'sent' }, {}],
    ['is nothing of actions that are not offered', { state: 'done' }, {}],
    [
      'stays, once it is there',
      { state: 'draft', cause: 'R', lines: [{ item: 'I' }], mail: 'M' },
      {
        ...asked,
        'lines.note': ['submit'],
      },
    ],
    [
      'is of rows what any of them is asked for',
      {
        state: 'draft',
        lines: [{ item: 'cheap' }, { item: 'dear', parts: [{ size: null }] }],
      },
      {
        ...asked,
        'lines.proof': ['submit'],
        'lines.note': ['submit'],
        'lines.parts.size': ['submit'],
      },
    ],
    [
      'is nothing of rows that do not ask for it',
      { state: 'draft', lines: [{ item: 'cheap' }] },
      {
        ...asked,
        'lines.note': ['submit'],
      },
    ],
  ])('%s', (_, record, needed) => {
    expect(Object.fromEntries(form.needed(record, context))).toEqual(needed);
  });

  it('is what the action is refused for', async () => {
    const record: JsonObject = { state: 'draft', subject: 'S' };
    const needed = form.needed(record, context);
    const then = await form.inspect({ ...record, state: 'sent' }, record, context);
    const marked = [...needed].filter(([, actions]) => actions.includes('submit')).map(([id]) => `/${id}`);
    expect(then.problems.map(({ path }) => path).toSorted()).toEqual(marked.toSorted());
    expect((await form.inspect(record, null, context)).problems).toEqual([]);
  });
});
