import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { type Effect, each, goods, ofLines, type Shown, whole } from './effects-world.suite.ts';

const limits = (netLimit: string, invoiceType = '10xdp') => [{ invoiceType, netLimit }];
const seven = goods({ quantity: '7', price: '14.2857142857143' });
const lines = (count: number): readonly JsonObject[] =>
  Array.from({ length: count }, (_, at) => whole(1, { itemName: `货${at}` }));

interface Splitting {
  /** What the rule says beside, and what is split. */
  readonly rule?: JsonObject;
  readonly application?: JsonObject;
  readonly values: readonly [off: Json, on: Json];
  readonly shows: (shown: Shown) => Json;
  readonly comes: readonly [off: Json, on: Json];
}

function splitting(field: string, says: string, how: Splitting): Effect {
  const { rule = {}, application = {}, values, shows, comes } = how;
  return {
    of: [`split-rule.${field}`],
    says,
    without: comes[0],
    with: comes[1],
    tried: async (world, isSet) =>
      shows(
        await world.schemed(
          { split: { ...rule, [field.split('.')[0] ?? '']: values[isSet ? 1 : 0] } },
          application,
        ),
      ),
  };
}

const amounts = (shown: Shown) => each(shown, 'amount');
const remarks = (shown: Shown) => each(shown, 'remark');
const noted = {
  remark: 'Z',
  lines: [goods({ remark: 'A' }), goods({ itemName: '乙', remark: 'B' })],
};
const counts = ({ invoices }: Shown): Json => invoices.map(({ lines: of }) => (of as Json[]).length);
const paper = { invoiceType: '007' };

