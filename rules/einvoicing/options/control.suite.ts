import { isObject, type JsonObject } from '../../../metadata/common/json.ts';
import { momentIn } from '../../calendar.ts';
import { rowsIn } from '../../decisions/rules.ts';
import { type BusinessType, checkBusiness } from '../check-business/check-business.ts';
import { checkRate, type RateCorrection, type RateRule } from '../check-rate/check-rate.ts';
import { type AccountRule, chooseChannel, namedAccounts } from '../choose-channel/choose-channel.ts';
import { chooseDrawer } from '../choose-drawer/choose-drawer.ts';
import { chooseInvoiceType } from '../choose-invoice-type/choose-invoice-type.ts';
import { CreditLedger, type CreditLimits } from '../credit/credit.ts';
import { recordsOf, rulesOf } from '../rules.suite.ts';
import { answered, type Scene, shapeOf, zone } from './common.suite.ts';

export const typeScenes: readonly Scene[] = ['2026-11-20T06:00:00+08:00', '2026-11-20T12:00:00+08:00'].map(
  (at) => (record) =>
    answered(
      checkBusiness(
        {
          now: momentIn(zone, Date.parse(at)),
          zone,
          amount: '30',
          lines: [{ taxCode: 'one' }, { taxCode: 'other' }],
        },
        {
          ...record,
          taxCategories: (Array.isArray(record['taxCategories']) ? record['taxCategories'] : []).map((one) =>
            isObject(one) ? String(one['number']) : '',
          ),
        } as BusinessType,
      ),
    ),
);
const accounts = [
  { number: 'L', channel: 'leqi' as const, drawer: '甲', online: true, queueLength: 3 },
  { number: 'one', channel: 'leqi' as const, drawer: '乙', online: true, queueLength: 9 },
  { number: 'two', channel: 'leqi' as const, drawer: '丙', online: true, queueLength: 8 },
  { number: 'R', channel: 'rpa' as const, drawer: '甲', online: true },
  { number: 'T', channel: 'tax-control' as const, online: true },
];
const channelling =
  (question: JsonObject, rules: readonly AccountRule[] = [], of = accounts): Scene =>
  (record) =>
    answered(
      chooseChannel(question, {
        rules,
        accounts: of,
        control: { ...record, accounts: namedAccounts(rowsIn(record, 'accounts')) },
      }),
    );
export const controlScenes: readonly Scene[] = [
  channelling({ invoiceType: '10xdp' }),
  channelling({ invoiceType: '007' }),
  channelling(
    { invoiceType: '10xdp' },
    [],
    accounts.filter(({ channel }) => channel !== 'leqi'),
  ),
  ...(['2026-11-20', '2026-11-21'] as const).map(
    (second): Scene =>
      (record) => {
        const ledger = new CreditLedger();
        const limits: CreditLimits = {
          ...(record as CreditLimits),
          roles: rowsIn(record, 'roles').map((row) => ({
            ...(row as { readonly dayCredit?: string }),
            role: isObject(row['role']) ? String(row['role']['number']) : '',
          })),
        };
        const of = { businessType: 'B', roles: ['one'], amount: '40' };
        return ['2026-11-20', second].map((day, at) =>
          ledger.reserve({ ...of, id: String(at), day }, limits),
        );
      },
  ),
  (record) => (isObject(record['businessType']) ? record['businessType']['number'] : null),
  (record) => (isObject(record['strategy']) ? record['strategy']['number'] : null),
];
export const strategyScenes: readonly Scene[] = ['甲', '丙', '丁'].map((drawer) => async (record) => {
  const question = { invoiceType: '10xdp', drawer, buyerName: '甲' };
  const rows = [...rowsIn(record, 'rules'), { priority: 3, rule: 'named' }];
  const config = { 'channel-strategy': { ...record, rules: rows } };
  const [stored] = recordsOf(config, 'channel-strategy');
  const within = stored ? stored.id : '';
  const hits = await rulesOf(config).hits('channel-strategy', question, { within });
  const rules = hits.map(({ seq = 0 }) => (rows[seq] as JsonObject)['rule'] as AccountRule);
  return answered(chooseChannel(question, { control: null, rules, accounts }));
});

/** For whom a rule is, as it is kept: by its id. */
function stored(record: JsonObject): JsonObject {
  const { organisation } = record;
  return isObject(organisation) ? { ...record, organisation: organisation['id'] ?? null } : record;
}

const ofLine = { itemName: '货', itemCode: '甲', spec: '甲', taxCode: 'one', rate: '0.06' };
export const correctionScenes: readonly Scene[] = [
  (record) => {
    const code = isObject(record['taxCategory']) ? String(record['taxCategory']['number']) : null;
    const correction = { itemName: '货', ...record, taxCode: code } as unknown as RateCorrection;
    return answered(checkRate({ ...ofLine, itemName: '甲' }, { corrections: [correction], rules: [] }));
  },
];
export const rateScenes: readonly Scene[] = (
  shapeOf('company-rate-rule').byName.get('rates')?.options ?? []
).map(
  ({ value }): Scene =>
    async (record) => {
      const facts = { buyerName: '甲' };
      const hits = await rulesOf({ 'company-rate-rule': stored(record) }).hits('company-rate-rule', facts);
      const rules = hits.map((hit) => hit.record as unknown as RateRule);
      return answered(checkRate({ ...ofLine, rate: value }, { corrections: [], rules }));
    },
);
export const documents = ['invoice-application', 'pending-invoice', 'red-confirmation'];
export const drawerScenes: readonly Scene[] = documents.map((document) => async (record) => {
  const second = { number: 'Z', priority: 3, documents, drawerSource: 'text', drawerText: '别' };
  const rules = rulesOf({ 'drawer-rule': [stored(record), second] });
  const [hit] = await rules.hits('drawer-rule', { buyerName: '甲' }, { ask: { document } });
  const passed = { drawer: '传', payee: '传', reviewer: '传' };
  const device = { drawer: '盘', payee: '盘', reviewer: '盘' };
  const personOf = (account: string | null) => `${account ?? ''}的人`;
  return answered(
    chooseDrawer({ channel: 'leqi', user: '我', passed, device, personOf }, hit?.record ?? null),
  );
});
export const typing: Scene = async (record) => {
  const rules = rulesOf({ 'invoice-type-rule': [record, { number: 'Z', priority: 2, invoiceType: '026' }] });
  return answered(
    await chooseInvoiceType({ dataSource: 'api', buyerName: '甲' }, { rules, parameter: () => null }),
  );
};
