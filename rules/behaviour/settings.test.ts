import { describe, expect, it } from 'vitest';
import type { Condition } from '../../metadata/condition.ts';
import type { FormSource } from '../../metadata/source.ts';
import { behaviour } from './behaviour.ts';
import { checkBehaviour } from './check-behaviour.ts';
import { behaviourOf, category, checks, context, f, formOf, modelOf, text } from './sample.suite.ts';

const setting: FormSource = {
  name: 'delivery',
  kind: 'setting',
  label: text('交付设置'),
  fields: [
    f('boolean', 'strict'),
    f('decimal', 'bound'),
    f('reference', 'category', { form: 'category' }),
    f('entries', 'lines', { fields: [f('text', 'item')] }),
  ],
};
const strict: Condition = { fact: '$setting.delivery.strict', operator: 'equal', value: true };

describe('what a setting of the organisation says', () => {
  const order = behaviourOf(
    {
      fields: [f('text', 'mail', { required: strict }), f('decimal', 'total')],
      rules: [
        {
          name: 'limit',
          when: { fact: '$setting.delivery.bound', operator: 'isNotEmpty' },
          check: { fact: 'total', operator: 'lessThanOrEqual', value: { fact: '$setting.delivery.bound' } },
          fields: ['total'],
          message: text('超过限额'),
        },
      ],
    },
    setting,
  );
  const saying = (values?: object) => ({
    ...context,
    call: { ...context.call, ...(values ? { settings: new Map([['delivery', { ...values }]]) } : {}) },
  });

  it.each([
    ['is asked', { strict: true }, {}, ['/mail required']],
    ['and may be fulfilled', { strict: true }, { mail: 'a@b.cn' }, []],
    ['or be lax', { strict: false }, {}, []],
    ['or nothing', undefined, {}, []],
    ['is compared with', { bound: '10' }, { total: '11' }, ['/total check-failed']],
    ['up to its bound', { bound: '10' }, { total: '10' }, []],
  ])('%s', async (_says, values, record, expected) => {
    const asked = saying(values);
    const { problems } = await order.inspect(record, null, asked);
    expect(problems.map(({ path, code }) => `${path} ${code}`)).toEqual(expected);
    expect(order.inspectNow(record, null, asked).problems).toEqual(problems);
  });

  it('is gathered only for those who ask', () => {
    expect([...order.settings]).toEqual(['delivery']);
    expect([...behaviourOf({ fields: [f('text', 'mail')] }).settings]).toEqual([]);
  });
});

describe('a condition', () => {
  const fields = [f('text', 'mail')];
  it.each([
    ['of a form that is no setting', '$setting.category.name'],
    ['of a form that is not there', '$setting.nothing.x'],
    ['of a field that is not there', '$setting.delivery.colour'],
    ['of something deeper', '$setting.delivery.category.name'],
    ['of rows', '$setting.delivery.lines.item'],
    ['of no field', '$setting.delivery'],
  ])('%s is no part of a model', (_says, fact) => {
    const check: Condition = { fact, operator: 'isNotEmpty' };
    const rules = [{ name: 'r', check, fields: [], message: text('x') }];
    const order: FormSource = {
      name: 'order',
      kind: 'document',
      sharing: 'everybody',
      label: text('单'),
      fields,
      rules,
    };
    expect(() => modelOf(order, setting, category)).toThrow('unknown-fact');
  });

  it('asks no setting for a reference, whose record is not at hand', () => {
    const check: Condition = { fact: '$setting.delivery.category', operator: 'isNotEmpty' };
    const rules = [{ name: 'r', check, fields: [], message: text('x') }];
    const order: FormSource = {
      name: 'order',
      kind: 'document',
      sharing: 'everybody',
      label: text('单'),
      fields,
      rules,
    };
    const model = modelOf(order, setting, category);
    const issues = checkBehaviour(formOf(model, 'order'), {
      target: (id) => model.formsById.get(id),
      checks,
    });
    expect(issues.map(({ code }) => code)).toEqual(['unknown-fact']);
  });

  it('that a record keeps asks no settings', async () => {
    const form = behaviourOf({ fields: [f('condition', 'when', { facts: 'category' })] }, setting);
    const { problems } = await form.inspect({ when: { ...strict } }, null, context);
    expect(problems).toMatchObject([{ path: '/when/fact', code: 'unknown-fact' }]);
  });
});

describe('a page that knows a part of the model', () => {
  const form = modelOf(
    {
      name: 'order',
      kind: 'document',
      sharing: 'everybody',
      label: text('单'),
      fields: [
        f('text', 'mail', { required: strict, visible: { not: strict } }),
        f('text', 'name', { readonly: strict }),
      ],
      rules: [
        {
          name: 'when',
          when: strict,
          check: { any: [strict, strict] },
          fields: ['mail'],
          message: text('x'),
        },
        {
          name: 'known',
          check: { fact: 'name', operator: 'isNotEmpty' },
          fields: ['name'],
          message: text('x'),
        },
      ],
      unique: [{ name: 'mail', fields: ['mail'], where: { fact: 'name', operator: 'isNotEmpty' } }],
      actions: [{ name: 'send', label: text('x'), capability: 'set-fields', when: strict }],
    },
    setting,
    category,
  );

  it('leaves to the server what asks for the rest', () => {
    const order = behaviour(formOf(form, 'order'), { target: () => undefined, checks }, 'part');
    const found = order.inspectNow({}, null, context).problems.map(({ path, code }) => `${path} ${code}`);
    expect(found).toEqual(['/name check-failed']);
    expect(order.fieldState({ field: 'mail' }, {}, context)).toEqual({
      visible: true,
      required: false,
      readonly: false,
    });
    expect([...order.actions({}, context)]).toEqual(['send']);
  });

  it('is no server', () => {
    expect(() => behaviour(formOf(form, 'order'), { target: () => undefined, checks })).toThrow(
      'unknown-fact',
    );
  });
});
