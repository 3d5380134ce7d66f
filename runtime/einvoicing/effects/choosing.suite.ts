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
  type Shown,
  taxCode,
} from './effects-world.suite.ts';

interface Ruled extends Pick<OffAndOn, 'comes'> {
  readonly form: string;
  readonly field: string;
  readonly says: string;
  readonly rule?: JsonObject | ((world: EffectsWorld) => Promise<JsonObject>);
  readonly values: OffAndOn['values'] | ((world: EffectsWorld) => Promise<OffAndOn['values']>);
  readonly application?: JsonObject;
  readonly shows: (shown: Shown) => Json;
}

/** A rule for a new buyer, and what comes of an application of that one. */
function ruled({ form, field, says, rule = {}, values, application = {}, shows, comes }: Ruled): Effect {
  return {
    of: [`${form}.${field}`],
    says,
    without: comes[0],
    with: comes[1],
    tried: async (world, isSet) => {
      const buyerName = world.name();
      const said = typeof rule === 'function' ? await rule(world) : rule;
      const two = typeof values === 'function' ? await values(world) : values;
      await world.make(form, { condition: buys(buyerName), ...said, [field]: two[isSet ? 1 : 0] });
      return shows(await world.shown({ buyerName, ...application }));
    },
  };
}

/** A rule that speaks of a buyer, or of another one. */
function conditional(
  form: string,
  says: string,
  how: Pick<Ruled, 'rule' | 'application' | 'shows' | 'comes'>,
): Effect {
  return {
    of: [`${form}.condition`],
    says,
    without: how.comes[0],
    with: how.comes[1],
    tried: async (world, isSet) => {
      const buyerName = world.name();
      const said = typeof how.rule === 'function' ? await how.rule(world) : how.rule;
      await world.make(form, { ...said, condition: buys(isSet ? buyerName : world.name()) });
      return how.shows(await world.shown({ buyerName, ...how.application }));
    },
  };
}

/** Two rules of one buyer: the other one goes before, or behind. */
function prior(
  form: string,
  says: string,
  how: Pick<Ruled, 'application' | 'shows' | 'comes'> & {
    readonly one: JsonObject;
    readonly other: JsonObject;
  },
): Effect {
  return {
    of: [`${form}.priority`],
    says,
    without: how.comes[0],
    with: how.comes[1],
    tried: async (world, isSet) => {
      const buyerName = world.name();
      const condition = buys(buyerName);
      await world.make(form, { condition, priority: 4, ...how.one });
      await world.make(form, { condition, priority: isSet ? 3 : 5, ...how.other });
      return how.shows(await world.shown({ buyerName, ...how.application }));
    },
  };
}

/** Who draws, from wherever a rule takes him. */
export const persons = (['drawer', 'payee', 'reviewer'] as const).flatMap((role): readonly Effect[] => {
  const shows = (shown: Shown) => each(shown, role);
  const application = { [role]: '业务传来' };
  const staff = async (world: EffectsWorld, name: string) => ({
    id: await world.make('staff', { name }),
  });
  const account = async (world: EffectsWorld, drawer: string) => {
    const body = { drawer, login: world.name(), taxNo: seller, channel: 'leqi', online: true };
    return { id: await world.make('tax-account', body) };
  };
  return [
    ruled({
      form: 'drawer-rule',
      field: `${role}Source`,
      says: `takes the ${role} from the document, or a text that somebody typed`,
      rule: { [`${role}Text`]: '打字的' },
      values: ['passed', 'text'],
      application,
      shows,
      comes: [['业务传来'], ['打字的']],
    }),
    ruled({
      form: 'drawer-rule',
      field: `${role}Text`,
      says: `is what stands as the ${role}`,
      rule: { [`${role}Source`]: 'text' },
      values: ['甲某', '乙某'],
      application,
      shows,
      comes: [['甲某'], ['乙某']],
    }),
    ruled({
      form: 'drawer-rule',
      field: `${role}Person`,
      says: `is the member of staff who stands as the ${role}`,
      rule: { [`${role}Source`]: 'person' },
      values: async (world) => [await staff(world, '张某'), await staff(world, '李某')],
      application,
      shows,
      comes: [['张某'], ['李某']],
    }),
    ruled({
      form: 'drawer-rule',
      field: `${role}Account`,
      says: `is the account whose person stands as the ${role}`,
      rule: { [`${role}Source`]: 'tax-account' },
      values: async (world) => [await account(world, '王某'), await account(world, '赵某')],
      application,
      shows,
      comes: [['王某'], ['赵某']],
    }),
  ];
});

