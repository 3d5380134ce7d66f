import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';

/**
 * A case that the source documents forbid, said in metadata alone, and refused over HTTP at the field that is wrong.
 */
interface Refused {
  readonly says: string;
  readonly form: string;
  readonly body: JsonObject;
  /** Path and code of every error. */
  readonly errors: readonly string[];
}

const item = { name: '软件', taxCategory: 'T-SOFT' };
const control = { name: '管控', businessType: 'T-TYPE' };
const estate = { number: 'T-ESTATE', name: '写字楼', address: '情侣中路1号' };
const own = { name: '邮箱', mailbox: 'own', organisations: [{ organisation: 'root' }] };
const keys = ['buyerName', 'buyerTaxNo', 'invoiceType', 'taxMethod', 'taxIncluded', 'sourceSystem'];
const merge = { number: 'T-MERGE', name: '合并' };

const refused: readonly Refused[] = [
  ...['免税', '免征收', '不征税'].map((preferenceText) => ({
    says: `${preferenceText} with a rate`,
    form: 'invoice-item',
    body: { ...item, preference: true, preferenceText, rate: '0.06' },
    errors: ['/rate check-failed'],
  })),
  {
    says: 'a preference that is not named',
    form: 'invoice-item',
    body: { ...item, preference: true, rate: '0' },
    errors: ['/preferenceText required'],
  },
  {
    says: 'a summary item of the tax table on goods',
    form: 'invoice-item',
    body: { name: '服务', taxCategory: 'T-SUM', rate: '0' },
    errors: ['/taxCategory reference-not-offered'],
  },
  {
    says: 'a unit of another material',
    form: 'invoice-item',
    body: { ...item, materials: [{ source: 'material', material: 'T-PAPER', materialUnit: 'T-RICE-CASE' }] },
    errors: ['/materials/0/materialUnit reference-not-offered'],
  },
  {
    says: 'a month below the day',
    form: 'business-control',
    body: { ...control, dayCredit: '100', monthCredit: '99' },
    errors: ['/monthCredit check-failed'],
  },
  {
    says: 'a role above the day of its type',
    form: 'business-control',
    body: {
      ...control,
      dayCredit: '100',
      monthCredit: '1000',
      roles: [{ role: 'administrator', dayCredit: '101', monthCredit: '500' }],
    },
    errors: ['/roles/0/dayCredit check-failed'],
  },
  {
    says: 'a month of a role below its day',
    form: 'business-control',
    body: {
      ...control,
      dayCredit: '100',
      monthCredit: '1000',
      roles: [{ role: 'administrator', dayCredit: '50', monthCredit: '49' }],
    },
    errors: ['/roles/0/monthCredit check-failed'],
  },
  {
    says: 'an organisation in two mail schemes',
    form: 'mail-scheme',
    body: { name: '第二个', organisations: [{ organisation: 'root' }] },
    errors: ['/organisations/0/organisation unique-taken'],
  },
  {
    says: 'an own mailbox without its account',
    form: 'mail-scheme',
    body: own,
    errors: ['/userName required', '/account required', '/password required', '/host required'],
  },
  ...['0', '-1'].map((grossLimit) => ({
    says: `a receipt limit of ${grossLimit}`,
    form: 'receipt-code',
    body: { organisation: 'root', grossLimit, invoiceTypes: ['10xdp'] },
    errors: ['/grossLimit too-small'],
  })),
  {
    says: 'a receipt limit of more than 20 bytes',
    form: 'receipt-code',
    body: { organisation: 'root', grossLimit: '123456789012345678.90', invoiceTypes: ['10xdp'] },
    errors: ['/grossLimit too-many-digits'],
  },
  {
    says: 'a rental without certificate and unit',
    form: 'real-estate',
    body: { ...estate, type: 'rental' },
    errors: ['/certificateNo required', '/areaUnit required'],
  },
  {
    says: 'a construction without its project',
    form: 'real-estate',
    body: { ...estate, type: 'construction' },
    errors: ['/landVatProjectNo required', '/projectName required'],
  },
  ...[0, 11].map((priority) => ({
    says: `a processing scheme of priority ${priority}`,
    form: 'processing-scheme',
    body: { name: '方案', priority, splitRule: 'T-SPLIT' },
    errors: [priority === 0 ? '/priority too-small' : '/priority too-great'],
  })),
  {
    says: 'a drawer rule of priority 10',
    form: 'drawer-rule',
    body: { name: '开票人', priority: 10 },
    errors: ['/priority too-great'],
  },
  {
    says: 'blue invoices of more than 60 months',
    form: 'blue-match-rule',
    body: { name: '蓝票', range: 61, rangeUnit: 'months' },
    errors: ['/range check-failed'],
  },
  {
    says: 'blue invoices of more than 1826 days',
    form: 'blue-match-rule',
    body: { name: '蓝票', range: 1827, rangeUnit: 'days' },
    errors: ['/range check-failed'],
  },
  {
    says: 'a panel that asks for what its form does not offer',
    form: 'blue-match-rule',
    body: { name: '蓝票', condition: { fact: 'gross', operator: 'greaterThan', value: '1' } },
    errors: ['/condition fact-not-offered'],
  },
  {
    says: 'document keys without a forced one',
    form: 'merge-rule',
    body: { ...merge, documentKeys: keys.slice(1) },
    errors: ['/documentKeys field-forced'],
  },
  {
    says: 'an offset of equal rates without a price gap',
    form: 'merge-rule',
    body: { ...merge, offset: 'same-rate' },
    errors: ['/priceGap required'],
  },
  {
    says: 'red confirmations for positive documents',
    form: 'auto-issue-scheme',
    body: { name: '自动', push: 'prepare' },
    errors: ['/push option-not-offered'],
  },
  {
    says: '免税 with a rate, though the flag does not stand',
    form: 'invoice-item',
    body: { ...item, preferenceText: '免税', rate: '0.06' },
    errors: ['/rate check-failed'],
  },
  {
    says: '不征税 with a rate on a line',
    form: 'invoice-application',
    body: { lines: [{ preferenceText: '不征税', rate: '0.06' }] },
    errors: ['/lines/0/rate check-failed'],
  },
  {
    says: 'a truck without its tonnage',
    form: 'vehicle',
    body: { vehicleType: 'truck', brandModel: 'X', taxCategory: 'T-SOFT' },
    errors: ['/tonnage required'],
  },
  {
    says: 'a passenger vehicle without seats, which needs no tonnage',
    form: 'vehicle',
    body: { vehicleType: 'passenger', brandModel: 'X', taxCategory: 'T-SOFT' },
    errors: ['/seats required'],
  },
  ...(['0', '-1', '1234567890123456789.5'] as const).map((grossLimit) => ({
    says: `a limit of ${grossLimit} on a static code`,
    form: 'static-qr',
    body: { organisation: 'root', grossLimit },
    errors: [grossLimit.length > 20 ? '/grossLimit too-long' : '/grossLimit too-small'],
  })),
  {
    says: 'customs settings of another organisation than one works in',
    form: 'customs-init',
    body: { number: 'T-CUSTOMS', organisation: 'T-SUB', appId: 'a', secret: 's' },
    errors: ['/organisation check-failed'],
  },
  {
    says: 'fields of lines in a header remark',
    form: 'remark-rule',
    body: { name: '备注', kind: 'header', headerFields: ['number', 'lines.itemName'] },
    errors: ['/headerFields/1 field-of-rows'],
  },
  {
    says: 'fields of lines among document keys',
    form: 'merge-rule',
    body: { ...merge, documentKeys: [...keys, 'lines.rate'] },
    errors: ['/documentKeys/6 field-of-rows'],
  },
  {
    says: 'variables nobody knows, and a list in a subject',
    form: 'mail-scheme',
    body: {
      name: '变量',
      mailbox: 'own',
      userName: 'u',
      account: 'a@b.cn',
      password: 'p',
      host: 'h',
      singleTemplate: 'own',
      singleSubject: '[&发票列表&]',
      singleBody: '[&销方名字&]',
    },
    errors: ['/singleSubject template-unknown', '/singleBody template-unknown'],
  },
  {
    says: 'an additional value of another sort than its name was defined for',
    form: 'invoice-application',
    body: { additionalMode: 'shown', additional: [{ info: 'T-INFO', text: '三月' }] },
    errors: ['/additional/0/day required'],
  },
  {
    says: 'a task that does not fit the data',
    form: 'automation-task',
    body: { number: 'T-TASK', name: '任务', dataKind: 'invoice', task: 'download' },
    errors: ['/task option-not-offered'],
  },
  {
    says: 'a discount line with a quantity',
    form: 'invoice-application',
    body: {
      lines: [
        { kind: 'discounted', amount: '2' },
        { kind: 'discount', quantity: '1', amount: '-1' },
      ],
    },
    errors: ['/lines/1/quantity check-failed'],
  },
  {
    says: 'a discount that stands below nothing',
    form: 'invoice-application',
    body: { lines: [{ amount: '5' }, { kind: 'discount', itemName: '笔', amount: '-1' }] },
    errors: ['/lines/1/kind discount-place'],
  },
  {
    says: 'a discount of more than there is, and of another name, code and rate',
    form: 'invoice-application',
    body: {
      lines: [
        { kind: 'discounted', itemName: '笔', taxCode: '1', rate: '0.13', amount: '100' },
        { kind: 'discount', itemName: '本', taxCode: '2', rate: '0.06', amount: '-100.01' },
      ],
    },
    errors: [
      '/lines/1/itemName discount-name',
      '/lines/1/taxCode discount-code',
      '/lines/1/rate discount-rate',
      '/lines/1/amount discount-too-large',
    ],
  },
  {
    says: 'amounts and taxes beyond the tolerances',
    form: 'invoice-application',
    body: {
      lines: [
        { quantity: '3', price: '33.33', amount: '99.97', rate: '0', tax: '0' },
        { amount: '250', rate: '0.06', tax: '15.07' },
      ],
    },
    errors: ['/lines/0/amount line-amount', '/lines/1/tax line-tax'],
  },
  {
    says: 'a tax on more than the difference',
    form: 'invoice-application',
    body: {
      taxMethod: 'difference',
      lines: [{ gross: '1130', deduction: '565', rate: '0.13', tax: '65.07', amount: '1064.93' }],
    },
    errors: ['/lines/0/tax difference-tax'],
  },
  {
    says: 'an invoice whose taxes are each near enough, and all together not',
    form: 'pending-invoice',
    body: { lines: Array.from({ length: 22 }, () => ({ amount: '100', rate: '0.13', tax: '13.06' })) },
    errors: ['/tax invoice-tax'],
  },
  {
    says: 'a line of a receivable that has no invoice item',
    form: 'invoice-application',
    body: {
      dataSource: 'receivable',
      lines: [{ itemName: '大米', taxCode: 'T-SOFT' }, { unit: '台' }],
    },
    errors: ['/lines/1/itemName item-unmatched'],
  },
  {
    says: 'a price of 26 characters',
    form: 'invoice-application',
    body: { lines: [{ price: '123456789012.1234567890123' }] },
    errors: ['/lines/0/price too-long'],
  },
  {
    says: 'a motor vehicle that is not named',
    form: 'invoice-application',
    body: { specialKind: 'motor-vehicle', lines: [{ itemName: '轿车' }] },
    errors: ['/lines/0/vehicle required'],
  },
  {
    says: 'a field that is not there among keys',
    form: 'merge-rule',
    body: { ...merge, documentKeys: [...keys, 'colour'] },
    errors: ['/documentKeys/6 unknown-field'],
  },
  {
    says: 'two default rows of a title',
    form: 'buyer-title',
    body: { number: 'T-TITLE', name: '购方', titles: [{ isDefault: true }, {}, { isDefault: true }] },
    errors: ['/titles/2/isDefault not-unique'],
  },
  {
    says: 'two limits of an invoice type',
    form: 'split-rule',
    body: {
      number: 'T-SPLIT-2',
      name: '拆分',
      limits: ['1', '2'].map((netLimit) => ({ invoiceType: '10xdp', netLimit })),
    },
    errors: ['/limits/1/invoiceType not-unique'],
  },
  {
    says: 'two channel rules of one priority',
    form: 'channel-strategy',
    body: { name: '通道', rules: ['drawer-first', 'shortest-queue'].map((rule) => ({ priority: 1, rule })) },
    errors: ['/rules/1/priority not-unique'],
  },
  {
    says: 'a buyer title without its number and its name',
    form: 'buyer-title',
    body: { taxNo: '91440300708461136T' },
    errors: ['/number required', '/name required'],
  },
  {
    says: 'a title row that asks for what no application has',
    form: 'buyer-title',
    body: {
      number: 'T-ASKS',
      name: '购方',
      titles: [{ condition: { fact: 'cashier', operator: 'isEmpty' } }],
    },
    errors: ['/titles/0/condition/fact unknown-fact'],
  },
  {
    says: 'a real estate without its type and its address',
    form: 'real-estate',
    body: { number: 'T-NOWHERE', name: '写字楼' },
    errors: ['/type required', '/address required'],
  },
  {
    says: 'a handler without a number and a name',
    form: 'handler',
    body: { department: '财务部' },
    errors: ['/number required', '/name required'],
  },
  {
    says: 'a channel strategy without a rule',
    form: 'channel-strategy',
    body: { name: '通道' },
    errors: ['/rules check-failed'],
  },
  {
    says: 'a tax code that nobody knows, among those of a business type',
    form: 'business-type',
    body: { name: '限定', taxScope: 'listed', taxCategories: ['T-NONE'] },
    errors: ['/taxCategories/0 reference-unknown'],
  },
  {
    says: 'a second split rule of one number',
    form: 'split-rule',
    body: { number: 'T-SPLIT', name: '又一个' },
    errors: ['/number number-taken'],
  },
  {
    says: 'the reminder of the device limit switched off',
    form: 'split-rule',
    body: { number: 'T-DEVICE', name: '拆分', deviceLimit: false },
    errors: ['/deviceLimit readonly'],
  },
  {
    says: 'line keys without a forced one',
    form: 'merge-rule',
    body: { ...merge, lineKeys: ['itemName', 'rate', 'spec'] },
    errors: ['/lineKeys field-forced'],
  },
  {
    says: 'a panel of red confirmations that asks for an amount',
    form: 'red-confirmation-rule',
    body: { name: '确认单', condition: { fact: 'gross', operator: 'greaterThan', value: '1' } },
    errors: ['/condition fact-not-offered'],
  },
  {
    says: 'a window that ends after the day',
    form: 'auto-issue-scheme',
    body: { name: '自动', window: '00:15:00~25:00:00' },
    errors: ['/window not-time-range'],
  },
  {
    says: 'a receipt code for no kind of invoice',
    form: 'receipt-code',
    body: { organisation: 'root', grossLimit: '100' },
    errors: ['/invoiceTypes required'],
  },
  {
    says: 'a line remark made of nothing',
    form: 'remark-rule',
    body: { name: '备注', kind: 'line' },
    errors: ['/lineFields required'],
  },
];

