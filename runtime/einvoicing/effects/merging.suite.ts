import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { type Effect, each, goods, ofLines, type Shown, whole } from './effects-world.suite.ts';

const negative = (count: number, more: JsonObject = {}): JsonObject => {
  const { quantity, amount, tax, gross, ...line } = whole(count, more);
  const minus = Object.entries({ quantity, amount, tax, gross }).map(([name, value]) => [name, `-${value}`]);
  return { ...line, ...Object.fromEntries(minus) };
};
const forced = ['buyerName', 'buyerTaxNo', 'invoiceType', 'taxMethod', 'taxIncluded', 'sourceSystem'];
const keys = ['itemName', 'rate', 'kind'];

interface Merging {
  readonly rule?: JsonObject;
  /** The lines of each document, or what else it says. */
  readonly applications: readonly JsonObject[];
  readonly values: readonly [off: Json, on: Json];
  readonly shows: (shown: Shown) => Json;
  readonly comes: readonly [off: Json, on: Json];
}

function merging(field: string, says: string, how: Merging): Effect {
  const { rule = {}, applications, values, shows, comes } = how;
  return {
    of: [`merge-rule.${field}`],
    says,
    without: comes[0],
    with: comes[1],
    tried: async (world, isSet) =>
      shows(await world.schemed({ merge: { ...rule, [field]: values[isSet ? 1 : 0] } }, ...applications)),
  };
}

const amounts = (shown: Shown) => each(shown, 'amount');
const quantities = (shown: Shown) => ofLines(shown, 'quantity');
const held = (shown: Shown): Json => [amounts(shown), shown.held.length];
const mixed = [
  { lines: [whole(5)] },
  { lines: [whole(2, { itemName: '它' })] },
  { redReason: 'return', lines: [negative(3, { itemName: '别' }), negative(9, { itemName: '余' })] },
];

/** How documents and lines become one. */
export const mergings: readonly Effect[] = [
  merging('documentKeys', 'keeps documents apart that differ in it', {
    applications: [{ businessNumber: 'A' }, { businessNumber: 'B' }],
    values: [forced, [...forced, 'businessNumber']],
    shows: amounts,
    comes: [['200'], ['100', '100']],
  }),
  merging('lineKeys', 'keeps lines apart that differ in it', {
    rule: { mergeLines: true },
    applications: [{ lines: [goods({ spec: '大' }), goods({ spec: '小' })] }],
    values: [keys, [...keys, 'spec']],
    shows: (shown) => ofLines(shown, 'amount'),
    comes: [['200'], ['100', '100']],
  }),
  merging('mergeLines', 'makes one line of those that agree', {
    applications: [{ lines: [whole(2), whole(3)] }],
    values: [false, true],
    shows: quantities,
    comes: [['2', '3'], ['5']],
  }),
  merging('lineHandling', 'adds the quantities, or makes them one', {
    rule: { mergeLines: true },
    applications: [{ lines: [whole(2), whole(3)] }],
    values: ['add', 'one'],
    shows: quantities,
    comes: [['5'], ['1']],
  }),
  merging('zeroQuantity', 'spreads what is left of a quantity of nothing over the other lines of its rate', {
    rule: { mergeLines: true },
    applications: [
      {
        lines: [
          whole(5),
          goods({ itemName: '它', quantity: '2', price: '10', amount: '20', tax: '2.6', gross: '22.6' }),
          goods({ itemName: '它', quantity: '-2', price: '8', amount: '-16', tax: '-2.08', gross: '-18.08' }),
        ],
      },
    ],
    values: ['empty', 'spread'],
    shows: (shown) => [quantities(shown), ofLines(shown, 'amount')],
    comes: [
      [
        ['5', null],
        ['50', '4'],
      ],
      [['5'], ['54']],
    ],
  }),
  merging('offset', 'takes a negative line off a positive one of its rate', {
    rule: { priceGap: '0.5' },
    applications: [{ lines: [whole(5)] }, { redReason: 'return', lines: [negative(2, { itemName: '它' })] }],
    values: ['none', 'same-rate'],
    shows: (shown) => [quantities(shown), ofLines(shown, 'amount')],
    comes: [
      [[], []],
      [['3'], ['30']],
    ],
  }),
  merging('priceGap', 'is how far the prices of the two may lie apart', {
    rule: { offset: 'same-rate' },
    applications: [
      { lines: [whole(5)] },
      {
        redReason: 'return',
        lines: [negative(2, { itemName: '它', price: '8', amount: '16', tax: '2.08', gross: '18.08' })],
      },
    ],
    values: ['0.1', '0.5'],
    shows: (shown) => ofLines(shown, 'amount'),
    comes: [[], ['34']],
  }),
  merging('switch1', 'holds negatives that positives do not outweigh', {
    rule: { mergeLines: true },
    applications: mixed,
    values: [false, true],
    shows: held,
    comes: [
      [[], 0],
      [['70'], 1],
    ],
  }),
  merging('switch2', 'holds positives, too, that offset nothing', {
    rule: { switch1: true, mergeLines: true },
    applications: mixed,
    values: [false, true],
    shows: held,
    comes: [
      [['70'], 1],
      [[], 3],
    ],
  }),
  merging('tail', 'keeps an invoice back, or makes more lines, where merged taxes leave the tolerance', {
    rule: { mergeLines: true },
    applications: [{ lines: [1, 2, 3].map(() => goods({ tax: '13.05', gross: '113.05' })) }],
    values: ['several-lines', 'cannot-issue'],
    shows: (shown) => [ofLines(shown, 'tax'), shown.stops],
    comes: [
      [['13.05', '13.05', '13.05'], []],
      [[], ['tail-difference']],
    ],
  }),
  merging('remarks', 'says once what several documents remark alike', {
    applications: [{ remark: '同' }, { remark: '同' }],
    values: ['accumulate', 'distinct'],
    shows: (shown) => each(shown, 'remark'),
    comes: [['同 同'], ['同']],
  }),
  {
    of: ['processing-scheme.mergeRule'],
    says: 'merges by its rule what its condition finds',
    without: ['200'],
    with: ['100', '100'],
    tried: async (world, isSet) =>
      amounts(
        await world.schemed(
          { merge: isSet ? { documentKeys: [...forced, 'businessNumber'] } : {} },
          { businessNumber: 'A' },
          { businessNumber: 'B' },
        ),
      ),
  },
];
