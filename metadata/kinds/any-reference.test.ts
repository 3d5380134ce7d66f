import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../common/json.ts';
import { compile } from '../model/compile.ts';
import { changed, sourcesOf } from '../model/sample.suite.ts';

const label = (en: string) => ({ zh: `${en}（中文）`, en });
const field = (name: string, kind: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind,
  label: label(name),
  ...more,
});
const any = (more: JsonObject = {}) => field('basis', 'any-reference', { forms: ['item', 'order'], ...more });
const options: Json = ['item', 'order'].map((value) => ({ value, label: label(value) }));

/** The sample's orders with further fields. */
function orders(...fields: readonly JsonObject[]) {
  const added = fields.map((one, at) => ['shop', 'forms/order.json', `/fields/${4 + at}`, one] as const);
  return compile(sourcesOf(changed(added)));
}

describe('a reference to one of several forms', () => {
  it.each<readonly [what: string, fields: readonly JsonObject[], issues: readonly string[]]>([
    ['as it should be', [any()], []],
    ['a choice of all forms', [any({ formField: 'what' }), field('what', 'choice', { options })], []],
    ['any form of the model', [any({ formField: 'what' }), field('what', 'form')], []],
    ['a form that is not there', [any({ forms: ['item', 'nothing'] })], ['/fields/4/forms/1 unknown-form']],
    [
      'a choosing field that is not there',
      [any({ formField: 'what' })],
      ['/fields/4/formField unknown-field'],
    ],
    ['one that is no choice', [any({ formField: 'buyer' })], ['/fields/4/formField form-field-unfit']],
    [
      'one that lacks a form',
      [
        any({ formField: 'what' }),
        field('what', 'choice', { options: [{ value: 'item', label: label('Item') }] }),
      ],
      ['/fields/4/formField form-field-lacks'],
    ],
    [
      'a limit of what can be picked',
      [any({ optionsFilter: { fact: 'number', operator: 'isNotEmpty' } })],
      ['/fields/4/optionsFilter filter-of-several'],
    ],
    [
      'a carried field that one form lacks',
      [any(), field('what', 'carry', { from: 'basis', field: 'price' })],
      ['/fields/5/field shared-lacks'],
    ],
    [
      'a carried field that is not alike',
      [any(), field('what', 'carry', { from: 'basis', field: 'number' })],
      ['/fields/5/field shared-differs'],
    ],
    [
      'a field filled in that one form lacks',
      [any(), field('what', 'text', { carry: { from: 'basis', field: 'name' } })],
      ['/fields/5/carry/field shared-lacks'],
    ],
    [
      'a formula that gives one, of whichever form',
      [any(), field('what', 'formula', { formula: 'basis' })],
      ['/fields/5/formula formula-result'],
    ],
    [
      'a formula that it begins with',
      [any(), any({ name: 'what', default: { formula: 'basis' } })],
      ['/fields/5/default/formula formula-default'],
    ],
  ])('is said with %s', (_, fields, issues) => {
    const errors = orders(...fields).issues.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(issues);
  });

  it.each<readonly [value: Json, outcome: Json]>([
    ['item/A', { form: 'item', number: 'A' }],
    ['item/A/1', { form: 'item', number: 'A/1' }],
    ['Item/A', { form: 'item', number: 'A' }],
    [
      { form: 'order', id: '01A1F807-e22b-76be-803c-9001ffac1fe0' },
      'order/01a1f807-e22b-76be-803c-9001ffac1fe0',
    ],
    ['order/01a1f807-e22b-76be-803c-9001ffac1fe0', 'order/01a1f807-e22b-76be-803c-9001ffac1fe0'],
    ['A', 'not-any-reference'],
    ['item/', 'not-any-reference'],
    [7, 'not-any-reference'],
    [{ number: 'A' }, 'not-any-reference'],
    ['unit/A', 'not-of-these-forms'],
    [{ form: 'unit', number: 'A' }, 'not-of-these-forms'],
    [{ form: 'item' }, 'not-reference'],
    [{ form: 'item', id: 'A' }, 'not-id'],
  ])('reads %j as %j', (value, outcome) => {
    const basis = orders(any()).model?.formsById.get('order')?.byId.get('basis') ?? expect.fail();
    const read = basis.kind.read(value, basis);
    expect(read.ok ? read.value : read.problems[0]?.code).toEqual(outcome);
  });

  it.each<JsonObject>([
    { formula: 'sum(parts.basis.price)' },
    { compute: { op: 'sum', of: ['parts.basis.price'] } },
  ])('gives away in rows what each form says of it: %j', (made) => {
    const kind = 'formula' in made ? 'formula' : 'computed';
    const parts = field('parts', 'entries', { fields: [any({ forms: ['item'] })] });
    const { model } = orders(parts, field('worth', kind, made));
    expect(model?.formsById.get('order')?.byId.get('worth')?.through).toEqual([
      { from: null, form: 'item', platform: false, field: 'price' },
    ]);
  });

  it('follows what its forms are called', () => {
    const basis = orders(any()).model?.formsById.get('order')?.byId.get('basis');
    expect(basis?.targets).toMatchObject([
      { id: 'item', name: 'item', label: label('Item') },
      { id: 'order', name: 'order', label: label('Order') },
    ]);
  });
});