/** A case that they let pass, with the values that then stand in the record without anybody having typed them. */
interface Taken {
  readonly says: string;
  readonly form: string;
  readonly body: JsonObject;
  readonly answered: object;
  /** Paths of values that are not shown and were emptied, or of other warnings. Default: none. */
  readonly warnings?: readonly string[];
}

const filled = { name: '子公司', taxNo: 'DE811569' };
const confirmed = { name: '确认单', condition: { fact: 'customerName', operator: 'isNotEmpty' } };
const goods = { source: 'goods', goodsCode: 'G1' };
/** The original values that issuing alone writes, when it merges lines. */
const writtenBack = { originalUnit: '箱', originalQuantity: '2', unitFactor: '12.5' };

const taken: readonly Taken[] = [
  {
    says: 'a rate typed over that of the category, not the version of its code table',
    form: 'invoice-item',
    body: { ...item, rate: '0.13', codeVersion: '999' },
    answered: { rate: '0.13', codeVersion: '33.0' },
    warnings: ['/codeVersion value-not-taken'],
  },
  {
    says: 'no material unit of goods that are no material',
    form: 'invoice-item',
    body: { ...item, materials: [{ ...goods, materialUnit: 'T-RICE-CASE', unitText: '袋' }] },
    answered: { materials: [{ materialUnit: null, unitFactor: null, unitText: '袋' }] },
    warnings: ['/materials/0/materialUnit hidden-emptied'],
  },
  {
    says: 'a number of a category that somebody chose',
    form: 'invoice-item-category',
    body: { name: '运输', number: 'T-OWN' },
    answered: { number: 'T-OWN' },
  },
  {
    says: 'rate and merged code of a vehicle from its category',
    form: 'vehicle',
    body: { vehicleType: 'trailer', tonnage: '1', brandModel: 'X', taxCategory: 'T-SOFT' },
    answered: { rate: '0.06', mergedCode: 'T-SOFT' },
  },
  {
    says: 'red confirmations where negative documents are meant',
    form: 'auto-issue-scheme',
    body: { name: '自动负数', sign: ['negative'], push: 'prepare' },
    answered: { push: 'prepare' },
  },
  {
    says: 'a red document that is normal: type and state are two fields',
    form: 'invoice-application',
    body: { billType: 'red', billStatus: 'normal' },
    answered: { billType: 'red', billStatus: 'normal' },
  },
  {
    says: 'a normal document that is held',
    form: 'invoice-application',
    body: { billStatus: 'held' },
    answered: { billType: 'normal', billStatus: 'held' },
  },
  {
    says: 'on a line what writing back needs',
    form: 'invoice-application',
    body: { lines: [writtenBack] },
    answered: { lines: [writtenBack] },
  },
  {
    says: 'the kind of source bill beside how it came',
    form: 'invoice-application',
    body: { dataSource: 'api', sourceBill: 'sales-invoice' },
    answered: { dataSource: 'api', sourceBill: 'sales-invoice' },
  },
  {
    says: 'the account whose person is the drawer, and another for the payee',
    form: 'drawer-rule',
    body: {
      name: '数电账号',
      priority: 9,
      drawerSource: 'tax-account',
      drawerAccount: 'T-ACCOUNT',
      payeeSource: 'tax-account',
      reviewerSource: 'text',
      reviewerText: '王',
      reviewerAccount: 'T-ACCOUNT',
    },
    answered: { drawerAccount: { number: 'T-ACCOUNT' }, payeeAccount: null, reviewerAccount: null },
    warnings: ['/reviewerAccount hidden-emptied'],
  },
  {
    says: 'several channel rules, in their order',
    form: 'channel-strategy',
    body: {
      name: '组合',
      rules: [
        { priority: 1, rule: 'named' },
        { priority: 2, rule: 'shortest-queue' },
      ],
    },
    answered: { rules: [{ rule: 'named' }, { rule: 'shortest-queue' }] },
  },
  {
    says: 'all tax codes, where none are listed',
    form: 'business-type',
    body: { name: '不限' },
    answered: { taxScope: 'all', taxCategories: null },
  },
  {
    says: 'the tax codes that are listed',
    form: 'business-type',
    body: { name: '限定', taxScope: 'listed', taxCategories: ['T-SOFT'] },
    answered: { taxCategories: [{ number: 'T-SOFT' }] },
  },
  {
    says: 'drawers by document type and organisation',
    form: 'drawer-rule',
    body: {
      name: '红冲单',
      condition: {
        all: [
          { fact: 'billType', operator: 'equal', value: 'red' },
          { fact: 'organisation.number', operator: 'equal', value: 'root' },
        ],
      },
    },
    answered: { documents: ['invoice-application', 'pending-invoice', 'red-confirmation'] },
  },
  {
    says: 'a mail scheme that is for nobody, and says so',
    form: 'mail-scheme',
    body: { name: '无企业' },
    answered: { organisations: [] },
    warnings: ['/mailbox mailbox-not-configured', '/organisations check-failed', ' rule-for-nobody'],
  },
  {
    says: 'no offset while lines are merged',
    form: 'merge-rule',
    body: { number: 'T-MERGED', name: '合并', mergeLines: true, offset: 'same-rate' },
    answered: { offset: null, priceGap: null, lineHandling: 'add', switch1: false },
    warnings: ['/offset hidden-emptied'],
  },
  {
    says: 'name and tax number of the organisation, on a static code',
    form: 'static-qr',
    body: { organisation: 'T-SUB', grossLimit: '100.5' },
    answered: filled,
  },
  {
    says: 'name and tax number of the organisation, on a receipt code',
    form: 'receipt-code',
    body: { organisation: 'T-SUB', grossLimit: '100.5', invoiceTypes: ['10xdp'] },
    answered: filled,
  },
  {
    says: 'name and tax number of the organisation, in customs settings',
    form: 'customs-init',
    body: { number: 'T-CUSTOMS', appId: 'a', secret: 's' },
    answered: { name: expect.any(String), environment: 'production', verification: 'none' },
  },
  {
    says: 'other keys for the other environment of customs',
    form: 'customs-init',
    body: { number: 'T-CUSTOMS-TEST', environment: 'test', appId: 'b', secret: 't' },
    answered: { environment: 'test', appId: 'b' },
  },
  {
    says: 'no basis of allowances, where a rule is for returns',
    form: 'blue-match-rule',
    body: { name: '退货', redReasons: ['return'], allowanceBasis: 'remaining-red' },
    answered: { allowanceBasis: null },
    warnings: ['/allowanceBasis hidden-emptied'],
  },
  {
    says: 'confirmations that need none or have both, of the bureau or by hand, of three days',
    form: 'red-confirmation-rule',
    body: confirmed,
    answered: { statuses: ['01', '04'], sources: ['bureau', 'manual'], entryDays: 3 },
  },
  {
    says: 'confirmations that still wait, where somebody wants them',
    form: 'red-confirmation-rule',
    body: { ...confirmed, statuses: ['01', '02', '03', '04'] },
    answered: { statuses: ['01', '02', '03', '04'] },
  },
  {
    says: 'a window with seconds, and positive documents unless something else is said',
    form: 'auto-issue-scheme',
    body: { name: '自动', window: '00:15:00~20:16:15' },
    answered: { window: '00:15:00~20:16:15', sign: ['positive'] },
  },
];

