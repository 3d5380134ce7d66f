import type { Field, Shape } from '../../metadata/field.ts';
import { kinds } from '../../metadata/kinds/index.ts';

const value = { zh: '选项', en: 'Option' };

/** An option as conditions see it: one field `value`, which is one of the options. */
export function optionShape(field: Field): Shape {
  const kind = kinds.get('choice');
  if (!kind) throw new Error('there is no kind choice');
  const { default: _default, optionsFilter: _filter, ...rest } = field;
  const option: Field = { ...rest, id: 'value', name: 'value', path: 'value', label: value, kind, props: {} };
  const named = new Map([['value', option]]);
  return { fields: [option], byId: named, byName: named, entries: [] };
}