const otherAndOwn = async (world: EffectsWorld): Promise<readonly [Json, Json]> => {
  const [other, own] = await world.organisations();
  return [{ id: other }, { id: own }];
};

/** Devices of this seller and of another one. */
export const devices: readonly Effect[] = [
  {
    of: ['drawer-rule.drawerSource', 'drawer-rule.payeeSource', 'drawer-rule.reviewerSource'],
    says: 'is drawn by the person of the device of its seller',
    without: ['传来的', '传来的', '传来的'],
    with: ['盘员', '盘收', '盘核'],
    tried: async (world, isSet) => {
      const buyerName = world.name();
      const source = isSet ? 'device' : 'passed';
      const sources = { drawerSource: source, payeeSource: source, reviewerSource: source };
      await world.make('drawer-rule', { ...sources, condition: buys(buyerName) });
      const others = { taxNo: '91310115MA1K3AB027', drawer: '别员', payee: '别收', reviewer: '别核' };
      const own = { taxNo: seller, drawer: '盘员', payee: '盘收', reviewer: '盘核' };
      for (const device of [others, own, others]) await world.make('tax-device', device);
      const said = { drawer: '传来的', payee: '传来的', reviewer: '传来的' };
      const shown = await world.shown({ buyerName, ...said });
      return ['drawer', 'payee', 'reviewer'].map((role) => (each(shown, role) as readonly Json[])[0] ?? null);
    },
  },
];

const drawn = { drawerSource: 'text', drawerText: '规则的' };
const drawers = (shown: Shown) => each(shown, 'drawer');
const passed = { drawer: '传来的' };
const types = (shown: Shown) => each(shown, 'invoiceType');
const remarks = (shown: Shown) => each(shown, 'remark');
const untyped = { invoiceType: null };
const parties = { sellerName: '卖方', businessNumber: 'B-1', remark: null };