describeOnDatabases('checks of the invoicing package', (database) => {
  let node: TestNode;
  const post = (form: string, body: JsonObject) => node.ask('POST', `/api/forms/${form}/records`, body);

  beforeAll(async () => {
    node = await openTestNode(database.url, {
      packages: ['platform', 'basis', 'invoicing'],
      hosts: 'h:465 private',
    });
    const needed: readonly (readonly [string, JsonObject])[] = [
      [
        'tax-category',
        { number: 'T-SOFT', name: '软件服务', shortName: '信息技术服务', rate: '0.06', codeVersion: '33.0' },
      ],
      ['tax-category', { number: 'T-SUM', name: '销售服务', summary: true }],
      ['unit', { number: 'T-KG', name: '千克' }],
      ['unit', { number: 'T-CASE', name: '箱' }],
      ['material', { number: 'T-RICE', name: '大米', baseUnit: 'T-KG' }],
      ['material', { number: 'T-PAPER', name: '复印纸', baseUnit: 'T-KG' }],
      ['material-unit', { number: 'T-RICE-CASE', material: 'T-RICE', unit: 'T-CASE', baseFactor: '12.5' }],
      ['business-type', { number: 'T-TYPE', name: '普通销售' }],
      ['tax-account', { number: 'T-ACCOUNT', name: '账号', login: 'u', drawer: '张三' }],
      ['split-rule', { number: 'T-SPLIT', name: '拆分' }],
      ['mail-scheme', { number: 'T-MAIL', name: '集团邮箱', organisations: [{ organisation: 'root' }] }],
      ['invoice-item-category', { number: 'T-CATEGORY', name: '服务' }],
      [
        'organisation',
        { number: 'T-SUB', name: '子公司', parent: 'root', taxNumber: 'DE811569', bank: '工行' },
      ],
      ['additional-info', { number: 'T-INFO', name: '交货日期', valueKind: 'date' }],
    ];
    for (const [form, body] of needed) {
      const made = await post(form, body);
      if (made.status !== 201) throw new Error(`${form}: ${JSON.stringify(made.body)}`);
    }
  });
  afterAll(() => node.close());

  it.each(refused)('refuses $says', async ({ form, body, errors }) => {
    const answer = await post(form, body);
    expect(answer.status, JSON.stringify(answer.body)).toBeGreaterThanOrEqual(400);
    const shown = (answer.body['errors'] ?? []) as readonly JsonObject[];
    const found = shown.map(({ path, code }) => `${path} ${code}`);
    expect(found).toEqual([...errors]);
    expect(shown.every(({ message }) => typeof message === 'string' && message !== '')).toBe(true);
    // Fields are called as people call them, and records by their numbers.
    expect(shown.filter(({ message }) => /\b[a-z]+[A-Z]|lines\./.test(String(message)))).toEqual([]);
    expect(JSON.stringify(shown)).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-7/);
  });

  it.each(taken)('takes $says', async ({ form, body, answered, warnings = [] }) => {
    const answer = await post(form, body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    expect(answer.body).toMatchObject(answered);
    const found = (answer.body['$warnings'] ?? []) as readonly JsonObject[];
    expect(found.map(({ path, code }) => `${path} ${code}`)).toEqual(warnings);
  });

  it('fills in what a tax category and a material unit bring', async () => {
    const { status, body } = await post('invoice-item', {
      name: '大米',
      taxCategory: 'T-SOFT',
      materials: [
        { source: 'material', material: 'T-RICE', materialUnit: 'T-RICE-CASE' },
        { source: 'goods', goodsCode: 'G1', unitText: '袋' },
      ],
    });
    expect(status, JSON.stringify(body)).toBe(201);
    expect(body).toMatchObject({ taxCode: 'T-SOFT', taxShortName: '信息技术服务', rate: '0.06' });
    expect(body['materials']).toMatchObject([
      { baseUnit: { number: 'T-KG' }, unitFactor: '12.5' },
      { baseUnit: null, unitFactor: null, unitText: '袋' },
    ]);
  });

  it('takes a tax number of any form, and warns', async () => {
    const { status, body } = await post('invoice-application', { buyerTaxNo: '91500023333333' });
    expect(status).toBe(201);
    expect(body['$warnings']).toContainEqual(
      expect.objectContaining({ path: '/buyerTaxNo', code: 'tax-number-form' }),
    );
  });

  it('takes the seller from the organisation, and other preference texts with their rate', async () => {
    const lines = [{ preferenceText: '按3%简易征收', rate: '0.03' }];
    const { status, body } = await post('invoice-application', { organisation: 'T-SUB', lines });
    expect(status, JSON.stringify(body)).toBe(201);
    expect(body).toMatchObject({ sellerName: '子公司', sellerTaxNo: 'DE811569', sellerBank: '工行' });
    expect(body).toMatchObject({ billType: 'normal', billStatus: 'normal' });
  });

  it('knows a variable by what it is called, and answers its name', async () => {
    const body = '[&销方名称&] [&Buyer name&] [&gross&] [&发票列表&]';
    const scheme = {
      ...own,
      name: '模板',
      organisations: [],
      userName: 'u',
      account: 'a@b.cn',
      password: 'p',
    };
    const found = { host: 'h', singleTemplate: 'own', singleSubject: '[&销方名称&]', singleBody: body };
    const made = await post('mail-scheme', { ...scheme, ...found });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    expect(made.body['singleBody']).toBe('[&sellerName&] [&buyerName&] [&gross&] [&invoiceList&]');
  });

  it('refuses a second correction of the same goods, whether or not they have a code', async () => {
    const correction = { itemName: '笔', taxCategory: 'T-SOFT', rate: '0.06' };
    expect((await post('rate-correction', correction)).status).toBe(201);
    const twice = await post('rate-correction', correction);
    expect(twice.body['errors']).toMatchObject([{ path: '/itemName', code: 'unique-taken' }]);
    expect((await post('rate-correction', { ...correction, spec: 'M5' })).status).toBe(201);
  });

  it.each(['split-rule', 'merge-rule'])('keeps the default %s for everybody', async (form) => {
    const { body } = await node.ask('GET', `/api/forms/${form}/records?systemDefault=true`);
    const [rule] = body['items'] as readonly JsonObject[];
    const path = `/api/forms/${form}/records/${rule?.['id']}/actions/change-sharing`;
    const tag = { 'if-match': `"${rule?.['revision']}"` };
    const { status, body: answer } = await node.ask('POST', path, { sharing: 'private' }, tag);
    expect([status, answer['code']]).toEqual([409, 'preset-kept']);
  });

  it.each([
    ['the second switch without the first', 'merge-rule', { ...merge, switch2: true }, 'switch2'],
    [
      'a template of its own on the system mailbox',
      'mail-scheme',
      { name: '系统', singleTemplate: 'own' },
      'singleTemplate',
    ],
  ])('empties %s, and says so', async (_says, form, given, field) => {
    const { status, body } = await post(form, given);
    expect([status, body[field]], JSON.stringify(body)).toEqual([201, null]);
    expect(body['$warnings']).toEqual(
      expect.arrayContaining([expect.objectContaining({ path: `/${field}`, code: 'hidden-emptied' })]),
    );
  });

  it('adds up the lines of an application', async () => {
    const lines = [
      { amount: '1.10', tax: '0.14', gross: '1.24' },
      { amount: '2.20', tax: '0.29', gross: '2.49' },
    ];
    const { status, body } = await post('invoice-application', { lines });
    expect(status, JSON.stringify(body)).toBe(201);
    expect(body).toMatchObject({ amount: '3.3', tax: '0.43', gross: '3.73', auditStatus: 'A' });
  });

  it('asks for mail or mobile where the settings of the organisation say so, and nowhere else', async () => {
    const refusedAt = async () =>
      ((await post('invoice-application', { buyerName: '甲' })).body['errors'] ??
        []) as readonly JsonObject[];
    expect(await refusedAt()).toEqual([]);
    const setting = '/api/forms/other-settings/record';
    const before = await node.ask('GET', setting);
    const said = await node.ask(
      'PATCH',
      setting,
      { delivery: 'mail-or-mobile' },
      { 'if-match': before.headers.get('etag') ?? '' },
    );
    expect(said.status, JSON.stringify(said.body)).toBeLessThan(300);
    expect(await refusedAt()).toMatchObject([{ path: '/buyerEmail', code: 'check-failed' }]);
    const { status } = await post('invoice-application', { buyerName: '甲', buyerMobile: '13800138000' });
    expect(status).toBe(201);
    await node.ask('PATCH', setting, { delivery: 'none' }, { 'if-match': said.headers.get('etag') ?? '' });
    expect(await refusedAt()).toEqual([]);
  });

  it.each<[string, JsonObject, number, object, string[]]>([
    [
      'takes decimals of a gross split from 0 to 10, and no more',
      { grossMode: 'by-quantity', grossQuantityDecimals: 11 },
      422,
      { errors: [{ path: '/grossQuantityDecimals', code: 'too-great' }] },
      [],
    ],
    [
      'forces a mapping of titles only where titles are mapped',
      { forceTitleMapping: true },
      200,
      { forceTitleMapping: null },
      ['/forceTitleMapping hidden-emptied'],
    ],
  ])('%s', async (_says, said, status, answered, warnings) => {
    const setting = '/api/forms/other-settings/record';
    const tag = (await node.ask('GET', setting)).headers.get('etag') ?? '';
    const answer = await node.ask('PATCH', setting, said, { 'if-match': tag });
    expect(answer.status, JSON.stringify(answer.body)).toBe(status);
    expect(answer.body).toMatchObject(answered);
    const found = (answer.body['$warnings'] ?? []) as readonly JsonObject[];
    expect(found.map(({ path, code }) => `${path} ${code}`)).toEqual(warnings);
  });

  it('offers companies for messages where the service is on, and keeps them while it is off', async () => {
    const setting = '/api/forms/other-settings/record';
    const patch = async (body: JsonObject) => {
      const tag = (await node.ask('GET', setting)).headers.get('etag') ?? '';
      return node.ask('PATCH', setting, body, { 'if-match': tag });
    };
    const listed = { smsCompanies: [{ organisation: 'root' }] };
    const refused = await patch(listed);
    expect(refused.body['errors']).toMatchObject([{ path: '/smsCompanies', code: 'readonly' }]);
    const on = await patch({ sms: true, smsMode: 'each', smsSignature: '规矩', ...listed });
    expect(on.status, JSON.stringify(on.body)).toBe(200);
    const off = await patch({ sms: false });
    expect(off.status, JSON.stringify(off.body)).toBe(200);
    expect(off.body).toMatchObject({ sms: false, smsCompanies: [{ organisation: { number: 'root' } }] });
  });

  it('keeps the number of a split rule as it was given', async () => {
    const { body } = await post('split-rule', { number: 'T-FIXED', name: '固定' });
    const path = `/api/forms/split-rule/records/${body['id']}`;
    const answer = await node.ask(
      'PATCH',
      path,
      { number: 'T-OTHER' },
      { 'if-match': `"${body['revision']}"` },
    );
    expect(answer.status).toBe(422);
    expect(answer.body['errors']).toMatchObject([{ path: '/number', code: 'fixed' }]);
  });

  it('keeps a category while an item is in it', async () => {
    const item = await post('invoice-item', { name: '运费', taxCategory: 'T-SOFT', category: 'T-CATEGORY' });
    const category = item.body['category'] as JsonObject;
    const path = `/api/forms/invoice-item-category/records/${category['id']}`;
    const { headers } = await node.ask('GET', path);
    const answer = await node.ask('DELETE', path, undefined, { 'if-match': headers.get('etag') ?? '' });
    expect(answer.status).toBe(409);
    expect(answer.body['code']).toBe('still-referred');
  });

  it.each<[string, JsonObject, JsonObject, string[]]>([
    ['buyer-title', { name: '创建人的抬头' }, { number: 'T-BASIC-TITLE' }, ['/name required']],
    [
      'real-estate',
      { name: '创建人的楼', type: 'sale', address: '路1号' },
      { number: 'T-BASIC-ESTATE' },
      ['/name required'],
    ],
    [
      'business-control',
      { ...control, name: '创建人的管控' },
      { number: 'T-BASIC-CONTROL' },
      ['/name required'],
    ],
    ['mail-scheme', { name: '创建人的邮箱' }, { number: 'T-BASIC-MAIL' }, ['/name required']],
    ['invoice-item-category', { name: '创建人的分类' }, { number: 'T-BASIC-CATEGORY' }, ['/name required']],
  ])('basic information of %s is what its creator says', async (form, said, numbered, lacking) => {
    const { status, body } = await post(form, { ...said, ...numbered });
    expect(status, JSON.stringify(body)).toBe(201);
    const { number, name, org } = body;
    expect({ number, name, org }).toMatchObject({ ...numbered, name: said['name'], org: { number: 'root' } });
    const twice = await post(form, { ...said, name: '另一个', ...numbered });
    expect(twice.body['errors']).toMatchObject([{ path: '/number' }]);
    const { name: _, ...nameless } = said;
    const wrong = (await post(form, { ...nameless, number: 'T-BASIC-2' })).body[
      'errors'
    ] as readonly JsonObject[];
    expect(wrong.map(({ path, code }) => `${path} ${code}`)).toEqual(expect.arrayContaining(lacking));
  });

  it.each<[string, JsonObject]>([
    ['customs-init', { organisation: 'root', appId: 'a', secret: 's' }],
    ['buyer-title', { name: '没有编码的抬头' }],
  ])('a record of %s has its number from whoever makes it', async (form, said) => {
    const wrong = (await post(form, said)).body['errors'] as readonly JsonObject[];
    expect(wrong.map(({ path, code }) => `${path} ${code}`)).toEqual(['/number required']);
  });

  it('categories stand in a tree of whoever made them, with what he says of each', async () => {
    const above = (await post('invoice-item-category', { name: '办公' })).body;
    const said = { name: '纸张', parent: { id: above['id'] ?? null }, description: '只收纸品' };
    const { body } = await post('invoice-item-category', said);
    expect(body).toMatchObject({
      number: expect.stringMatching(/^KPXFL\d{4}$/),
      parent: { name: '办公' },
      description: '只收纸品',
      org: { number: 'root' },
    });
    const path = '/api/forms/invoice-item-category/records';
    const below = await node.ask('GET', `${path}?parent=${above['id']}`);
    expect(below.body['items']).toMatchObject([{ id: body['id'] }]);
    const item = await post('invoice-item', {
      name: '复印纸',
      taxCategory: 'T-SOFT',
      category: { id: body['id'] ?? null },
    });
    expect(item.body['category']).toMatchObject({ name: '纸张' });
    const circle = await node.ask(
      'PATCH',
      `${path}/${above['id']}`,
      { parent: { id: body['id'] ?? null } },
      { 'if-match': `"${above['revision']}"` },
    );
    expect(circle.status).toBe(422);
  });
});
