import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { currencyCode } from '../../../metadata/currency/currency-of.ts';
import { compile } from '../../../metadata/model/compile.ts';
import { changed, sourcesOf } from '../../../metadata/model/sample.suite.ts';
import type { FormModel } from '../../model/form-model.ts';
import { readsAsDocument, saidByHead, topOf } from './document-shape.ts';
import { rowsShape } from './rows-shape.ts';
import { type StoryEntry, storyOf } from './story.ts';

const { model } = compile(sourcesOf(changed([])));
const order = (model?.formsById.get('order') ?? expect.fail('no order')) as unknown as FormModel;

describe('a record', () => {
  const saved = (more: JsonObject) => ({ id: '1', revision: 1, ...more });
  it.each([
    [
      'of a master is a form, whoever looks at it',
      { kind: 'master', isReadonly: true, base: saved({}) },
      false,
    ],
    ['that is new is a form', { kind: 'document', isReadonly: false, base: null }, false],
    ['that nobody may change is read', { kind: 'document', isReadonly: true, base: saved({}) }, true],
    ['that is written yet is a form', { kind: 'document', isReadonly: false, base: saved({}) }, false],
  ] as const)('%s', (_, { kind, isReadonly, base }, reads) => {
    const form = { ...order, kind } as FormModel;
    expect(readsAsDocument({ form, isReadonly, base })).toBe(reads);
  });
});

describe('what stands above a document', () => {
  it('is no field that is empty, or that is not shown', () => {
    const record: JsonObject = Object.fromEntries(order.fields.map(({ name }) => [name, null]));
    expect(topOf(order, record, () => true)).toEqual({ amounts: [], facts: [], lines: [] });
    const filled: JsonObject = Object.fromEntries(order.fields.map(({ name }) => [name, '1']));
    expect(topOf(order, filled, () => false)).toEqual({ amounts: [], facts: [], lines: [] });
  });
});

describe('the first group of a document', () => {
  const { number, title } = order;
  const record: JsonObject = Object.fromEntries(order.fields.map(({ name }) => [name, '1']));
  const grouped = (first: readonly string[], others: readonly string[]) => ({
    ...order,
    layout: {
      tabs: [
        {
          name: 'a',
          label: order.label,
          groups: [first, others].map((fields, at) => ({ name: `g${at}`, label: order.label, fields })),
        },
      ],
    },
  });
  const ids = order.fields.map(({ id }) => id);
  const named = [...new Set([number, title])].flatMap((field) => field?.name ?? []);
  it.each([
    ['does not repeat what the head shows and nobody may write', ids, [], () => true, named],
    ['has what may be written, though the head shows it', ids, [], () => false, []],
    ['alone is spared it: another group says it where it was put', [], ids, () => true, []],
  ] as const)('%s', (_, first, others, isReadonly, wanted) => {
    const said = saidByHead(grouped(first, others) as unknown as FormModel, record, isReadonly);
    expect(said.map(({ name }) => name)).toEqual(wanted);
    expect(named.length).toBeGreaterThan(0);
  });
});

describe('rows that are read', () => {
  const lines = order.entries[0] ?? expect.fail('no rows');
  const [column] = lines.rows?.fields ?? [];
  it('have the columns that say something, and no ids of programs', () => {
    const name = column?.name ?? '';
    const shapeOf = (value: string | null) =>
      rowsShape(lines, [{ [name]: value }, {}], order, {}).columns.map((one) => one.name);
    expect(shapeOf('x')).toEqual([name]);
    expect(shapeOf(null)).toEqual([]);
    expect(shapeOf('01a215ce-693a-761b-b198-719700357fa9')).toEqual([]);
  });

  it('have no column that the form never shows', () => {
    const net = '/fields/3/fields/2';
    const unseen = linesOf(changed([['shop', 'forms/order.json', `${net}/visible`, false]]));
    const shapeOf = ({ form, lines: field }: typeof unseen) =>
      rowsShape(field, [{ net: '1', gross: '2' }], form, {}).columns.map(({ name }) => name);
    expect(shapeOf(linesOf(changed([])))).toEqual(['net', 'gross']);
    expect(shapeOf(unseen)).toEqual(['gross']);
  });

  it.each([
    ['of one currency are added', ['CNY', 'CNY'], 'CNY'],
    ['of two are not', ['CNY', 'USD'], null],
    ['of none are', [null, null], ''],
    ['whose currency the reader may not know are not: they may be of any', [undefined, undefined], null],
    ['of which one is known are not', ['CNY', undefined, undefined], null],
    ['that are empty say no currency', ['CNY', 'CNY', { empty: 'USD' }], 'CNY'],
  ] as const)('%s', (_, currencies, wanted) => {
    const { form, lines: field } = linesOf(
      changed([
        ['shop', 'forms/order.json', '/fields/3/fields/2/currency', 'unit'],
        ['shop', 'forms/order.json', '/fields/3/fields/4', currencyField],
      ]),
    );
    const rows = currencies.map((one): JsonObject => {
      if (one === undefined) return { net: '1' };
      return typeof one === 'object' && one ? { unit: one.empty } : { net: '1', unit: one };
    });
    const net = field.rows?.byName.get('net') ?? expect.fail('no net');
    const summed = rowsShape(field, rows, form, {}).summed.get(net);
    expect(summed ? (currencyCode(summed) ?? '') : null).toBe(wanted);
  });
});

const currencyField = { name: 'unit', kind: 'currency', label: { zh: '币种', en: 'Currency' } };

/** The form of orders, and its rows. */
function linesOf(packages: Parameters<typeof sourcesOf>[0]) {
  const form = compile(sourcesOf(packages)).model?.formsById.get('order') ?? expect.fail('no order');
  return { form, lines: form.byName.get('lines') ?? expect.fail('no lines') };
}

describe('a story', () => {
  const entry = fc.record({
    at: fc.integer({ min: 0, max: 20 }).map((day) => new Date(day * 86_400_000).toISOString()),
    text: fc.constantFrom('changed', 'approved'),
    by: fc.constantFrom('Li', 'Wang'),
  });
  it('loses nothing but changes in a row, and tells the latest first', () => {
    fc.assert(
      fc.property(fc.array(entry), fc.array(entry), fc.boolean(), (versions, elsewhere, goesOn) => {
        const newestFirst = versions.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
        const story = storyOf({ versions: newestFirst, elsewhere, goesOn });
        expect(story.map(({ at }) => at)).toEqual(
          story
            .map(({ at }) => at)
            .toSorted()
            .toReversed(),
        );
        expect(new Set(story)).toEqual(new Set(slowly(newestFirst, elsewhere, goesOn)));
      }),
    );
  });

  it('tells what came of a version in its own moment after it', () => {
    const at = '2026-11-28T12:00:00.000Z';
    const versions = [
      { at, text: 'approved' },
      { at, text: 'created' },
    ];
    const story = storyOf({ versions, elsewhere: [{ at, text: 'split' }], goesOn: false });
    expect(story.map(({ text }) => text)).toEqual(['split', 'approved', 'created']);
  });

  /** The same, entry by entry. */
  function slowly(
    versions: readonly StoryEntry[],
    elsewhere: readonly StoryEntry[],
    goesOn: boolean,
  ): readonly StoryEntry[] {
    const kept: StoryEntry[] = [];
    let later: StoryEntry | undefined;
    for (const one of versions) {
      if (!(later && later.text === one.text && later.by === one.by)) kept.push(one);
      later = one;
    }
    const oldest = versions[versions.length - 1];
    for (const one of elsewhere) if (!goesOn || !oldest || one.at >= oldest.at) kept.push(one);
    return kept;
  }
});
