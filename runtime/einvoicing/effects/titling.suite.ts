import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { type Effect, type EffectsWorld, each, goods, type Shown } from './effects-world.suite.ts';

const taxNo = '91500023MA0000001M';
const ofCustomer = { customerName: '91440300708461136T', customerTaxNo: '91310115MA1K3AB027' };
const fromImport = { mapTitles: ['import'] };

interface Titling {
  readonly title?: (world: EffectsWorld, isSet: boolean, name: string) => JsonObject | Promise<JsonObject>;
  readonly settings?: JsonObject;
  /** What the application says, of a title of that name. */
  readonly application?: (name: string, isSet: boolean) => JsonObject;
  readonly member: string;
  readonly comes: readonly [off: Json, on: Json];
}

async function titled(
  world: EffectsWorld,
  title: JsonObject,
  settings: JsonObject,
  application: JsonObject,
): Promise<Shown> {
  await world.make('buyer-title', title);
  return world.settled(settings, () => world.shown({ dataSource: 'import', ...application }));
}

function title(of: string | readonly string[], says: string, how: Titling): Effect {
  const { settings = fromImport, member, comes } = how;
  return {
    of: [of].flat().map((field) => (field.includes('.') ? field : `buyer-title.${field}`)),
    says,
    without: comes[0],
    with: comes[1],
    tried: async (world, isSet) => {
      const name = world.name();
      const own = { name, taxNo, ...(await how.title?.(world, isSet, name)) };
      const application = how.application?.(name, isSet) ?? { buyerName: name };
      return each(await titled(world, own, settings, application), member);
    },
  };
}

const row = (field: string, member: string, value: string, says: string): Effect =>
  title(`buyer-title.titles.${field}`, says, {
    title: (_, isSet) => ({ titles: [{ isDefault: true, ...(isSet ? { [field]: value } : {}) }] }),
    member,
    comes: [[null], [value]],
  });

const remarked = (value: string): JsonObject => ({ fact: 'remark', operator: 'equal', value });

