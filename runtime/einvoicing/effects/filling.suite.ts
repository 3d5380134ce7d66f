import { sum } from '../../../metadata/common/decimal.ts';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { seller } from '../issuing/desk.suite.ts';
import {
  buys,
  type Effect,
  type EffectsWorld,
  each,
  goods,
  goodsCode,
  type OffAndOn,
  ofLines,
  rowsOf,
  type Shown,
  taxCode,
  Unfit,
} from './effects-world.suite.ts';

const open = (itemName: string): JsonObject => ({ itemName, quantity: '1', amount: '100' });
const members = (shown: Shown, ...names: readonly string[]): Json =>
  names.flatMap((name) => ofLines(shown, name));

/** What a line becomes that names an item, which says this. */
async function completed(
  world: EffectsWorld,
  item: JsonObject,
  { line = {}, settings = {} }: { readonly line?: JsonObject; readonly settings?: JsonObject } = {},
): Promise<Shown> {
  const name = world.name();
  await world.make('invoice-item', {
    name,
    taxCategory: { number: taxCode },
    rate: '0.06',
    preference: true,
    preferenceText: '按3%简易征收',
    ...item,
  });
  const said = { completeItems: true, ...settings };
  return world.settled(said, () => world.shown({ buyerName: '买方', lines: [{ ...open(name), ...line }] }));
}

interface Item extends OffAndOn {
  readonly member: string;
  readonly settings?: JsonObject;
  readonly item?: JsonObject;
  readonly line?: JsonObject;
}

function item(field: string, says: string, { values, member, comes, ...how }: Item): Effect {
  return {
    of: [`invoice-item.${field}`],
    says,
    without: comes[0],
    with: comes[1],
    tried: async (world, isSet) => {
      const said = { ...how.item, [field]: values[isSet ? 1 : 0] };
      const { settings = {}, line = {} } = how;
      return ofLines(await completed(world, said, { settings, line }), member);
    },
  };
}

/** A line of a receivable, which names a material that an item may be bound to. */
async function ofMaterial(world: EffectsWorld, row: JsonObject, line: JsonObject): Promise<Shown> {
  const name = world.name();
  await world.make('invoice-item', {
    name,
    taxCategory: { number: taxCode },
    rate: '0.06',
    materials: [row],
  });
  const lines = [{ quantity: '2', price: '50', amount: '100', itemName: '来的', ...line }];
  const shown = () => world.shown({ dataSource: 'import', buyerName: '买方', lines });
  return world.settled({ mapItems: ['import'] }, shown);
}

const fromMaterial = async (world: EffectsWorld) => {
  const unit = await world.make('unit', {});
  const base = await world.make('unit', {});
  const category = await world.make('material-category', {});
  const material = await world.make('material', { baseUnit: { id: base }, category: { id: category } });
  return { unit, base, category, material };
};

/** What a line of an application costs that names its item, or is bound to it, and says how many alone. */
const priced = (dataSource: string, line: JsonObject = {}) => ({
  of: ['invoice-item.price'],
  says: `prices a line that says how many alone, from ${dataSource}${line['unit'] ? ', in the unit of the item' : ''}`,
  without: [null, null, null],
  with: line['unit'] === '盒' ? [null, null, null] : ['12.5', '37.5', '39.75'],
  tried: async (world: EffectsWorld, isSet: boolean) => {
    const name = world.name();
    const common = { name, taxCategory: { number: taxCode }, rate: '0.06', unit: '箱' };
    await world.make('invoice-item', { ...common, ...(isSet ? { price: '12.5' } : {}) });
    const lines = [{ itemName: name, quantity: '3', ...line }];
    const settings = { mapItems: ['import'], completeItems: true };
    return world.settled(settings, async () => {
      const said = { dataSource, buyerName: world.name(), invoiceType: '10xdp', lines };
      const id = await world.desk.make('invoice-application', { sellerTaxNo: seller, ...said });
      const [own] = rowsOf(await world.desk.read('invoice-application', id), 'lines');
      return ['price', 'amount', 'gross'].map((member) => own?.[member] ?? null);
    });
  },
});