/** Whom, what type and which remark rules choose. */
export const choices: readonly Effect[] = [
  ruled({
    form: 'drawer-rule',
    field: 'drawerSource',
    says: 'draws in the name of whoever is signed in',
    values: ['passed', 'current-user'],
    application: passed,
    shows: drawers,
    comes: [['传来的'], ['管理员']],
  }),
  {
    of: ['drawer-rule.enabled'],
    says: 'leaves it to whoever is signed in where no rule speaks',
    without: ['管理员'],
    with: ['规则的'],
    tried: async (world, isSet) => {
      const buyerName = world.name();
      const id = await world.make('drawer-rule', { ...drawn, condition: buys(buyerName) });
      if (!isSet) await world.desk.act('drawer-rule', id, 'disable');
      return drawers(await world.shown({ buyerName }));
    },
  },
  {
    of: ['drawer-rule.drawerSource', 'tax-account.channel'],
    says: 'has a new application that no rule speaks of name whoever is signed in, where Leqi issues it',
    without: [null, '传来的'],
    with: ['管理员', '传来的'],
    tried: async (world, isSet) => {
      const [taxNo, channel] = ['91310115MA1K3AB027', isSet ? 'leqi' : 'rpa'];
      const account = { taxNo, channel, login: world.name(), drawer: '账号的', online: true };
      const id = await world.make('tax-account', account);
      const named = async (more: JsonObject) => {
        const made = await world.application({ buyerName: world.name(), sellerTaxNo: taxNo, ...more });
        return (await world.desk.read('invoice-application', made))['drawer'] ?? null;
      };
      const found = [await named({}), await named(passed)];
      await world.desk.act('tax-account', id, 'disable');
      return found;
    },
  },
  conditional('drawer-rule', 'draws what its condition finds', {
    rule: drawn,
    application: passed,
    shows: drawers,
    comes: [['传来的'], ['规则的']],
  }),
  prior('drawer-rule', 'draws before rules of a greater priority', {
    one: drawn,
    other: { ...drawn, drawerText: '另一条' },
    application: passed,
    shows: drawers,
    comes: [['规则的'], ['另一条']],
  }),
  ruled({
    form: 'drawer-rule',
    field: 'documents',
    says: 'draws the documents that it names',
    rule: drawn,
    values: [['red-confirmation'], ['pending-invoice']],
    application: passed,
    shows: drawers,
    comes: [['传来的'], ['规则的']],
  }),
  ruled({
    form: 'drawer-rule',
    field: 'organisation',
    says: 'draws what its organisation issues',
    rule: drawn,
    values: otherAndOwn,
    application: passed,
    shows: drawers,
    comes: [['传来的'], ['规则的']],
  }),
  ruled({
    form: 'invoice-type-rule',
    field: 'invoiceType',
    says: 'is the type of an application that was pushed without one',
    rule: { priority: 1 },
    values: ['10xdp', '007'],
    application: untyped,
    shows: types,
    comes: [['10xdp'], ['007']],
  }),
  conditional('invoice-type-rule', 'types what its condition finds', {
    rule: { priority: 1, invoiceType: '10xdp' },
    application: untyped,
    shows: types,
    comes: [[null], ['10xdp']],
  }),
  prior('invoice-type-rule', 'types before rules of a greater priority', {
    one: { invoiceType: '10xdp' },
    other: { invoiceType: '026' },
    application: untyped,
    shows: types,
    comes: [['10xdp'], ['026']],
  }),
  ruled({
    form: 'remark-rule',
    field: 'kind',
    says: 'makes the remark of the invoice, or of its lines',
    rule: { headerFields: ['businessNumber'], lineFields: ['itemName'] },
    values: ['line', 'header'],
    application: parties,
    shows: remarks,
    comes: [[''], ['B-1']],
  }),
  ruled({
    form: 'remark-rule',
    field: 'headerFields',
    says: 'are the fields of the remark, in their order',
    rule: { kind: 'header' },
    values: [['businessNumber'], ['sellerName', 'businessNumber']],
    application: parties,
    shows: remarks,
    comes: [['B-1'], ['卖方-B-1']],
  }),
  ruled({
    form: 'remark-rule',
    field: 'lineFields',
    says: 'are the fields of the remark of a line, which goes to the invoice as the split rule says',
    rule: { kind: 'line' },
    values: [['itemName'], ['spec', 'itemName']],
    application: { ...parties, lines: [goods({ spec: '大' })] },
    shows: (shown) =>
      shown.invoices.map((one) => (one['lines'] as readonly JsonObject[])[0]?.['remark'] ?? null),
    comes: [['货'], ['大-货']],
  }),
  ruled({
    form: 'remark-rule',
    field: 'separator',
    says: 'stands between the fields of a remark',
    rule: { headerFields: ['sellerName', 'businessNumber'] },
    values: ['-', '|'],
    application: parties,
    shows: remarks,
    comes: [['卖方-B-1'], ['卖方|B-1']],
  }),
  ruled({
    form: 'remark-rule',
    field: 'tooLong',
    says: 'cuts a remark that is too long, or leaves out whole fields',
    rule: { headerFields: ['sellerName', 'remark'] },
    values: ['cut', 'drop-fields'],
    application: { ...parties, remark: '备'.repeat(460) },
    shows: (shown) => (remarks(shown) as readonly string[]).map((one) => one.length),
    comes: [[450], [2]],
  }),
  conditional('remark-rule', 'composes the remark of what its condition finds', {
    rule: { headerFields: ['businessNumber'] },
    application: parties,
    shows: remarks,
    comes: [[''], ['B-1']],
  }),
  prior('remark-rule', 'composes before rules of a greater priority', {
    one: { headerFields: ['businessNumber'] },
    other: { headerFields: ['sellerName'] },
    application: parties,
    shows: remarks,
    comes: [['B-1'], ['卖方']],
  }),
];

const risk = ({ issues, stops }: Shown): Json => [issues.includes('rate-risk'), stops.includes('rate-risk')];
const company = { rates: ['0.06'] };