/** What titles bring to documents. */
export const titles: readonly Effect[] = [
  title('name', 'is by what the buyer of an import is found', {
    application: (name, isSet) => ({ buyerName: isSet ? name : `${name}以外` }),
    member: 'buyerTaxNo',
    comes: [[null], [taxNo]],
  }),
  title('taxNo', 'stands as the buyer’s tax number', {
    title: (_, isSet) => ({ taxNo: isSet ? taxNo : null }),
    member: 'buyerTaxNo',
    comes: [[null], [taxNo]],
  }),
  title('kind', 'says whether the buyer is a person', {
    title: (_, isSet) => ({ taxNo: null, kind: isSet ? 'person' : 'company' }),
    member: 'buyerKind',
    comes: [['company'], ['person']],
  }),
  title('idNo', 'stands as the number of a person', {
    title: (_, isSet) => ({ taxNo: null, kind: 'person', idNo: isSet ? 'P-1' : null }),
    member: 'buyerIdNo',
    comes: [[null], ['P-1']],
  }),
  title('code', 'is by what an interface finds its buyer', {
    title: (_, isSet, name) => ({ code: isSet ? `C-${name}` : null }),
    settings: { mapTitles: ['api'] },
    application: (name) => ({ dataSource: 'api', buyerName: `${name}以外`, buyerCode: `C-${name}` }),
    member: 'buyerTaxNo',
    comes: [[null], [taxNo]],
  }),
  row('address', 'buyerAddress', '南京路1号', 'stands as the address of the buyer'),
  row('phone', 'buyerPhone', '02112345678', 'stands as the phone of the buyer'),
  row('bank', 'buyerBank', '工商银行', 'stands as the bank of the buyer'),
  row('account', 'buyerAccount', '6222000', 'stands as the account of the buyer'),
  row('mobile', 'buyerMobile', '13800000000', 'is the mobile to which an invoice is delivered'),
  row('email', 'buyerEmail', 'a@example.com', 'is the address to which an invoice is mailed'),
  title('buyer-title.titles.isDefault', 'says which row holds where no condition finds the document', {
    title: (_, isSet) => ({
      titles: [
        { address: '一', isDefault: !isSet },
        { address: '二', isDefault: isSet },
      ],
    }),
    settings: { completeTitles: true },
    member: 'buyerAddress',
    comes: [['一'], ['二']],
  }),
  title('buyer-title.titles.condition', 'says which documents a row is for', {
    title: (_, isSet) => ({
      titles: [
        { address: '一', isDefault: true, priority: 9 },
        { address: '二', priority: 1, condition: remarked(isSet ? '沪' : '京') },
      ],
    }),
    application: (buyerName) => ({ buyerName, remark: '沪' }),
    member: 'buyerAddress',
    comes: [['一'], ['二']],
  }),
  {
    of: ['buyer-title.titles.condition'],
    says: 'speaks of applications, and not of single invoices',
    without: null,
    with: '沪路',
    tried: async (world, isSet) => {
      const buyerName = world.name();
      const row = { address: '沪路', priority: 1, condition: remarked('沪') };
      await world.make('buyer-title', { name: buyerName, taxNo, titles: [row] });
      const said = { buyerName, remark: '沪', lines: [goods()] };
      return world.settled({ ...fromImport, completeTitles: true }, async () => {
        const invoice = isSet
          ? await world.issued({ ...said, dataSource: 'import' })
          : await world.single(said);
        return (await world.desk.read('invoice', invoice))['buyerAddress'] ?? null;
      });
    },
  },
  title('buyer-title.titles.priority', 'says which of two rows comes first', {
    title: (_, isSet) => ({
      titles: [
        { address: '一', priority: 5, condition: remarked('沪') },
        { address: '二', priority: isSet ? 4 : 6, condition: remarked('沪') },
      ],
    }),
    application: (buyerName) => ({ buyerName, remark: '沪' }),
    member: 'buyerAddress',
    comes: [['一'], ['二']],
  }),
  ...(['customerName', 'customerTaxNo'] as const).map((field) =>
    title(
      [`buyer-title.customers.${field}`, 'buyer-title.customers.customer'],
      `finds the title of a customer by ${field}`,
      {
        title: async (world, isSet) => {
          const customer = await world.make('customer', {
            name: `客户${field}`,
            taxNo: ofCustomer[field],
            kind: 'company',
          });
          return isSet ? { customers: [{ customer: { id: customer } }] } : {};
        },
        application: (name) =>
          field === 'customerName'
            ? { buyerName: `${name}以外`, customerName: `客户${field}` }
            : { buyerName: `${name}以外`, customerTaxNo: ofCustomer[field] },
        member: 'buyerTaxNo',
        comes: [[null], [taxNo]],
      },
    ),
  ),
  {
    of: ['other-settings.mapTitles'],
    says: 'has an imported buyer issued as the title that is set up',
    without: [null],
    with: [taxNo],
    tried: async (world, isSet) => {
      const name = world.name();
      const settings = { mapTitles: isSet ? ['import'] : ['scan'] };
      return each(await titled(world, { name, taxNo }, settings, { buyerName: name }), 'buyerTaxNo');
    },
  },
  {
    of: ['other-settings.completeTitles'],
    says: 'completes an imported buyer by the title of its name',
    without: [null],
    with: [taxNo],
    tried: async (world, isSet) => {
      const name = world.name();
      const settings = { completeTitles: isSet };
      return each(await titled(world, { name, taxNo }, settings, { buyerName: name }), 'buyerTaxNo');
    },
  },
  {
    of: ['other-settings.completeTitles'],
    says: 'completes what mapping left open, after it',
    without: [null],
    with: ['默认路'],
    tried: async (world, isSet) => {
      const name = world.name();
      const own = {
        name,
        taxNo,
        titles: [
          { address: '默认路', isDefault: true, priority: 9 },
          { bank: '工商银行', priority: 1, condition: remarked('沪') },
        ],
      };
      const settings = { ...fromImport, completeTitles: isSet };
      const shown = await titled(world, own, settings, {
        buyerTaxNo: taxNo,
        buyerName: name,
        remark: '沪',
      });
      return each(shown, 'buyerAddress');
    },
  },
  {
    of: ['other-settings.forceTitleMapping'],
    says: 'refuses an imported buyer that no title is set up for',
    without: [[], 1],
    with: [['title-not-mapped'], 0],
    tried: async (world, isSet) =>
      world.settled({ ...fromImport, forceTitleMapping: isSet }, async () => {
        const { stops, invoices } = await world.shown({ dataSource: 'import', buyerName: world.name() });
        return [stops, invoices.length];
      }),
  },
];
