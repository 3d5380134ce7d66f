import { describe, expect, it } from 'vitest';
import { standardModel } from '../../workshop/standard-model.ts';
import type { JsonSchema } from '../common/json.ts';
import { type DescribedField, describedField, formModel } from '../contract/forms/form-model.ts';
import { kinds } from '../kinds/index.ts';
import { compile } from '../model/compile.ts';
import { changed, sourcesOf } from '../model/sample.suite.ts';
import { describeForm } from './describe-form.ts';

const model = await standardModel();
const everything = { seen: () => true, writable: () => true };
const membersOf = ({ properties }: JsonSchema) => Object.keys(properties as object);
const ofForm = new Set(membersOf(formModel));
const ofField = new Set(membersOf(describedField));

function* fieldsWithin(fields: readonly DescribedField[] = []): Generator<DescribedField> {
  for (const field of fields) {
    yield field;
    yield* fieldsWithin(field.fields);
    yield* fieldsWithin(field.dropped);
    yield* fieldsWithin(field.inner && [field.inner]);
  }
}

describe('what is described of a form', () => {
  it('is named by its shape, and of a field by that or by its kind', () => {
    const strange = new Set<string>();
    for (const form of model.forms.values()) {
      const described = describeForm(form, model, everything);
      for (const name of Object.keys(described)) if (!ofForm.has(name)) strange.add(`${form.id}: ${name}`);
      for (const field of fieldsWithin([...described.fields, ...described.dropped])) {
        const ofKind = kinds.get(field.kind)?.properties ?? {};
        for (const name of Object.keys(field))
          if (!ofField.has(name) && !Object.hasOwn(ofKind, name)) strange.add(`${field.kind}: ${name}`);
      }
    }
    expect([...strange]).toEqual([]);
  });

  it('tells where blocks stand among the fields that its reader sees', () => {
    const said = changed([['shop', 'forms/item.json', '/blocks/0/before', 'number']]);
    const { model: own } = compile(sourcesOf(said));
    const form = own?.formsById.get('item');
    if (!own || !form) throw new Error('the sample does not compile');
    const blocks = (...unseen: readonly string[]) =>
      describeForm(form, own, { ...everything, seen: ({ id }) => !unseen.includes(id) }).blocks.map(
        ({ name, group, before }) => [name, group, before ?? null],
      );
    expect(blocks()).toEqual([['hint', 'what', 'number']]);
    expect(blocks('number')).toEqual([['hint', 'what', 'name']]);
    // About fields that he does not see nothing is said.
    expect(blocks('name', 'number')).toEqual([]);
    const besides = changed([['shop', 'forms/item.json', '/blocks/0/group', 'more']]);
    const { model: other } = compile(sourcesOf(besides));
    const elsewhere = other?.formsById.get('item');
    if (!other || !elsewhere) throw new Error('the sample does not compile');
    const seen = ({ id }: { readonly id: string }) => id !== 'name' && id !== 'number';
    expect(describeForm(elsewhere, other, { ...everything, seen }).blocks).toMatchObject([{ name: 'hint' }]);
  });

  it('tells what values are called that are codes, by messages without params', () => {
    const said = changed([
      ['shop', 'forms/item.json', '/fields/1/titledBy', 'shop.'],
      ['shop', 'messages/texts.json', '/shop.many', { zh: '{n} 个', en: '{n} of them' }],
    ]);
    const { model: own, issues } = compile(sourcesOf(said));
    const form = own?.formsById.get('item');
    if (!own || !form) throw new Error(JSON.stringify(issues));
    const titled = describeForm(form, own, everything).fields.filter(({ titles }) => titles);
    const hello = own.messages.get('shop.hello');
    expect(titled.map(({ id, titles }) => [id, titles])).toEqual([
      ['name', [{ value: 'hello', label: hello }]],
    ]);
  });
});
