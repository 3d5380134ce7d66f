import { describe, expect, it } from 'vitest';
import type { Json } from '../common/json.ts';
import { knownWith } from '../domain.ts';
import { compile } from './compile.ts';
import { type Change, changed, sample, sourcesOf } from './sample.suite.ts';

const said = (changes: readonly Change[]) =>
  compile(sourcesOf(changed(changes)), { known: knownWith([], []) }).issues.map(
    ({ package: pack, file, pointer, code }) => `${pack} ${file}#${pointer} ${code}`,
  );
const print = (pointer: string, value: Json | undefined): Change => [
  'shop',
  'prints/order.json',
  pointer,
  value,
];
const inPrint = (issue: string) => `shop prints/order.json#${issue}`;
const template = sample['shop']?.['prints/order.json'] as Json;

type Row = readonly [says: string, changes: readonly Change[], issues: readonly string[]];

const rows: readonly Row[] = [
  ['a template of a form that is there', [], []],
  ['of none that is not', [print('/form', 'ordre')], [inPrint('/form unknown-form')]],
  ['with a name for addresses', [print('/name', 'My Order')], [inPrint('/name form-name')]],
  ['on a paper that is known', [print('/paper/size', 'A3')], [inPrint('/paper/size schema-enum')]],
  [
    'a label as large as somebody says',
    [print('/paper', { size: 'label', width: 50 })],
    [inPrint('/paper schema-required')],
  ],
  ['a sheet as large as it is', [print('/paper/width', 100)], [inPrint('/paper/width schema-unknown')]],
  [
    'of blocks that there are',
    [print('/blocks/0/block', 'script')],
    [inPrint('/blocks/0/block unknown-block')],
  ],
  [
    'which have no property but their own',
    [print('/blocks/0/onclick', 'x()')],
    [inPrint('/blocks/0/onclick schema-unknown')],
  ],
  [
    'also far inside',
    [print('/blocks/3/columns/1/blocks/0/blocks/0', { block: 'frame' })],
    [inPrint('/blocks/3/columns/1/blocks/0/blocks/0/block unknown-block')],
  ],
  [
    'an image block has a picture',
    [print('/blocks/0', { block: 'image', width: 30 })],
    [inPrint('/blocks/0 print-image-or-field')],
  ],
  [
    'which is more than the white point that new blocks had',
    [
      print('/blocks/0', {
        block: 'image',
        width: 30,
        image:
          'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4//8/AAX+Av4N70a4AAAAAElFTkSuQmCC',
      }),
    ],
    [inPrint('/blocks/0 print-image-blank')],
  ],
  [
    'of a field that holds pictures',
    [print('/blocks/0', { block: 'image', width: 30, field: 'buyer' })],
    [inPrint('/blocks/0/field field-unfit')],
  ],
  [
    'that is there',
    [print('/blocks/0', { block: 'image', width: 30, field: 'lines.photo' })],
    [inPrint('/blocks/0/field field-unfit')],
  ],
  [
    'variables name fields',
    [print('/blocks/0/text/en', 'Order [&nubmer&]')],
    [inPrint('/blocks/0/text/en template-unknown')],
  ],
  [
    'what is computed for the page, and who prints it',
    [print('/blocks/0/text', '[&inWords&] [&$today&]')],
    [],
  ],
  [
    'by ids, as labels change',
    [print('/blocks/0/text', '[&total（中文）&]')],
    [inPrint('/blocks/0/text field-by-name')],
  ],
  ['but no rows', [print('/blocks/0/text', '[&lines.net&]')], [inPrint('/blocks/0/text template-list')]],
  [
    'nor what is further on than a name',
    [print('/blocks/0/text', '[&buyer.street&]')],
    [inPrint('/blocks/0/text template-unknown')],
  ],
  ['are closed', [print('/blocks/0/text', '[&number')], [inPrint('/blocks/0/text template-open')]],
  [
    'and stand in page parts, too',
    [print('/head/blocks/0/text', '[&x&]')],
    [inPrint('/head/blocks/0/text template-unknown')],
  ],
  [
    'fields are there',
    [print('/blocks/1/fields/0/field', 'byuer')],
    [inPrint('/blocks/1/fields/0/field unknown-field')],
  ],
  [
    'and that are on paper',
    [['shop', 'forms/order.json', '/fields/1/printed', false]],
    [inPrint('/head/blocks/0/text print-unprinted'), inPrint('/blocks/1/fields/0/field print-unprinted')],
  ],
  [
    'entries are no field',
    [print('/blocks/1/fields/0/field', 'lines')],
    [inPrint('/blocks/1/fields/0/field field-unfit')],
  ],
  ['a table shows entries', [print('/blocks/2/rows', 'buyer')], [inPrint('/blocks/2/rows unknown-entries')]],
  [
    'whose fields are there',
    [print('/blocks/2/columns/0/field', 'weight')],
    [inPrint('/blocks/2/columns/0/field unknown-field')],
  ],
  [
    'and are added up where they are numbers',
    [print('/blocks/2/columns/0', { field: 'item', sum: true })],
    [inPrint('/blocks/2/columns/0/field print-no-number')],
  ],
  [
    'and their conditions ask for fields that are there',
    [print('/blocks/2/columns/0/when', { fact: 'byuer', operator: 'isEmpty' })],
    [inPrint('/blocks/2/columns/0/when/fact unknown-fact')],
  ],
  [
    'who uses a record stands where records are shared',
    [print('/blocks/0', { block: 'sharing' })],
    [inPrint('/blocks/0 print-no-sharing')],
  ],
  ['capitals are of numbers', [print('/values/0/of', 'buyer')], [inPrint('/values/0/of print-no-number')]],
  ['a value is of a field', [print('/values/0/of', 'lines.none')], [inPrint('/values/0/of field-unfit')]],
  ['that is there', [print('/values/0/of', 'totl')], [inPrint('/values/0/of unknown-field')]],
  [
    'and has a name of its own',
    [print('/values/1', { name: 'inWords', label: { zh: '额', en: 'Sum' }, of: 'lines.net' })],
    [inPrint('/values/1/name part-twice')],
  ],
  [
    'fit to be one',
    [print('/values/0/name', 'in words')],
    [inPrint('/values/0/name part-name'), inPrint('/blocks/1/fields/1/field unknown-field')],
  ],
  [
    'conditions ask for facts',
    [print('/blocks/4/when/fact', 'totl')],
    [inPrint('/blocks/4/when/fact unknown-fact')],
  ],
  [
    'an image is a picture and nothing that calls out',
    [print('/blocks/4', { block: 'image', image: 'https://a.example/logo.png', width: 20 })],
    [inPrint('/blocks/4/image schema-form')],
  ],
  [
    'nobody writes five hundred blocks',
    [
      print(
        '/blocks',
        Array.from({ length: 501 }, () => ({ block: 'line' })),
      ),
    ],
    [inPrint(' print-too-large')],
  ],
  [
    'of one form no two are called the same',
    [['shop', 'prints/other.json', '', template]],
    ['shop prints/other.json#/name print-twice'],
  ],
  ['but by whoever builds on the first', [['acme', 'prints/order.json', '', template]], []],
];

describe('print templates', () => {
  it.each(rows)('%s', (_says, changes, issues) => expect(said(changes)).toEqual(issues));

  it('one that builds on another replaces it', () => {
    const ours = { ...(template as Record<string, Json>), label: { zh: '新', en: 'Ours' } };
    const { model } = compile(sourcesOf(changed([['acme', 'prints/order.json', '', ours]])));
    expect(model?.prints.map((one) => `${one.package} ${one.content.label.en}`)).toEqual(['acme Ours']);
  });

  it('are a part of the model: another template is another model', () => {
    const hashed = (changes: readonly Change[]) => compile(sourcesOf(changed(changes))).model?.hash;
    expect(hashed([print('/size', 11)])).not.toBe(hashed([]));
  });
});