const namedAs = (code: string, name: string) => async (world: EffectsWorld, isSet: boolean) => {
  const [one, other] = [world.name(), world.name()];
  const { itemCode } = {
    itemCode: ofLines(
      await ofMaterial(
        world,
        { source: 'goods', [code]: one, ...(code === 'goodsCode' ? { goodsName: '名' } : {}) },
        { [name]: isSet ? one : other, taxCode, rate: '0.06' },
      ),
      'itemCode',
    ),
  };
  return (itemCode as readonly Json[]).map((found) => found !== null && found !== other);
};

/** What items bring to lines. */
export const items: readonly Effect[] = [
  item('spec', 'stands on a line that names no other', {
    values: [null, '大号'],
    member: 'spec',
    comes: [[null], ['大号']],
  }),
  item('unit', 'stands on a line that names no other', {
    values: [null, '箱'],
    member: 'unit',
    comes: [[null], ['箱']],
  }),
  item('rate', 'taxes a line that names none', {
    values: ['0.06', '0.13'],
    member: 'tax',
    comes: [['6'], ['13']],
  }),
  item('taxCategory', 'gives a line its code', {
    values: [{ number: taxCode }, { number: goodsCode }],
    member: 'taxCode',
    comes: [[taxCode], [goodsCode]],
  }),
  item('preferenceText', 'is shown instead of the rate', {
    values: ['按3%简易征收', '即征即退50%'],
    settings: { completePreference: true },
    member: 'preferenceText',
    comes: [['按3%简易征收'], ['即征即退50%']],
  }),
  item('preference', 'says whether a line is preferred', {
    values: [false, true],
    settings: { mapItems: ['api'], completeItems: false },
    member: 'preference',
    comes: [[false], [true]],
  }),
  {
    of: ['invoice-item.number'],
    says: 'is by what a line names its item',
    without: [null],
    with: ['大号'],
    tried: async (world, isSet) => {
      const number = world.name();
      const itemCode = isSet ? number : world.name();
      return ofLines(await completed(world, { number, spec: '大号' }, { line: { itemCode } }), 'spec');
    },
  },
  {
    of: ['invoice-item.name'],
    says: 'is by what a line finds its item that has no code',
    without: [null],
    with: ['大号'],
    tried: async (world, isSet) => {
      const name = world.name();
      const itemName = isSet ? name : world.name();
      return ofLines(await completed(world, { name, spec: '大号' }, { line: { itemName } }), 'spec');
    },
  },
  {
    of: ['invoice-item.priority'],
    says: 'says which of two of one name comes first',
    without: ['一'],
    with: ['二'],
    tried: async (world, isSet) => {
      const name = world.name();
      const common = { name, taxCategory: { number: taxCode }, rate: '0.06' };
      await world.make('invoice-item', { ...common, priority: 5, spec: '一' });
      const said = { ...common, priority: isSet ? 4 : 6, spec: '二' };
      return ofLines(await completed(world, said, { line: { itemName: name } }), 'spec');
    },
  },
  {
    of: ['invoice-item.condition'],
    says: 'finds the item of a line that names none of those there are',
    without: 'application-unfit',
    with: ['大号'],
    tried: async (world, isSet) => {
      const buyerName = world.name();
      const name = world.name();
      await world.make('invoice-item', {
        name,
        taxCategory: { number: taxCode },
        rate: '0.06',
        spec: '大号',
        condition: buys(isSet ? buyerName : world.name()),
      });
      const lines = [{ itemName: world.name(), rate: '0.06', quantity: '1', price: '100', amount: '100' }];
      return world.shown({ dataSource: 'manual', buyerName, lines }).then(
        (shown) => ofLines(shown, 'spec'),
        (failure) => (failure instanceof Unfit ? failure.message : Promise.reject(failure)),
      );
    },
  },
  {
    of: ['invoice-item.materials.material', 'invoice-item.materials.source'],
    says: 'is the item of a line that names its material',
    without: [null],
    with: ['0.06'],
    tried: async (world, isSet) => {
      const { material } = await fromMaterial(world);
      const { number } = await world.desk.read('material', material);
      const row = { source: 'material', material: { id: material } };
      const line = { materialCode: isSet ? (number ?? null) : '没有' };
      return ofLines(await ofMaterial(world, row, line), 'rate');
    },
  },
  {
    of: ['invoice-item.materials.materialCategory'],
    says: 'is the item of a line that names the category of its material',
    without: [null],
    with: ['0.06'],
    tried: async (world, isSet) => {
      const { category } = await fromMaterial(world);
      const { number } = await world.desk.read('material-category', category);
      const row = { source: 'material-category', materialCategory: { id: category } };
      const line = { categoryCode: isSet ? (number ?? null) : '没有' };
      return ofLines(await ofMaterial(world, row, line), 'rate');
    },
  },
  {
    of: ['invoice-item.materials.expenseItem'],
    says: 'is the item of a line that names its expense item',
    without: [null],
    with: ['0.06'],
    tried: async (world, isSet) => {
      const expense = await world.make('expense-item', {});
      const { number } = await world.desk.read('expense-item', expense);
      const row = { source: 'expense-item', expenseItem: { id: expense } };
      const line = { expenseCode: isSet ? (number ?? null) : '没有' };
      return ofLines(await ofMaterial(world, row, line), 'rate');
    },
  },
  {
    of: ['invoice-item.materials.goodsCode'],
    says: 'is the item of a line that names the code of its goods',
    without: [false],
    with: [true],
    tried: namedAs('goodsCode', 'itemCode'),
  },
  {
    of: ['invoice-item.materials.goodsName'],
    says: 'is the item of a line that names its goods',
    without: [false],
    with: [true],
    tried: namedAs('goodsName', 'itemName'),
  },
  item('price', 'is what a line costs that says how many alone', {
    values: ['50', '60'],
    line: { amount: null, quantity: '2' },
    member: 'amount',
    comes: [['100'], ['120']],
  }),
  item('price', 'leaves a line alone that counts in another unit than the item', {
    values: ['50', '60'],
    item: { unit: '箱' },
    line: { amount: '90', quantity: '2', unit: '盒' },
    member: 'amount',
    comes: [['90'], ['90']],
  }),
  priced('api'),
  priced('import'),
  priced('manual'),
  priced('api', { unit: '箱' }),
  {
    of: ['invoice-item.materials.unitText'],
    says: 'is the unit of a line that names what is bound, and none of its own',
    without: [null, '台'],
    with: ['次', '台'],
    tried: async (world, isSet) => {
      const expense = await world.make('expense-item', {});
      const { number = null } = await world.desk.read('expense-item', expense);
      const row = {
        source: 'expense-item',
        expenseItem: { id: expense },
        ...(isSet ? { unitText: '次' } : {}),
      };
      const open = ofLines(await ofMaterial(world, row, { expenseCode: number }), 'unit');
      const named = await ofMaterial(world, row, { expenseCode: number, unit: '台' });
      return [open, ofLines(named, 'unit')].flat();
    },
  },
  {
    of: [
      'invoice-item.materials.materialUnit',
      'invoice-item.materials.unitFactor',
      'invoice-item.materials.baseUnit',
    ],
    says: 'turns quantity and price into the base unit of the material',
    without: ['2', '50'],
    with: ['25', '4'],
    tried: async (world, isSet) => {
      const { material, unit } = await fromMaterial(world);
      const { number } = await world.desk.read('material', material);
      const { name } = await world.desk.read('unit', unit);
      const materialUnit = await world.make('material-unit', {
        material: { id: material },
        unit: { id: unit },
        baseFactor: '12.5',
        sourceFactor: '1',
      });
      const row = {
        source: 'material',
        material: { id: material },
        ...(isSet ? { materialUnit: { id: materialUnit } } : {}),
      };
      const shown = await ofMaterial(world, row, { materialCode: number ?? null, unit: name ?? null });
      return members(shown, 'quantity', 'price');
    },
  },
];

