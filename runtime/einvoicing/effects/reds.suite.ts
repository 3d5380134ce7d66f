import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { seller } from '../issuing/desk.suite.ts';
import {
  buys,
  type Effect,
  type EffectsWorld,
  each,
  goods,
  rowsOf,
  type Shown,
} from './effects-world.suite.ts';

const back = (more: JsonObject = {}): JsonObject =>
  goods({ quantity: '-1', price: '10', amount: '-10', tax: '-1.3', gross: '-11.3', ...more });
const sold = (quantity: number, more: JsonObject = {}): JsonObject =>
  goods({
    quantity: String(quantity),
    price: '10',
    amount: String(quantity * 10),
    tax: (quantity * 1.3).toFixed(2),
    gross: (quantity * 11.3).toFixed(2),
    ...more,
  });
const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();

/** A blue invoice that was typed in, as those of another system are. */
function blue(world: EffectsWorld, buyerName: string, { lines, ...more }: JsonObject): Promise<string> {
  return world.desk.make('invoice', {
    number: world.name(),
    sign: 'blue',
    invoiceType: '10xdp',
    sellerTaxNo: seller,
    buyerName,
    issuedAt: daysAgo(10),
    lines: lines ?? [sold(10)],
    ...more,
  });
}

interface Matching {
  readonly values: readonly [off: Json, on: Json];
  readonly rule?: JsonObject;
  /** Blue invoices, by a letter. */
  readonly blues: Readonly<Record<string, JsonObject>>;
  readonly application?: JsonObject;
  readonly shows?: (shown: Shown, letterOf: (id: unknown) => string | null) => Json;
  readonly comes: readonly [off: Json, on: Json];
}

const letters = (shown: Shown, letterOf: (id: unknown) => string | null): Json =>
  shown.invoices.map((one) => letterOf((one['blueInvoice'] as JsonObject | null)?.['id']));

function matching(field: string, says: string, how: Matching): Effect {
  const { values, rule = {}, blues, application = {}, shows = letters, comes } = how;
  return {
    of: [`blue-match-rule.${field}`],
    says,
    without: comes[0],
    with: comes[1],
    tried: async (world, isSet) => {
      const buyerName = world.name();
      const known = new Map<unknown, string>();
      for (const [letter, said] of Object.entries(blues))
        known.set(await blue(world, buyerName, said), letter);
      const id = await world.make('blue-match-rule', {
        condition: buys(buyerName),
        ignorePrice: true,
        ...rule,
        [field]: values[isSet ? 1 : 0],
      });
      const shown = await world.shown({ buyerName, redReason: 'return', lines: [back()], ...application });
      // Without a condition that finds an application, all rules would speak.
      await world.desk.act('blue-match-rule', id, 'disable');
      return shows(shown, (one) => known.get(one) ?? null);
    },
  };
}

const none: readonly Json[] = [];
const quantities = ({ invoices }: Shown): Json =>
  invoices.flatMap((one) => rowsOf(one, 'lines').map((line) => line['quantity'] ?? null));
const amounts = ({ invoices }: Shown): Json =>
  invoices.flatMap((one) => rowsOf(one, 'lines').map((line) => line['amount'] ?? null));