function correcting(
  field: string,
  says: string,
  said: (world: EffectsWorld, isSet: boolean) => Promise<JsonObject>,
): Effect {
  return {
    of: [`rate-correction.${field}`],
    says,
    without: [false, false],
    with: [true, false],
    tried: async (world, isSet) => {
      const itemName = world.name();
      const body = {
        itemName,
        taxCategory: { number: goodsCode },
        rate: '0.06',
        ...(await said(world, isSet)),
      };
      await world.desk.make('rate-correction', body);
      return risk(
        await world.shown({
          buyerName: world.name(),
          lines: [goods({ itemName, itemCode: 'C1', spec: '大' })],
        }),
      );
    },
  };
}

/** What is doubtful about a rate. */
export const rates: readonly Effect[] = [
  ruled({
    form: 'company-rate-rule',
    field: 'rates',
    says: 'doubts a rate that it does not name',
    values: [['0.13'], ['0.06']],
    shows: risk,
    comes: [
      [false, false],
      [true, false],
    ],
  }),
  ruled({
    form: 'company-rate-rule',
    field: 'organisation',
    says: 'doubts what its organisation issues',
    rule: company,
    values: otherAndOwn,
    shows: risk,
    comes: [
      [false, false],
      [true, false],
    ],
  }),
  ruled({
    form: 'company-rate-rule',
    field: 'stops',
    says: 'keeps an invoice of a doubtful rate back',
    rule: company,
    values: [false, true],
    shows: risk,
    comes: [
      [true, false],
      [true, true],
    ],
  }),
  {
    of: ['company-rate-rule.preferenceText'],
    says: 'is proposed with the rate, where somebody asks',
    without: null,
    with: '按3%简易征收',
    tried: async (world, isSet) => {
      const buyerName = world.name();
      const preferenceText = isSet ? '按3%简易征收' : null;
      await world.make('company-rate-rule', { rates: ['0.03'], preferenceText, condition: buys(buyerName) });
      const input = { line: goods(), application: { buyerName } };
      const { body } = await world.ask('POST', '/api/decisions/check-rate', { input });
      return (body['result'] as JsonObject)['preferenceText'] ?? null;
    },
  },
  conditional('company-rate-rule', 'doubts what its condition finds', {
    rule: company,
    shows: risk,
    comes: [
      [false, false],
      [true, false],
    ],
  }),
  correcting('itemName', 'doubts the goods that it names', async (world, isSet) =>
    isSet ? {} : { itemName: world.name() },
  ),
  correcting('rate', 'doubts another rate than its own', async (_, isSet) => ({
    rate: isSet ? '0.06' : '0.13',
  })),
  correcting('itemCode', 'doubts goods of the code that it names', async (_, isSet) => ({
    itemCode: isSet ? 'C1' : 'C2',
  })),
  correcting('spec', 'doubts goods of the specification that it names', async (_, isSet) => ({
    spec: isSet ? '大' : '小',
  })),
  {
    of: ['rate-correction.taxCategory', 'rate-correction.taxCode'],
    says: 'doubts another code than its own',
    without: [false, false],
    with: [true, false],
    tried: async (world, isSet) => {
      const itemName = world.name();
      const taxCategory = { number: isSet ? taxCode : goodsCode };
      await world.desk.make('rate-correction', { itemName, taxCategory, rate: '0.13' });
      return risk(await world.shown({ buyerName: world.name(), lines: [goods({ itemName })] }));
    },
  },
];

/** What comes of an application of a new business type, with what controls it. */
async function controlled(
  world: EffectsWorld,
  said: { readonly type?: JsonObject; readonly control?: JsonObject },
  application: JsonObject = {},
): Promise<Shown> {
  const businessType = { id: await world.make('business-type', said.type ?? {}) };
  if (said.control) await world.make('business-control', { businessType, ...said.control });
  return world.shown({ buyerName: world.name(), businessType, ...application });
}

interface Controlled {
  readonly of: string | readonly string[];
  readonly says: string;
  readonly type?: readonly [JsonObject, JsonObject];
  readonly control?: (world: EffectsWorld, isSet: boolean) => Promise<JsonObject>;
  readonly application?: JsonObject;
  readonly shows: (shown: Shown) => Json;
  readonly comes: readonly [Json, Json];
}