const shortOf = (...more: readonly JsonObject[]) =>
  goods({
    quantity: '8',
    price: '10',
    grossPrice: '11.3',
    amount: '80',
    tax: '10.4',
    gross: '90.4',
    ...more[0],
  });
const grossLimit = (limit: string, more: JsonObject = {}) => [
  { invoiceType: '10xdp', grossLimit: limit, ...more },
];

interface Gross extends OffAndOn {
  readonly settings?: JsonObject;
  readonly shows?: (shown: Shown) => Json;
}

/** Split by gross amounts, which somebody chooses at the desk. */
function gross(field: string, says: string, { values, settings = {}, shows, comes }: Gross): Effect {
  return {
    of: [`other-settings.${field}`],
    says,
    without: comes[0],
    with: comes[1],
    tried: async (world, isSet) => {
      const said = {
        grossLimits: grossLimit('40'),
        ...settings,
        [field.split('.')[0] ?? '']: values[isSet ? 1 : 0],
      };
      return world.settled(said, async () => {
        const lines = [shortOf()];
        const id = await world.application({ buyerName: world.name(), taxIncluded: true, lines });
        const shown = await world.preview([id], { split: { by: 'gross' } });
        return (shows ?? ((one) => each(one, 'gross')))(shown);
      });
    },
  };
}