/** Which blue invoice a negative application takes back. */
export const blues: readonly Effect[] = [
  matching('order', 'takes the farthest, or the nearest, first', {
    values: ['farthest', 'nearest'],
    blues: { old: { issuedAt: daysAgo(30) }, new: { issuedAt: daysAgo(3) } },
    comes: [['old'], ['new']],
  }),
  matching('range', 'looks so far back', {
    values: [5, 60],
    rule: { rangeUnit: 'days' },
    blues: { old: { issuedAt: daysAgo(30) } },
    comes: [none, ['old']],
  }),
  matching('rangeUnit', 'counts days, or months', {
    values: ['days', 'months'],
    rule: { range: 5 },
    blues: { old: { issuedAt: daysAgo(30) } },
    comes: [none, ['old']],
  }),
  matching('ignorePrice', 'takes an invoice of another price', {
    values: [false, true],
    blues: { one: {} },
    application: { lines: [back({ quantity: '-2', price: '5' })] },
    comes: [none, ['one']],
  }),
  matching('comparedPrice', 'compares the price as it was, or as it is after what was allowed', {
    values: ['original', 'remaining'],
    rule: { ignorePrice: false },
    blues: { one: { lines: [sold(10, { issuedAllowance: '50' })] } },
    application: { lines: [back({ quantity: '-2', price: '5' })] },
    comes: [none, ['one']],
  }),
  matching('basis', 'takes the amount, or the quantity, that was given', {
    values: ['amount', 'quantity'],
    blues: { one: {} },
    application: { lines: [back({ quantity: '-3', price: null })] },
    shows: (shown) => [quantities(shown), amounts(shown)],
    comes: [
      [['-1'], ['-10']],
      [['-3'], ['-30']],
    ],
  }),
  matching('headerFields', 'takes an invoice that agrees in the fields that it names', {
    values: [['buyerName'], ['buyerName', 'businessNumber']],
    blues: { one: { businessNumber: 'A' } },
    application: { businessNumber: 'B' },
    comes: [['one'], none],
  }),
  matching('lineFields', 'takes lines that agree in the fields that it names', {
    values: [['itemName'], ['itemName', 'spec']],
    blues: { one: { lines: [sold(10, { spec: '大' })] } },
    application: { lines: [back({ spec: '小' })] },
    comes: [['one'], none],
  }),
  matching('redReasons', 'speaks of the reasons that it names', {
    values: [['allowance'], ['return']],
    blues: { one: {} },
    comes: [none, ['one']],
  }),
  matching('quantityDecimals', 'keeps so many decimals of what is taken back', {
    values: [13, 2],
    blues: {
      one: { lines: [sold(9, { price: '3', quantity: '30', amount: '90', tax: '11.7', gross: '101.7' })] },
    },
    shows: quantities,
    comes: [['-3.3333333333333'], ['-3.33']],
  }),
  matching('allowanceBasis', 'holds an allowance against what may be allowed, or taken back', {
    values: ['remaining-allowance', 'remaining-red'],
    blues: { one: { lines: [sold(10, { issuedRed: '20', issuedAllowance: '10', remainingQuantity: '6' })] } },
    application: {
      redReason: 'allowance',
      lines: [back({ quantity: null, price: null, amount: '-60', tax: '-7.8', gross: '-67.8' })],
    },
    comes: [none, ['one']],
  }),
  {
    of: ['blue-match-rule.condition'],
    says: 'goes by the rules alone whose condition finds the application',
    without: ['new'],
    with: ['old'],
    tried: async (world, isSet) => {
      const buyerName = world.name();
      const known = new Map<unknown, string>();
      for (const [letter, days] of [
        ['old', 30],
        ['new', 3],
      ] as const)
        known.set(await blue(world, buyerName, { issuedAt: daysAgo(days) }), letter);
      const rule = { ignorePrice: true, redReasons: ['return'] };
      const condition = buys(isSet ? buyerName : world.name());
      const made = [
        await world.make('blue-match-rule', { ...rule, order: 'nearest', condition: buys(buyerName) }),
        await world.make('blue-match-rule', { ...rule, order: 'farthest', condition }),
      ];
      const shown = await world.shown({ buyerName, redReason: 'return', lines: [back()] });
      for (const id of made) await world.desk.act('blue-match-rule', id, 'disable');
      return letters(shown, (id) => known.get(id) ?? null);
    },
  },
];

interface Confirming {
  readonly values: readonly [off: Json, on: Json];
  readonly rule?: JsonObject;
  readonly confirmation?: JsonObject;
  readonly application?: JsonObject;
}

/** A confirmation that both parties agreed to, of no invoice that is known here. */
function entered(world: EffectsWorld, buyerName: string, more: JsonObject = {}): Promise<string> {
  return world.desk.make('red-confirmation', {
    number: world.name(),
    status: '04',
    source: 'manual',
    enteredAt: daysAgo(1),
    redReason: 'return',
    invoiceType: '10xdp',
    sellerTaxNo: seller,
    buyerName,
    lines: [back()],
    ...more,
  });
}

