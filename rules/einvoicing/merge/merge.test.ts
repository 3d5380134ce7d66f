import { describe, expect, it } from 'vitest';
import type { Line } from '../common/line.ts';
import { codesOf, itAnswers } from '../golden.suite.ts';
import { answered, asked, type Given } from './answered.suite.ts';
import type { MergeDocument } from './group.ts';
import { type MergeRule, merge } from './merge.ts';

function answer(input: Given) {
  const { documents, rule } = asked(input);
  return answered(merge(documents, rule));
}

interface Orders {
  readonly orders: readonly (readonly string[])[];
}

/** Places differ with the order of input, and nothing else does. */
function withoutPlaces({ differences: _, ...answered }: ReturnType<typeof answer>) {
  return answered;
}

describe('documents are merged', () => {
  itAnswers('merge', answer);
  itAnswers('merge-2', answer);
  itAnswers('merge-order', ({ orders, documents = [], ...input }: Given & Orders) => {
    const inOrder = (order: readonly string[]) =>
      answer({
        ...input,
        documents: order.flatMap((number) => documents.filter((one) => one.number === number)),
      });
    const [first = [], ...others] = orders;
    for (const order of others) expect(withoutPlaces(inOrder(order))).toEqual(withoutPlaces(inOrder(first)));
    return inOrder(first);
  });

  const of = (number: string, gross: string, more: Line = {}): MergeDocument => ({
    number,
    lines: [{ itemName: 'A', rate: '0.13', gross, ...more }],
  });

  it('equal counts as less: what leaves nothing over waits', () => {
    const { held, issuable } = merge([of('P', '100'), of('N', '-100')], { switch1: true }).result;
    expect(held).toEqual([{ number: 'N', reason: 'negative-left' }]);
    expect(issuable).toEqual({ count: 1, gross: '100.00' });
  });

  it('lines of different rates never offset each other', () => {
    const documents = [of('P', '106', { rate: '0.06' }), of('N', '-22.6')];
    const [merged] = merge(documents, { offset: 'same-rate' }).result.documents;
    expect(merged?.document.lines.map(({ gross }) => gross)).toEqual(['106', '-22.6']);
  });

  it('a discounted line that is offset to nothing has neither quantity nor price', () => {
    const pair = (amount: string, less: string, quantity: string): readonly Line[] => [
      { itemName: 'A', rate: '0.13', kind: 'discounted', amount, quantity, price: '1' },
      { itemName: 'A', rate: '0.13', kind: 'discount', amount: less },
    ];
    const documents = [
      { number: 'P', lines: pair('10', '-1', '10') },
      { number: 'N', lines: pair('-10', '2', '-8') },
    ];
    const [merged] = merge(documents, { offset: 'line-keys' }).result.documents;
    expect(merged?.document.lines).toMatchObject([
      { amount: '0', quantity: null, price: null },
      { amount: '1' },
    ]);
  });

  it('a second line that leaves the tolerance opens a line of its own', () => {
    const line: Line = { amount: '100', tax: '13.05', rate: '0.13', itemName: 'A' };
    const rule: MergeRule = { mergeLines: true, tail: 'several-lines' };
    const [merged] = merge([{ number: 'D', lines: [line, line, line] }], rule).result.documents;
    expect(merged?.sources.map(({ length }) => length)).toEqual([1, 1, 1]);
  });

  const net = (itemName: string, amount: string, tax: string, more: Line = {}): Line => ({
    itemName,
    rate: '0.13',
    kind: 'normal',
    amount,
    tax,
    ...more,
  });
  const doc = (number: string, ...lines: readonly Line[]): MergeDocument => ({ number, lines });
  const answers = (documents: readonly MergeDocument[], how: MergeRule) => {
    const decided = merge(documents, how);
    const [first] = decided.result.documents;
    return {
      held: decided.result.held.map(({ number }) => number),
      codes: codesOf(decided),
      lines: (first?.document.lines ?? []).map((line) => [line.amount, line.tax, line.quantity ?? null]),
      stops: first?.stops,
    };
  };

  it('what is spread over a line whose tax is off is not lost: it cannot be taken apart any more', () => {
    const documents = [
      doc('A', net('大', '1000', '130'), net('小', '100', '13.05'), net('小', '100', '13.05')),
      doc('B', net('零', '100', '13', { quantity: '1' }), net('零', '-90', '-11.7', { quantity: '-1' })),
    ];
    const how: MergeRule = { mergeLines: true, zeroQuantity: 'spread', tail: 'several-lines' };
    expect(answers(documents, how)).toEqual({
      held: [],
      codes: ['tail-difference'],
      stops: true,
      lines: [
        ['1008.33', '131.08', null],
        ['201.67', '26.32', null],
      ],
    });
  });

  it('the tax of an offset line is held against the tolerance, too', () => {
    const documents = [doc('A', net('货', '100', '13.05')), doc('B', net('货', '-50', '-6.44'))];
    const how: MergeRule = { offset: 'same-rate', tail: 'cannot-issue' };
    expect(answers(documents, how)).toMatchObject({ codes: ['tail-difference'], stops: true });
    expect(answers(documents, { ...how, tail: 'gross-exact' })).toMatchObject({
      codes: [],
      stops: false,
      lines: [['50.1', '6.51', null]],
    });
  });

  it('a tax of which no amount is left goes to the other lines of the rate', () => {
    const documents = [
      doc('A', net('货', '100', '13.05'), net('它', '50', '6.5')),
      doc('B', net('货', '-100', '-13')),
    ];
    expect(answers(documents, { mergeLines: true })).toMatchObject({ lines: [['50', '6.55', null]] });
  });

  it('what offsets to nothing is not issued, and says so', () => {
    const documents = [doc('A', net('货', '100', '13')), doc('B', net('货', '-100', '-13'))];
    expect(answers(documents, { mergeLines: true })).toEqual({
      held: [],
      codes: ['nothing-left'],
      lines: [],
      stops: true,
    });
  });

  it('a negative document whose price is too far from all others waits', () => {
    const documents = [
      doc('A', net('货', '100', '13', { price: '10', quantity: '10' })),
      doc('B', net('货', '-40', '-5.2', { price: '20', quantity: '-2' })),
    ];
    const how: MergeRule = { offset: 'same-rate', switch1: true, priceGap: '0.1' };
    expect(answers(documents, how).held).toEqual(['B']);
    expect(answers(documents, { ...how, priceGap: '1' }).held).toEqual([]);
  });

  it('discounts count where positives are held against negatives', () => {
    const pair = (amount: string, tax: string, less: string, lessTax: string): readonly Line[] => [
      net('货', amount, tax, { kind: 'discounted' }),
      net('货', less, lessTax, { kind: 'discount' }),
    ];
    const documents = [
      doc('A', ...pair('100', '13', '-40', '-5.2')),
      doc('B', ...pair('-80', '-10.4', '10', '1.3')),
    ];
    expect(answers(documents, { switch1: true }).held).toEqual(['B']);
  });

  it.each(['add', 'one'] as const)(
    'merged pairs keep discounts without quantity and price: %s',
    (lineHandling) => {
      const own = { price: '10', quantity: '10' };
      const one = doc(
        'A',
        net('货', '100', '13', { ...own, kind: 'discounted' }),
        net('货', '-10', '-1.3', { kind: 'discount' }),
      );
      const decided = answers([one, { ...one, number: 'B' }], { mergeLines: true, lineHandling });
      expect(decided.lines).toEqual([
        ['200', '26', lineHandling === 'one' ? '1' : '20'],
        ['-20', '-2.6', null],
      ]);
    },
  );

  it('what shows another word in place of its rate stays a line of its own', () => {
    const free = { itemName: '货', rate: '0', kind: 'normal', amount: '10', tax: '0', gross: '10' } as const;
    const shown = (number: string, preferenceText: string | null): MergeDocument => ({
      number,
      buyerName: '甲',
      invoiceType: '10xdp',
      lines: [{ ...free, preferenceText }],
    });
    const documents = [shown('A', '免税'), shown('B', '不征税'), shown('C', '免税'), shown('D', null)];
    const { documents: [one] = [] } = merge(documents, { mergeLines: true }).result;
    expect(one?.document.lines.map(({ preferenceText, amount }) => [preferenceText, amount])).toEqual([
      ['免税', '20'],
      ['不征税', '10'],
      [null, '10'],
    ]);
  });
});