/** How documents and lines are split. */
export const splittings: readonly Effect[] = [
  splitting('limits.netLimit', 'cuts what is above the net limit', {
    values: [limits('60'), limits('40')],
    shows: amounts,
    comes: [
      ['60', '40'],
      ['40', '40', '20'],
    ],
  }),
  splitting('limits.invoiceType', 'cuts invoices of the type that it names', {
    values: [limits('40', '08xdp'), limits('40')],
    shows: amounts,
    comes: [['100'], ['40', '40', '20']],
  }),
  splitting('quantityDecimals', 'keeps so many decimals of the quantity of a line that is cut', {
    rule: { limits: limits('40') },
    application: { lines: [goods({ price: '33.33', quantity: '3.00030003', amount: '100' })] },
    values: [13, 2],
    shows: (shown) => ofLines(shown, 'quantity'),
    comes: [
      ['1.2001200120012', '1.2001200120012', '0.6000600060006'],
      ['1.2', '1.2', '0.6'],
    ],
  }),
  splitting('priceDecimals', 'keeps so many decimals of the price of a line that is cut', {
    rule: { limits: limits('40'), lastLine: 'quantity-kept', quantityDecimals: 2 },
    application: { lines: [seven] },
    values: [13, 4],
    shows: (shown) => ofLines(shown, 'price'),
    comes: [
      ['14.2857142857143', '14.2857142857143', '14.2857142857143'],
      ['14.2857142857143', '14.2857142857143', '14.2857'],
    ],
  }),
  splitting('handling', 'keeps the decimals, and derives the price, where they would leave the tolerance', {
    rule: { limits: limits('40'), quantityDecimals: 0 },
    application: { lines: [seven] },
    values: ['system', 'keep-decimals'],
    shows: (shown) => ofLines(shown, 'quantity'),
    comes: [
      ['2.8', '2.8', '1.4'],
      ['3', '3', '1'],
    ],
  }),
  splitting('fixedQuantity', 'gives each piece that quantity', {
    rule: { limits: limits('40') },
    values: [null, '1'],
    shows: (shown) => ofLines(shown, 'quantity'),
    comes: [
      ['1.2', '1.2', '0.6'],
      ['1', '1', '1'],
    ],
  }),
  splitting('lastLine', 'cuts a line that is above the limit, or leaves it whole', {
    rule: { limits: limits('40') },
    values: ['none', 'price-kept'],
    shows: amounts,
    comes: [['100'], ['40', '40', '20']],
  }),
  splitting('remarkRule', 'takes the remarks of all lines beside that of the document', {
    application: noted,
    values: ['header', 'document-lines'],
    shows: remarks,
    comes: [['Z'], ['Z A B']],
  }),
  splitting('remarkRule', 'takes the remark of the first line of an invoice beside that of the document', {
    application: noted,
    values: ['header', 'first-line'],
    shows: remarks,
    comes: [['Z'], ['Z A']],
  }),
  splitting('remarkRule', 'takes the remarks of the lines of each invoice beside that of the document', {
    rule: { digitalRows: 1 },
    application: noted,
    values: ['document-lines', 'invoice-lines'],
    shows: remarks,
    comes: [
      ['Z A B', 'Z A B'],
      ['Z A', 'Z B'],
    ],
  }),
  splitting('remarkSeparator', 'stands between the remarks', {
    rule: { remarkRule: 'invoice-lines' },
    application: noted,
    values: ['space', '+'],
    shows: remarks,
    comes: [['Z A B'], ['Z+A+B']],
  }),
  splitting('list', 'makes a list of more rows than a paper invoice has', {
    application: { ...paper, lines: lines(9) },
    values: ['none', 'when-over'],
    shows: (shown) => [counts(shown), each(shown, 'withList')],
    comes: [
      [
        [8, 1],
        [false, false],
      ],
      [[9], [true]],
    ],
  }),
  splitting('rowsPerInvoice', 'is how many rows a paper invoice has', {
    application: { ...paper, lines: lines(4) },
    values: [8, 3],
    shows: counts,
    comes: [[4], [3, 1]],
  }),
  splitting('digitalRows', 'is how many rows a digital invoice has', {
    application: { lines: lines(4) },
    values: [1000, 3],
    shows: counts,
    comes: [[4], [3, 1]],
  }),
  splitting('listRows', 'is how many rows a list has', {
    rule: { list: 'always', rowsPerInvoice: 2 },
    application: { ...paper, lines: lines(4) },
    values: [2000, 3],
    shows: counts,
    comes: [[4], [3, 1]],
  }),
  splitting('taxRule', 'shares out the tax that was entered, or computes it anew for each piece', {
    rule: { limits: limits('50') },
    application: { lines: [goods({ tax: '13.05', gross: '113.05' })] },
    values: ['per-line', 'as-entered'],
    shows: (shown) => ofLines(shown, 'tax'),
    comes: [
      ['6.5', '6.55'],
      ['6.53', '6.52'],
    ],
  }),
  splitting('splitFields', 'puts lines that differ in it on invoices of their own', {
    application: {
      lines: [goods(), goods({ itemName: '乙', taxCode: goods()['taxCode'] ?? null, spec: '大' })],
    },
    values: [[], ['spec']],
    shows: amounts,
    comes: [['200'], ['100', '100']],
  }),
  {
    of: ['split-rule.enabled'],
    says: 'splits by the default where the rule of the scheme is disabled',
    without: ['100'],
    with: ['40', '40', '20'],
    tried: async (world, isSet) => {
      const splitRule = await world.make('split-rule', { limits: limits('40') });
      const buyerName = world.name();
      await world.make('processing-scheme', {
        priority: 1,
        splitRule: { id: splitRule },
        condition: { fact: 'buyerName', operator: 'equal', value: buyerName },
      });
      if (!isSet) await world.desk.act('split-rule', splitRule, 'disable');
      return amounts(await world.shown({ buyerName }));
    },
  },
  {
    of: ['processing-scheme.splitRule', 'processing-scheme.condition'],
    says: 'splits by its rule what its condition finds',
    without: ['100'],
    with: ['40', '40', '20'],
    tried: async (world, isSet) => {
      const buyerName = world.name();
      await world.make('processing-scheme', {
        priority: 1,
        splitRule: { id: await world.make('split-rule', { limits: limits('40') }) },
        condition: { fact: 'buyerName', operator: 'equal', value: isSet ? buyerName : world.name() },
      });
      return amounts(await world.shown({ buyerName }));
    },
  },
  {
    of: ['processing-scheme.dataSources'],
    says: 'speaks of what came in the ways that it names',
    without: ['100'],
    with: ['40', '40', '20'],
    tried: async (world, isSet) =>
      amounts(
        await world.schemed(
          { split: { limits: limits('40') }, scheme: { dataSources: [isSet ? 'api' : 'import'] } },
          {},
        ),
      ),
  },
  {
    of: ['processing-scheme.priority'],
    says: 'goes before those of a greater priority, which are not asked any more',
    without: ['50', '50'],
    with: ['40', '40', '20'],
    tried: async (world, isSet) => {
      const buyerName = world.name();
      for (const [netLimit, priority] of [
        ['50', 4],
        ['40', isSet ? 3 : 5],
      ] as const)
        await world.make('processing-scheme', {
          priority,
          splitRule: { id: await world.make('split-rule', { limits: limits(netLimit) }) },
          condition: { fact: 'buyerName', operator: 'equal', value: buyerName },
        });
      return amounts(await world.shown({ buyerName }));
    },
  },
];
