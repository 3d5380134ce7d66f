import { describe, expect, it } from 'vitest';
import type { Json } from '../common/json.ts';
import { explain } from '../model/explain.ts';
import { saidIn } from '../model/said-in.ts';
import { changed } from '../model/sample.suite.ts';
import { label, Work } from './design.suite.ts';
import type { DesignStep } from './steps/design-step.ts';
import { conflict } from './touches.ts';

/** Options of which one is called as if it were something inside of another. */
const values = ['a', 'a/b', 'a/label', 'c/', 'd'];
const options = values.map((value) => ({ value, label: label(value) }));
const packages = changed([
  ['shop', 'forms/item.json', '/fields/4/options', options],
  ['shop', 'params/shop.json', '/params/2/value/options', options],
  ['acme', 'extensions/item.json', '/set/fields~1colour~1options', undefined],
  ['acme', 'extensions/item.json', '/set/fields~1colour~1options~1r~1label', undefined],
]);
const sides: readonly (readonly [whose: string, layer: string])[] = [
  ['others', 'local'],
  ['one’s own', 'shop'],
];
const places = [
  ['a field', 'item', 'fields/colour'],
  ['a parameter', '', 'params/shop_config/format'],
] as const;

function optionsOf(work: Work, form: string) {
  const found =
    form === ''
      ? work
          .compiled()
          .model?.params.get('shop_config')
          ?.params.find(({ key }) => key === 'format')?.field
      : work.form(form).byId.get('colour');
  return found?.options ?? [];
}

const cases = sides.flatMap(([whose, layer]) =>
  places.flatMap(([what, form, at]) =>
    ['a/b', 'a/label', 'c/'].map((value) => [value, what, whose, { layer, form, at }] as const),
  ),
);

describe.each(cases)('option %s of %s of %s', (value, _what, _whose, { layer, form, at }) => {
  const place = `${at}/options/${value}`;
  // A layer that says nothing is no package yet.
  const begun = () => new Work(layer, packages).take({ do: 'hide', form: 'item', place: 'fields/price' });
  const option = (work: Work) => optionsOf(work, form).find((one) => one.value === value);
  const others = (work: Work) => optionsOf(work, form).filter((one) => one.value !== value);

  it('is called otherwise, and no other is', () => {
    const work = begun().take({ do: 'set', form, target: `${place}/label`, value: label('other') });
    expect(work.wrong()).toEqual([]);
    expect(option(work)?.label).toEqual(label('other'));
    expect(others(work)).toEqual(others(begun()));
  });

  it('moves before another, and first before it', () => {
    const moved = begun().take({ do: 'place', form, place, before: 'a' });
    expect(optionsOf(moved, form)[0]?.value).toBe(value);
    const first = begun().take({ do: 'place', form, place: `${at}/options/d`, before: value });
    const now = optionsOf(first, form).map((one) => one.value);
    expect(now.indexOf('d')).toBe(now.indexOf(value) - 1);
    expect([...moved.wrong(), ...first.wrong()]).toEqual([]);
  });

  it('is hidden and shown again', () => {
    const hidden = begun().take(
      form === '' ? { do: 'set', form, target: `${place}/hidden`, value: true } : { do: 'hide', form, place },
    );
    expect([option(hidden)?.hidden, hidden.wrong()]).toEqual([true, []]);
    const shown = hidden.take({ do: 'bring-back', form, place });
    expect(option(shown)?.hidden ?? false).toBe(false);
  });

  it('may be added by a layer, and go again', () => {
    const added = { do: 'add-option', form, field: at.replace(/^fields\//, '') } as const;
    const name = `${value}/${value}`;
    const work = begun().take({ ...added, content: { value: name, label: label('new') } });
    expect([work.wrong(), optionsOf(work, form).map((one) => one.value)]).toEqual([[], [...values, name]]);
    work.take({ do: 'set', form, target: `${at}/options/${name}/label`, value: label('newer') });
    expect(optionsOf(work, form).at(-1)?.label).toEqual(label('newer'));
    work.take({ do: 'remove', form, place: `${at}/options/${name}` });
    expect(optionsOf(work, form)).toEqual(optionsOf(begun(), form));
  });

  it('is told by who said it', () => {
    const work = begun().take({ do: 'set', form, target: `${place}/label`, value: label('other') });
    const said = saidIn(work.files, { form, place }).said;
    expect(said.get('label')).toEqual(label('other'));
    const layers = work.compiled().layers;
    if (form !== '' && layers)
      expect(explain(layers, `forms/${form}/${place}/label`)?.said.at(-1)).toEqual({
        package: layer,
        value: label('other'),
      });
  });
});

describe('options of which one is called as if it were in the other', () => {
  const remove: DesignStep = { do: 'remove', form: 'item', place: 'fields/colour/options/a' };
  const set = (value: string): DesignStep => ({
    do: 'set',
    form: 'item',
    target: `fields/colour/options/${value}/label`,
    value: null,
  });

  it('are decided apart by two people', () => {
    expect(conflict(remove, set('a'))).toBe('local/forms/item/fields/colour/options/a/label');
    expect(conflict(remove, set('a/b'))).toBeUndefined();
    expect(conflict(set('a'), set('a/label'))).toBeUndefined();
    const added = { value: 'a/b', label: label('x') };
    const add: DesignStep = { do: 'add-option', form: 'item', field: 'colour', content: added };
    expect(conflict(add, set('a/b'))).toBe('local/forms/item/fields/colour/options/a/b/label');
    expect(conflict(add, remove)).toBeUndefined();
  });

  it('go one by one', () => {
    const said: Json = label('said');
    const own = new Work('local', packages).take(
      { do: 'add-option', form: 'item', field: 'colour', content: { value: 'n', label: label('n') } },
      { do: 'add-option', form: 'item', field: 'colour', content: { value: 'n/m', label: label('m') } },
      { do: 'set', form: 'item', target: 'fields/colour/options/a/b/label', value: said },
      { do: 'set', form: 'item', target: 'fields/colour/roles/x/y', value: 'read' },
    );
    own.take({ do: 'remove', form: 'item', place: 'fields/colour/options/n' });
    expect(own.wrong()).toEqual([]);
    expect(optionsOf(own, 'item').map(({ value }) => value)).toEqual([...values, 'n/m']);
    expect(optionsOf(own, 'item')[1]?.label).toEqual(said);
    expect(own.form('item').byId.get('colour')?.roles).toEqual({ 'x/y': 'read' });
  });
});
