import type { JsonObject } from '../../../metadata/common/json.ts';
import { grossScenes, mergeScenes, splitScenes } from './amounts.suite.ts';
import { ofBuyer, type Scene } from './common.suite.ts';
import {
  controlScenes,
  correctionScenes,
  documents,
  drawerScenes,
  rateScenes,
  strategyScenes,
  typeScenes,
  typing,
} from './control.suite.ts';
import { blueScenes, confirmations } from './red.suite.ts';
import {
  autoScenes,
  itemScene,
  lengthScene,
  mailing,
  naming,
  ordering,
  remarkScenes,
  schemeScenes,
  titleScene,
  unitScene,
} from './texts.suite.ts';

const persons = ['drawer', 'payee', 'reviewer'].map((role): readonly [string, JsonObject] => [
  role,
  {
    [`${role}Person`]: { name: '人', number: '人' },
    [`${role}Text`]: '字',
    [`${role}Account`]: { number: '号' },
  },
]);
const drawerNeeds = Object.fromEntries(
  persons.flatMap(([role, said]) => [
    [`${role}Source`, said],
    [`${role}Person`, { [`${role}Source`]: 'person' }],
    [`${role}Text`, { [`${role}Source`]: 'text' }],
    [`${role}Account`, { [`${role}Source`]: 'tax-account' }],
  ]),
);

/** By form: what a record says that is not asked about, what a field needs beside that, and where it speaks. */
export const scenes: Readonly<
  Record<
    string,
    {
      readonly base: JsonObject;
      readonly needs?: Readonly<Record<string, JsonObject>>;
      readonly of: readonly Scene[];
    }
  >
> = {
  'split-rule': {
    base: {},
    needs: {
      'limits.invoiceType': { limits: [{ netLimit: '40' }] },
      'limits.netLimit': { limits: [{ invoiceType: '10xdp' }] },
    },
    of: splitScenes,
  },
  'merge-rule': { base: {}, of: mergeScenes },
  'blue-match-rule': {
    base: { headerFields: [], lineFields: ['itemName'], ignorePrice: true, condition: ofBuyer },
    needs: { comparedPrice: { ignorePrice: false }, rangeUnit: { range: 2 } },
    of: blueScenes,
  },
  'red-confirmation-rule': {
    base: { statuses: ['01'], sources: ['bureau'], lineFields: ['itemName'], condition: ofBuyer },
    of: [confirmations],
  },
  'business-type': {
    base: { hours: 'windows', windows: [{ window: '08:00:01~09:00:00' }], taxScope: 'listed' },
    of: typeScenes,
  },
  'business-control': {
    base: { channelScope: 'selected', channels: ['leqi', 'tax-control'] },
    needs: {
      'roles.role': { roles: [{ dayCredit: '50' }] },
      'roles.dayCredit': { roles: [{ role: { number: 'one' } }] },
      'roles.monthCredit': { roles: [{ role: { number: 'one' } }] },
    },
    of: controlScenes,
  },
  'channel-strategy': {
    base: {},
    needs: {
      'rules.priority': { rules: [{ rule: 'drawer-first' }] },
      'rules.condition': { rules: [{ rule: 'drawer-first', priority: 1 }] },
      'rules.rule': { rules: [{ priority: 1 }] },
    },
    of: strategyScenes,
  },
  'rate-correction': { base: { itemName: '甲' }, of: correctionScenes },
  'company-rate-rule': { base: { rates: ['0.01'] }, of: rateScenes },
  'drawer-rule': { base: { documents, priority: 1 }, needs: drawerNeeds, of: drawerScenes },
  'invoice-type-rule': { base: { priority: 1, invoiceType: '10xdp' }, of: [typing] },
  'remark-rule': {
    base: { kind: 'header', priority: 1 },
    needs: { lineFields: { kind: 'line' } },
    of: remarkScenes,
  },
  'other-settings': {
    base: { completeItems: true, completeTitles: true },
    needs: {
      forceTitleMapping: { mapTitles: ['api'] },
      'grossLimits.invoiceType': { grossLimits: [{ grossLimit: '40' }] },
      'grossLimits.grossLimit': { grossLimits: [{ invoiceType: '10xdp' }] },
      'grossLimits.organisations': { grossLimits: [{ invoiceType: '10xdp', grossLimit: '40' }] },
      grossPriceQuantity: { grossMode: 'by-price', grossFixedQuantity: '3' },
      grossFixedQuantity: { grossMode: 'by-price', grossPriceQuantity: 'fixed' },
      grossQuantityMode: { grossMode: 'by-quantity' },
      grossQuantityDecimals: { grossMode: 'by-quantity' },
      grossHandling: { grossMode: 'by-quantity', grossQuantityDecimals: 1 },
    },
    of: [lengthScene, ordering, naming, itemScene, unitScene, titleScene, ...grossScenes],
  },
  'auto-issue-scheme': {
    base: { frequency: 'daily', sign: ['positive', 'negative'], priority: 1 },
    needs: {
      frequency: { monthDays: ['3'], weekDays: ['3'] },
      monthDays: { frequency: 'monthly' },
      weekDays: { frequency: 'weekly' },
    },
    of: autoScenes,
  },
  'processing-scheme': { base: { dataSources: ['api'], priority: 1 }, of: schemeScenes },
  'mail-scheme': { base: {}, of: [mailing('invoice', '发票列表')] },
  'red-mail-scheme': { base: {}, of: [mailing('red-confirmation', '确认单列表')] },
};