function confirms({ invoices }: Pick<Shown, 'invoices'>, id: string): boolean {
  return invoices.some((one) => (one['redConfirmation'] as JsonObject | null)?.['id'] === id);
}

/** Whether a confirmation that the buyer entered is found for a negative application. */
function confirming(field: string, says: string, how: Confirming): Effect {
  const { values, rule = {}, confirmation = {}, application = {} } = how;
  return {
    of: [`red-confirmation-rule.${field}`],
    says,
    without: false,
    with: true,
    tried: async (world, isSet) => {
      const buyerName = world.name();
      const made = await entered(world, buyerName, confirmation);
      await world.make('red-confirmation-rule', {
        condition: field === 'condition' ? buys(isSet ? buyerName : world.name()) : buys(buyerName),
        statuses: ['04'],
        sources: ['manual'],
        entryDays: 3,
        ...rule,
        ...(field === 'condition' ? {} : { [field]: values[isSet ? 1 : 0] }),
      });
      const shown = await world.shown({ buyerName, redReason: 'return', lines: [back()], ...application });
      return confirms(shown, made);
    },
  };
}

/** Which confirmation goes with a negative application. */
export const confirmations: readonly Effect[] = [
  confirming('statuses', 'takes confirmations of the states that it names', { values: [['01'], ['04']] }),
  confirming('sources', 'takes confirmations that came as it names', { values: [['bureau'], ['manual']] }),
  confirming('entryDays', 'takes confirmations of the last days', {
    values: [3, 7],
    confirmation: { enteredAt: daysAgo(5) },
  }),
  confirming('lineFields', 'takes confirmations whose lines agree in the fields that it names', {
    values: [['itemName', 'spec'], ['itemName']],
    application: { lines: [back({ spec: '大' })] },
  }),
  confirming('condition', 'speaks of what its condition finds', { values: [null, null] }),
];

/** Two rules of one buyer that both find its application; the second one is the newer. */
async function ofTwo(
  world: EffectsWorld,
  rules: readonly [JsonObject, JsonObject],
  more: JsonObject = {},
): Promise<Json> {
  const buyerName = world.name();
  const known = new Map<unknown, string>();
  for (const [letter, days] of [
    ['old', 30],
    ['new', 3],
  ] as const)
    known.set(await blue(world, buyerName, { issuedAt: daysAgo(days) }), letter);
  const made: string[] = [];
  for (const rule of rules)
    made.push(
      await world.make('blue-match-rule', {
        ignorePrice: true,
        condition: buys(buyerName),
        ...rule,
      }),
    );
  const shown = await world.shown({ buyerName, redReason: 'return', lines: [back()], ...more });
  for (const id of made) await world.desk.act('blue-match-rule', id, 'disable');
  return letters(shown, (id) => known.get(id) ?? null);
}