const quantities = (shown: Shown) => ofLines(shown, 'quantity');

const lengthOf = (text: Json | undefined): Json => (typeof text === 'string' ? text.length : null);

/** Each sort of text that is longer than a channel takes. */
const tooLong = (
  [
    ['nameTooLong', 'itemName', '名'.repeat(101), 100],
    ['specTooLong', 'spec', '型'.repeat(41), 40],
    ['unitTooLong', 'unit', '吨'.repeat(23), 22],
  ] as const
).map(
  ([field, member, text, most]): Effect => ({
    of: [`other-settings.${field}`],
    says: `cuts ${member} where it is too long, or leaves it and says so`,
    without: [null, true],
    with: [most, false],
    tried: async (world, isSet) =>
      world.settled({ [field]: isSet ? 'cut' : 'warn' }, async () => {
        const shown = await world.shown({ buyerName: '买方', lines: [goods({ [member]: text })] });
        const [own] = ofLines(shown, member) as readonly Json[];
        return [lengthOf(own), shown.issues.includes('text-too-long')];
      }),
  }),
);

/** What the other settings fill, cut and order. */
export const others: readonly Effect[] = [
  {
    of: ['other-settings.completeItems'],
    says: 'completes lines that an interface left open by the item of their name',
    without: [null],
    with: ['大号'],
    tried: async (world, isSet) =>
      ofLines(await completed(world, { spec: '大号' }, { settings: { completeItems: isSet } }), 'spec'),
  },
  {
    of: ['other-settings.completePreference'],
    says: 'completes the preference of a line, too',
    without: [null],
    with: ['按3%简易征收'],
    tried: async (world, isSet) =>
      ofLines(await completed(world, {}, { settings: { completePreference: isSet } }), 'preferenceText'),
  },
  {
    of: ['other-settings.mapItems'],
    says: 'has an interface’s item issued as the one that is set up',
    without: ['自己的'],
    with: ['大号'],
    tried: async (world, isSet) =>
      ofLines(
        await completed(
          world,
          { spec: '大号' },
          { line: { spec: '自己的' }, settings: { mapItems: isSet ? ['api'] : ['import'] } },
        ),
        'spec',
      ),
  },
  ...tooLong,
  {
    of: ['other-settings.issueOrder'],
    says: 'is the order in which a batch is issued',
    without: ['甲', '乙'],
    with: ['乙', '甲'],
    tried: (world, isSet) =>
      world.settled({ issueOrder: isSet ? 'buyer-name' : 'pending-number' }, async () => {
        const names = new Map<Json, Json>();
        for (const buyerName of ['甲', '乙'])
          names.set(
            await world.desk.make('pending-invoice', {
              buyerName,
              invoiceType: '10xdp',
              sellerTaxNo: seller,
              lines: [goods()],
            }),
            buyerName,
          );
        const pendingInvoices = [...names.keys()].map((id) => ({ id }));
        const { body } = await world.ask('POST', '/api/issuing/pending-invoices', { pendingInvoices });
        return (body['pendingInvoices'] as readonly Json[]).map((id) => names.get(id) ?? null);
      }),
  },
  {
    of: ['other-settings.remarkTooLong'],
    says: 'cuts remarks where they are too long, or leaves them and says so',
    without: [null, ['text-too-long']],
    with: [450, []],
    tried: async (world, isSet) =>
      world.settled({ remarkTooLong: isSet ? 'cut' : 'warn' }, async () => {
        const shown = await world.shown({ buyerName: '买方', remark: '备'.repeat(451) });
        return [lengthOf((each(shown, 'remark') as readonly Json[])[0]), shown.stops];
      }),
  },
  gross('grossLimits.grossLimit', 'is the gross amount of an invoice that is split by it', {
    values: [grossLimit('100'), grossLimit('40')],
    comes: [['90.4'], ['40', '40', '10.4']],
  }),
  gross('grossLimits.invoiceType', 'is the type that the limit is for', {
    values: [[{ invoiceType: '08xdp', grossLimit: '40' }], grossLimit('40')],
    comes: [[], ['40', '40', '10.4']],
  }),
  {
    of: ['other-settings.grossLimits.organisations'],
    says: 'is the organisation whose invoices the limit is for',
    without: [],
    with: ['40', '40', '10.4'],
    tried: async (world, isSet) => {
      const [other, own] = await world.organisations();
      const organisations = [{ id: isSet ? own : other }];
      return world.settled({ grossLimits: grossLimit('40', { organisations }) }, async () => {
        const lines = [shortOf()];
        const id = await world.application({ buyerName: world.name(), taxIncluded: true, lines });
        return each(await world.preview([id], { split: { by: 'gross' } }), 'gross');
      });
    },
  },
  gross('grossMode', 'cuts by price, or by quantity', {
    values: ['by-price', 'by-quantity'],
    shows: quantities,
    comes: [
      ['8', '8', '8'],
      ['3.5398230088', '3.5398230088', '0.9203539823'],
    ],
  }),
  gross('grossPriceQuantity', 'keeps the quantity, or gives each piece a fixed one', {
    values: ['kept', 'fixed'],
    settings: { grossFixedQuantity: '2' },
    shows: quantities,
    comes: [
      ['8', '8', '8'],
      ['2', '2', '2'],
    ],
  }),
  {
    of: ['other-settings.grossFixedQuantity'],
    says: 'writes the quantity of the document back, whatever the pieces say',
    without: [['8', '8', '8'], '8'],
    with: [['2', '2', '2'], '8'],
    tried: (world, isSet) =>
      world.settled(
        {
          grossLimits: grossLimit('40'),
          grossPriceQuantity: isSet ? 'fixed' : 'kept',
          grossFixedQuantity: '2',
        },
        async () => {
          const lines = [shortOf()];
          const id = await world.application({ buyerName: world.name(), taxIncluded: true, lines });
          const shown = await world.preview([id], { split: { by: 'gross' } });
          return [quantities(shown), sum(ofLines(shown, 'originalIssuedQuantity') as readonly string[])];
        },
      ),
  },
  {
    of: ['other-settings.grossLimits.grossLimit'],
    says: 'splits an application as a whole, and not what is left of it',
    without: [['40', '40', '10.4'], []],
    with: [[], ['gross-of-part']],
    tried: (world, isSet) =>
      world.settled({ grossLimits: grossLimit('40') }, async () => {
        const lines = [shortOf()];
        const id = await world.application({ buyerName: world.name(), taxIncluded: true, lines });
        if (isSet) await world.partly(id);
        const shown = await world.preview([id], { split: { by: 'gross' } });
        return [each(shown, 'gross'), shown.stops];
      }),
  },
  gross('grossFixedQuantity', 'is the quantity of each piece', {
    values: ['2', '3'],
    settings: { grossPriceQuantity: 'fixed' },
    shows: quantities,
    comes: [
      ['2', '2', '2'],
      ['3', '3', '3'],
    ],
  }),
  gross('grossQuantityMode', 'cuts whole ones only', {
    values: ['exact', 'whole'],
    settings: { grossMode: 'by-quantity' },
    shows: quantities,
    comes: [
      ['3.5398230088', '3.5398230088', '0.9203539823'],
      ['1', '1', '1', '1', '1', '1', '1', '1'],
    ],
  }),
  gross('grossQuantityDecimals', 'keeps so many decimals of a quantity of a gross split', {
    values: [10, 4],
    settings: { grossMode: 'by-quantity' },
    shows: quantities,
    comes: [
      ['3.5398230088', '3.5398230088', '0.9203539823'],
      ['3.5398', '3.5398', '0.9204'],
    ],
  }),
  gross('grossHandling', 'keeps the decimals where they would leave the tolerance', {
    values: ['system', 'keep-decimals'],
    settings: { grossMode: 'by-quantity', grossQuantityDecimals: 1 },
    shows: quantities,
    comes: [
      ['3.5398230088496', '3.5398230088496', '0.9203539823009'],
      ['3.5', '3.5', '0.9'],
    ],
  }),
  {
    of: ['other-settings.rederivePrice'],
    says: 'has the price follow from the amount where a unit that was turned leaves the tolerance',
    without: ['3.3333333333333'],
    with: ['3.3366666666667'],
    tried: async (world, isSet) => {
      const { material, unit } = await fromMaterial(world);
      const { number } = await world.desk.read('material', material);
      const { name } = await world.desk.read('unit', unit);
      const materialUnit = await world.make('material-unit', {
        material: { id: material },
        unit: { id: unit },
        baseFactor: '3',
        sourceFactor: '1',
      });
      const row = { source: 'material', material: { id: material }, materialUnit: { id: materialUnit } };
      const line = {
        materialCode: number ?? null,
        unit: name ?? null,
        quantity: '1',
        price: '10',
        amount: '10.01',
      };
      return world.settled({ rederivePrice: isSet }, async () =>
        ofLines(await ofMaterial(world, row, line), 'price'),
      );
    },
  },
];

/** Prices that are too long for a channel that not everybody has. */
export const prices: readonly Effect[] = [
  {
    of: ['other-settings.priceTooLong'],
    says: 'cuts prices where they are too long for the channel, or leaves them and says so',
    without: [null, ['text-too-long']],
    with: [16, []],
    tried: (world, isSet) =>
      world.settled({ priceTooLong: isSet ? 'cut' : 'warn' }, async () => {
        const businessType = await world.byRpa();
        const lines = [
          goods({
            quantity: '1',
            price: '1234.1234567890123',
            amount: '1234.12',
            tax: '160.44',
            gross: '1394.56',
          }),
        ];
        const shown = await world.shown({ buyerName: '买方', businessType, lines });
        return [lengthOf((ofLines(shown, 'price') as readonly Json[])[0]), shown.stops];
      }),
  },
];