function control({ of, says, type, control: own, application, shows, comes }: Controlled): Effect {
  return {
    of: [of].flat(),
    says,
    without: comes[0],
    with: comes[1],
    tried: async (world, isSet) => {
      const said = {
        ...(type ? { type: type[isSet ? 1 : 0] } : {}),
        ...(own ? { control: await own(world, isSet) } : {}),
      };
      return shows(await controlled(world, said, application));
    },
  };
}

const says =
  (code: string) =>
  ({ issues }: Shown) =>
    issues.includes(code);
/** Two accounts that are online: the second has the shorter queue. */
async function accountsOf(
  world: EffectsWorld,
): Promise<readonly { readonly id: string; readonly drawer: string }[]> {
  const made = [];
  for (const [drawer, queueLength] of [
    ['甲员', 9],
    ['乙员', 3],
  ] as const) {
    const name = `${drawer}${world.name()}`;
    const body = { drawer: name, login: name, channel: 'rpa', taxNo: seller, online: true, queueLength };
    made.push({ id: await world.make('tax-account', body), drawer: name });
  }
  return made;
}
const rpa = { channelScope: 'selected', channels: ['rpa'] };
const never = { window: '00:00:00~00:00:01' };
const always = { window: '00:00:00~23:59:59' };

/** What a business type allows, and by whom it is issued. */
export const controls: readonly Effect[] = [
  control({
    of: 'business-type.invoiceLimit',
    says: 'is the most of an invoice',
    type: [{ invoiceLimit: '100' }, { invoiceLimit: '99.99' }],
    shows: says('business-limit'),
    comes: [false, true],
  }),
  control({
    of: 'business-type.delayMinutes',
    says: 'has an invoice wait',
    type: [{}, { delayMinutes: 30 }],
    shows: says('business-delay'),
    comes: [false, true],
  }),
  control({
    of: 'business-type.hours',
    says: 'has an invoice wait for its hours, or for none',
    type: [{ hours: 'all-day' }, { hours: 'windows', windows: [never] }],
    shows: says('business-hours'),
    comes: [false, true],
  }),
  control({
    of: 'business-type.windows.window',
    says: 'are the hours in which invoices leave',
    type: [
      { hours: 'windows', windows: [always] },
      { hours: 'windows', windows: [never] },
    ],
    shows: says('business-hours'),
    comes: [false, true],
  }),
  control({
    of: 'business-type.taxScope',
    says: 'lets all codes be issued, or those that are listed',
    type: [{ taxScope: 'all' }, { taxScope: 'listed', taxCategories: [{ number: taxCode }] }],
    shows: says('business-tax-code'),
    comes: [false, true],
  }),
  control({
    of: 'business-type.taxCategories',
    says: 'are the codes that may be issued',
    type: [
      { taxScope: 'listed', taxCategories: [{ number: goodsCode }] },
      { taxScope: 'listed', taxCategories: [{ number: taxCode }] },
    ],
    shows: says('business-tax-code'),
    comes: [false, true],
  }),
  control({
    of: 'business-control.dayCredit',
    says: 'is what may be issued in a day',
    control: async (_, isSet) => ({ dayCredit: isSet ? '99' : '100', monthCredit: '1000' }),
    shows: says('day-credit'),
    comes: [false, true],
  }),
  control({
    of: 'business-control.monthCredit',
    says: 'is what may be issued in a month',
    control: async (_, isSet) => ({ monthCredit: isSet ? '99' : '100' }),
    shows: says('month-credit'),
    comes: [false, true],
  }),
  ...(['dayCredit', 'monthCredit'] as const).map(
    (member): Effect =>
      control({
        of: [`business-control.roles.${member}`, 'business-control.roles.role'],
        says: 'is what whoever has the role may issue',
        control: async (world, isSet) => {
          const { items } = (await world.ask('GET', '/api/forms/role/records')).body;
          const role = { id: (items as readonly JsonObject[])[0]?.['id'] ?? null };
          const most = { dayCredit: '1000', monthCredit: '1000' };
          return { ...most, roles: [{ role, [member]: isSet ? '99' : '1000' }] };
        },
        shows: says(member === 'dayCredit' ? 'role-day-credit' : 'role-month-credit'),
        comes: [false, true],
      }),
  ),
  {
    of: ['business-control.businessType'],
    says: 'controls the business type that it names',
    without: false,
    with: true,
    tried: async (world, isSet) => {
      const type = async () => ({ id: await world.make('business-type', {}) });
      const [one, other] = [await type(), await type()];
      await world.make('business-control', {
        businessType: isSet ? one : other,
        dayCredit: '1',
        monthCredit: '1',
      });
      return says('day-credit')(await world.shown({ buyerName: world.name(), businessType: one }));
    },
  },
  control({
    of: ['business-control.channelScope', 'business-control.channels'],
    says: 'issues by the channels that are selected',
    control: async (world, isSet) => {
      await accountsOf(world);
      return isSet ? { channelScope: 'selected', channels: ['rpa'] } : { channelScope: 'all' };
    },
    shows: (shown) => each(shown, 'channel'),
    comes: [['leqi'], ['rpa']],
  }),
  control({
    of: [
      'business-control.accounts.account',
      'business-control.accounts.drawer',
      'business-control.accounts.taxNo',
    ],
    says: 'issues by the accounts that it names',
    control: async (world, isSet) => {
      const [long, short] = await accountsOf(world);
      return { ...rpa, accounts: [{ account: { id: (isSet ? long : short)?.id ?? null } }] };
    },
    shows: (shown) => (each(shown, 'drawer') as readonly Json[]).map((one) => String(one).slice(0, 2)),
    comes: [['乙员'], ['甲员']],
  }),
];

