import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../common/json.ts';
import { sameData } from '../common/same-data.ts';
import { type LayerFiles, mergeLayers } from './merge-layers.ts';

const label = (text: string) => ({ zh: text, en: text });
const words = fc.constantFrom('a', 'b', 'c');

/** A layer that says something of everything that comes together by itself: properties, items, records, values. */
const layer: fc.Arbitrary<LayerFiles> = fc
  .record({
    said: fc.dictionary(fc.constantFrom('fields/rate/label', 'label', 'list/columns', 'constructor'), words),
    fields: fc.uniqueArray(
      fc.record({ name: fc.constantFrom('x', 'y', 'z'), label: words, options: fc.uniqueArray(words) }),
      { selector: ({ name }) => name },
    ),
    records: fc.dictionary(fc.constantFrom('R1', 'R2', 'values'), fc.dictionary(words, words)),
    values: fc.dictionary(fc.constantFrom('t/a', 't/b @N'), words),
  })
  .map(
    ({ said, fields, records, values }) =>
      new Map<string, Json>([
        [
          'extensions/thing.json',
          {
            extends: 'thing',
            set: said,
            fields: fields.map(({ options, ...one }) => ({
              ...one,
              kind: 'choice',
              options: options.map((value) => ({ value, label: label(value) })),
            })),
          },
        ],
        [
          'records/thing.json',
          {
            form: 'thing',
            records: Object.fromEntries(
              Object.entries(records).map(([key, own]) => [key, { org: 'root', values: own }]),
            ),
          },
        ],
        [
          'values.json',
          { values: Object.fromEntries(Object.entries(values).map(([at, value]) => [at, { value }])) },
        ],
      ]),
  );

const merge = (base: LayerFiles, theirs: LayerFiles, ours: LayerFiles, more: object = {}) =>
  mergeLayers({ base, theirs, ours, package: 'promotion', layer: 'local', ...more });

const law = (sentence: string, holds: (...layers: [LayerFiles, LayerFiles, LayerFiles]) => boolean) =>
  it(sentence, () => fc.assert(fc.property(layer, layer, layer, holds), { numRuns: 200 }));

describe('one layer onto another', () => {
  law('takes all of what is brought where nobody changed anything here', (base, theirs) => {
    const { files, questions } = merge(base, theirs, base);
    return sameData(files, theirs) && questions.length === 0;
  });
  law('leaves all as it is where nothing else is brought than last time', (base, ours) => {
    const { files, questions } = merge(base, base, ours);
    return sameData(files, ours) && questions.length === 0;
  });
  law('changes nothing, and asks nothing, where the same stands here already', (base, same) => {
    const { files, questions } = merge(base, same, same);
    return sameData(files, same) && questions.length === 0;
  });
  law(
    'asks nothing of what is answered, and nothing again of what was answered once',
    (base, theirs, ours) => {
      const open = merge(base, theirs, ours).questions;
      const answered = merge(base, theirs, ours, { take: 'theirs' });
      const again = merge(base, theirs, ours, { remembered: answered.answers });
      return (
        open.every(({ answer }) => answer === undefined) &&
        answered.questions.every(({ answer }) => answer === 'theirs') &&
        again.questions.every(({ remembered }) => remembered) &&
        sameData(again.files, answered.files)
      );
    },
  );
  law('twice changes nothing, whichever word was taken', (base, theirs, ours) =>
    (['theirs', 'ours'] as const).every((take) => {
      const { files } = merge(base, theirs, ours, { take });
      const twice = merge(theirs, theirs, files);
      return sameData(twice.files, files) && twice.questions.length === 0;
    }),
  );

  it('names a question by what it is about, so that a file of answers can', () => {
    const said = (text: string) =>
      new Map<string, Json>([
        ['extensions/a.json', { extends: 'thing', set: { 'fields/rate/label': label(text) } }],
        ['records/thing.json', { form: 'thing', records: { R1: { org: 'root', values: { rank: text } } } }],
      ]);
    const { questions } = merge(said('was'), said('theirs'), said('ours'));
    expect(questions.map(({ form, target }) => `${form} ${target}`)).toEqual([
      'thing fields/rate/label',
      'thing records/R1/values/rank',
    ]);
    const answers = {
      'thing/fields/rate/label': 'theirs',
      'thing/records/R1/values/rank': { value: 'both' },
    };
    const { files } = merge(said('was'), said('theirs'), said('ours'), { answers });
    expect(JSON.stringify([...files])).toContain('"rank":"both"');
  });

  it('finds a file by what it is about, whatever it is called', () => {
    const at = (file: string, text: string) =>
      new Map<string, Json>([[file, { extends: 'thing', set: { label: label(text) } }]]);
    const { files, questions } = merge(new Map(), at('extensions/b.json', 'x'), at('extensions/a.json', 'x'));
    expect([[...files.keys()], questions]).toEqual([['extensions/a.json'], []]);
  });

  it('finds a print by its form and its name, and asks about its blocks as a whole', () => {
    const print = (file: string, text: string, size?: number) =>
      new Map<string, Json>([
        [file, { form: 'thing', name: 'slip', blocks: [{ block: 'text', text }], ...(size && { size }) }],
      ]);
    const was = print('prints/slip.json', 'a');
    const { files, questions } = merge(was, print('prints/b.json', 'b'), print('prints/slip.json', 'a', 9));
    expect([...files]).toEqual([
      ['prints/slip.json', { form: 'thing', name: 'slip', blocks: [{ block: 'text', text: 'b' }], size: 9 }],
    ]);
    expect(questions).toEqual([]);
    const both = merge(was, print('prints/b.json', 'b'), print('prints/slip.json', 'c'));
    expect(both.questions).toMatchObject([{ form: 'thing', target: 'blocks' }]);
  });

  it('puts what is new behind what it stood behind, and takes another order where only that side has one', () => {
    const items = (...names: readonly string[]) =>
      new Map<string, Json>([
        ['extensions/a.json', { extends: 'thing', rules: names.map((name) => ({ name, say: name })) }],
      ]);
    const order = (files: LayerFiles) =>
      ((files.get('extensions/a.json') as { rules: { name: string }[] }).rules ?? []).map(({ name }) => name);
    expect(order(merge(items('a', 'b'), items('a', 'n', 'b'), items('a', 'b', 'o')).files)).toEqual([
      ...['a', 'n', 'b', 'o'],
    ]);
    expect(order(merge(items('a', 'b'), items('b', 'a'), items('a', 'b', 'o')).files)).toEqual([
      ...['b', 'o', 'a'],
    ]);
    expect(order(merge(items('a', 'b'), items('a'), items('b', 'a')).files)).toEqual(['a']);
  });
});