/** What holds where several rules could. */
export const orders: readonly Effect[] = [
  {
    of: ['blue-match-rule.basis'],
    says: 'speaks by quantity to interfaces, and not to a page',
    without: none,
    with: ['one'],
    tried: async (world, isSet) => {
      const buyerName = world.name();
      const invoice = await blue(world, buyerName, {});
      const rule = { basis: 'quantity', ignorePrice: true, condition: buys(buyerName) };
      const id = await world.make('blue-match-rule', rule);
      const application = await world.application({ buyerName, redReason: 'return', lines: [back()] });
      const shown = await world.preview([application], { by: isSet ? 'interface' : 'page' });
      await world.desk.act('blue-match-rule', id, 'disable');
      return letters(shown, (one) => (one === invoice ? 'one' : null));
    },
  },
  {
    of: ['drawer-rule.documents'],
    says: 'draws red confirmations by rules of their own',
    without: ['甲某', '甲某'],
    with: ['甲某', '乙某'],
    tried: async (world, isSet) => {
      const buyerName = world.name();
      await blue(world, buyerName, {});
      const rule = { ignorePrice: true, condition: buys(buyerName) };
      const id = await world.make('blue-match-rule', rule);
      const draws = (drawerText: string, documents: readonly string[]) =>
        world.make('drawer-rule', {
          drawerSource: 'text',
          drawerText,
          documents,
          condition: buys(buyerName),
        });
      await draws('甲某', ['pending-invoice', ...(isSet ? [] : ['red-confirmation'])]);
      if (isSet) await draws('乙某', ['red-confirmation']);
      const application = await world.application({ buyerName, redReason: 'return', lines: [back()] });
      const pending = await world.made(application);
      await world.desk.act('blue-match-rule', id, 'disable');
      const confirmation = String((pending['redConfirmation'] as JsonObject | null)?.['id']);
      const { drawer = null } = await world.desk.read('red-confirmation', confirmation);
      return [pending['drawer'] ?? null, drawer];
    },
  },
  {
    of: ['drawer-rule.drawerText'],
    says: 'draws red invoices as it does others',
    without: ['甲某'],
    with: ['乙某'],
    tried: async (world, isSet) => {
      const buyerName = world.name();
      await blue(world, buyerName, {});
      const rule = { ignorePrice: true, condition: buys(buyerName) };
      const id = await world.make('blue-match-rule', rule);
      const drawerText = isSet ? '乙某' : '甲某';
      await world.make('drawer-rule', { drawerSource: 'text', drawerText, condition: buys(buyerName) });
      const shown = await world.shown({ buyerName, redReason: 'return', lines: [back()] });
      await world.desk.act('blue-match-rule', id, 'disable');
      return each(shown, 'drawer');
    },
  },
  {
    of: ['blue-match-rule.order'],
    says: 'goes by the newest of those that are shared alike',
    without: ['new'],
    with: ['old'],
    tried: (world, isSet) => {
      const two: readonly [JsonObject, JsonObject] = [{ order: 'farthest' }, { order: 'nearest' }];
      return ofTwo(world, isSet ? [two[1], two[0]] : two);
    },
  },
  {
    of: ['blue-match-rule.order'],
    says: 'goes by its own before those that are shared with all, however new',
    without: ['old'],
    with: ['new'],
    tried: (world, isSet) =>
      ofTwo(world, [
        { order: 'nearest', sharing: isSet ? 'private' : 'global' },
        { order: 'farthest', sharing: isSet ? 'global' : 'private' },
      ]),
  },
  {
    of: ['blue-match-rule.condition'],
    says: 'goes by rules without a condition where no other finds the application',
    without: none,
    with: ['new'],
    tried: (world, isSet) => {
      const range = { range: isSet ? 60 : 1, rangeUnit: 'days', order: 'nearest', condition: null };
      return ofTwo(world, [range, { ...range, redReasons: ['allowance'] }]);
    },
  },
  {
    of: ['red-confirmation-rule.statuses'],
    says: 'goes by the newest rule that finds the application',
    without: false,
    with: true,
    tried: async (world, isSet) => {
      const buyerName = world.name();
      const made = await entered(world, buyerName);
      for (const statuses of isSet ? [['01'], ['04']] : [['04'], ['01']])
        await world.make('red-confirmation-rule', {
          condition: buys(buyerName),
          statuses,
          sources: ['manual'],
          entryDays: 3,
        });
      const shown = await world.shown({ buyerName, redReason: 'return', lines: [back()] });
      return confirms(shown, made);
    },
  },
  {
    of: ['red-confirmation-rule.condition'],
    says: 'goes by rules without a condition by itself, and not on a page',
    without: false,
    with: true,
    tried: async (world, isSet) => {
      const buyerName = world.name();
      const made = await entered(world, buyerName);
      const rule = { statuses: ['04'], sources: ['manual'], entryDays: 3 };
      const id = await world.make('red-confirmation-rule', rule);
      const application = await world.application({ buyerName, redReason: 'return', lines: [back()] });
      const { body } = await world.ask('POST', '/api/decisions/plan', {
        ids: [application],
        by: isSet ? 'scheduler' : 'page',
      });
      await world.desk.act('red-confirmation-rule', id, 'disable');
      const result = body['result'] as JsonObject;
      return confirms({ invoices: rowsOf(result, 'pendingInvoices') }, made);
    },
  },
];
