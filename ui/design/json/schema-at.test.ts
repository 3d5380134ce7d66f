import { expect, it } from 'vitest';
import type { Json } from '../../../metadata/common/json.ts';
import { kinds } from '../../../metadata/kinds/index.ts';
import { knownTo } from '../../../rules/behaviour/known-to.ts';
import { memberOffers, schemaOfFile, schemasAt, valueOffers } from './schema-at.ts';

const at = (path: string, pointer: readonly string[], document: Json) =>
  schemasAt(schemaOfFile(path), pointer, document);
const members = (path: string, pointer: readonly string[], document: Json, taken: readonly string[] = []) =>
  memberOffers(at(path, pointer, document), new Set(taken)).map(({ text }) => text);
const values = (path: string, pointer: readonly string[], document: Json) =>
  valueOffers(at(path, pointer, document), knownTo([])).map(({ text }) => text);

it('a form is offered what a form may say, and nothing it says already', () => {
  expect(members('forms/a.json', [], {})).toEqual(
    expect.arrayContaining(['name', 'fields', 'rules', 'list']),
  );
  expect(members('forms/a.json', [], {}, ['fields'])).not.toContain('fields');
});

it.each([...kinds.values()])(
  'a field of the kind $name is offered what its kind is told',
  ({ name, properties }) => {
    const document = { fields: [{ kind: name }] };
    const offered = members('forms/a.json', ['fields', '0'], document);
    expect(offered).toEqual(expect.arrayContaining(['label', 'required', ...Object.keys(properties)]));
    const others = [...kinds.values()].flatMap((kind) => Object.keys(kind.properties));
    const foreign = others.filter(
      (one) => !(one in properties) && one !== 'carry' && one !== 'optionsFilter',
    );
    expect(offered.filter((one) => foreign.includes(one) && one !== 'fields')).toEqual([]);
  },
);

it('what has a kind is offered all kinds', () => {
  const document = { extends: 'item', fields: [{ kind: 'nothing' }] };
  expect(values('extensions/a.json', ['fields', '0', 'kind'], document)).toHaveLength(kinds.size);
});

it.each([
  ['actions of a form', 'forms/a.json', ['actions', '0', 'capability'], '"set-fields"'],
  ['checks of whole records', 'forms/a.json', ['checks', '0', 'run'], '"host-can-be-called"'],
  ['folders of the menu', 'package.json', ['guiju', 'menu', '0', 'icon'], '"goods"'],
  ['targets of an extension', 'extensions/a.json', ['set', 'fields/rate/hidden'], 'true'],
  [
    'operators of a condition, however deep',
    'forms/a.json',
    ['rules', '0', 'check', 'all', '0', 'operator'],
    '"equal"',
  ],
  ['what is either', 'forms/a.json', ['fields', '0', 'required', 'any', '0', 'over'], '"sum"'],
])('values are offered of %s', (_, path, pointer, value) => {
  const document = { fields: [{ kind: 'text', required: { any: [{}] } }], rules: [{ check: { all: [{}] } }] };
  expect(values(path, pointer, document)).toContain(value);
});

it('a file of no folder that is known is offered nothing', () => {
  expect(members('other/a.json', [], {})).toEqual([]);
});
