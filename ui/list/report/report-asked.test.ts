import { expect, it } from 'vitest';
import { formOfFields, plainField, reviveForm } from '../../model/form-model.ts';
import { readMade } from './report-asked.ts';

const fields = ['state text', 'pieces integer'].map((one) => {
  const [name = '', kind = ''] = one.split(' ');
  return { ...plainField, id: name, name, path: name, kind, label: { zh: name, en: name } };
});
const form = reviveForm(formOfFields({ zh: '单据', en: 'Bill' }, fields));
const values = [{ of: 'sum', field: 'pieces' }];

it.each([
  ['what the form has', { groups: [{ field: 'state' }], values }, true],
  ['nothing to group by', { groups: [], values }, true],
  ['a field that is none', { groups: [{ field: 'gone' }], values }, false],
  ['a number in place of a field', { groups: [{ field: 5 }], values }, false],
  ['a group that is no object', { groups: ['state'], values }, false],
  ['columns that are no object', { groups: [], across: 5, values }, false],
  ['columns of a number', { groups: [], across: { field: 5 }, values }, false],
  ['a value of a number', { groups: [], values: [{ of: 'sum', field: 5 }] }, false],
  ['no values', { groups: [], values: [] }, false],
  ['a list', [], false],
])('an address that asks %s is read or passed over', (_, asked, isRead) => {
  expect(readMade(JSON.stringify(asked), form) !== null).toBe(isRead);
});