/** How an account is chosen: by a strategy that a control names. */
async function strategic(
  world: EffectsWorld,
  rules: (first: string) => readonly JsonObject[],
): Promise<Json> {
  const [long, short] = await accountsOf(world);
  const strategy = { id: await world.make('channel-strategy', { rules: rules(long?.drawer ?? '') }) };
  const accounts = [long, short].map((one) => ({ account: { id: one?.id ?? null } }));
  const own = { ...rpa, strategy, accounts };
  const shown = await controlled(world, { control: own }, { drawer: long?.drawer ?? null });
  return (each(shown, 'drawer') as readonly Json[]).map((one) => String(one).slice(0, 2));
}
const first = { priority: 1, rule: 'drawer-first' };
const shortest = { priority: 2, rule: 'shortest-queue' };

/** By whom an invoice is issued. */
export const strategies: readonly Effect[] = [
  {
    of: ['tax-account.users'],
    says: 'is for the users that it names, whatever its queue',
    without: ['乙员', '乙员'],
    with: ['甲员', '甲员'],
    tried: async (world, isSet) => {
      const [long, short] = await accountsOf(world);
      const number = world.name();
      const body = { number, name: number, organisation: { id: (await world.organisations())[1] } };
      const other = { id: await world.desk.make('user', body) };
      if (isSet) await world.change('tax-account', short?.id ?? '', { users: [other] });
      const accounts = [long, short].map((one) => ({ account: { id: one?.id ?? null } }));
      const businessType = { id: await world.make('business-type', {}) };
      await world.make('business-control', { businessType, ...rpa, accounts });
      const application = await world.application({ buyerName: world.name(), businessType });
      const foretold = await world.preview([application]);
      const pending = await world.made(application);
      return [...(each(foretold, 'drawer') as readonly Json[]), pending['drawer'] ?? null].map((one) =>
        String(one).slice(0, 2),
      );
    },
  },
  {
    of: ['business-control.strategy', 'channel-strategy.rules.rule'],
    says: 'issues by the account of the drawer, or by that of the shortest queue',
    without: ['乙员'],
    with: ['甲员'],
    tried: (world, isSet) => strategic(world, () => [isSet ? first : shortest]),
  },
  {
    of: ['channel-strategy.rules.priority'],
    says: 'asks its rules in their order',
    without: ['乙员'],
    with: ['甲员'],
    tried: (world, isSet) => strategic(world, () => [{ ...first, priority: isSet ? 1 : 3 }, shortest]),
  },
  {
    of: ['channel-strategy.rules.condition'],
    says: 'asks the rules whose condition finds the invoice',
    without: ['乙员'],
    with: ['甲员'],
    tried: (world, isSet) =>
      strategic(world, (drawer) => [
        { ...first, condition: { fact: 'drawer', operator: 'equal', value: isSet ? drawer : '谁' } },
      ]),
  },
];
