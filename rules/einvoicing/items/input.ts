import type { Decision } from '../../decisions/decision.ts';
import { used } from '../../decisions/rules.ts';
import { documentOf, object, oneOf } from '../../decisions/schema.ts';
import type { Decided } from '../../decisions/trace.ts';
import { type Configuration, decision } from '../forms/configuration.ts';
import type { Application } from '../forms/documents.ts';
import type { InvoiceItem } from '../forms/forms.ts';
import { type ChooseItemQuestion, chooseItem } from './choose-item.ts';
import {
  completeItem,
  type FilledItem,
  type FillItemQuestion,
  type ItemSettings,
  mapItem,
} from './fill-item.ts';
import { bookOf, classes } from './item-book.ts';

const line = documentOf('invoice-application/lines');
const source = oneOf('manual', 'import', 'api', 'receivable', 'scan', 'customs');
const filling = object({ dataSource: source, line, pushMatchRules: oneOf('item', ...classes) }, [
  'dataSource',
  'line',
]);
const reads = { records: ['invoice-item'], settings: ['other-settings'] };

function settingsOf(configuration: Configuration): ItemSettings {
  return configuration.setting('other-settings');
}

/** Of the item only which one it is. */
function named<Result extends { readonly item: InvoiceItem | null }>({ result, ...rest }: Decided<Result>) {
  const { item } = result;
  return { ...rest, result: { ...result, item: item && used('invoice-item', item) } };
}

export const itemDecisions: readonly Decision[] = [
  decision<Omit<ChooseItemQuestion, 'facts'> & { readonly application?: Application }>({
    name: 'choose-item',
    label: { zh: '选择开票项', en: 'Choose an invoice item' },
    summary: {
      zh: '手工录入或应收推送的明细用哪个开票项：先按绑定的业务对象，再按匹配条件',
      en: 'Which invoice item a line entered by hand or pushed from a receivable uses: by what it is bound to first, then by conditions',
    },
    input: object({ dataSource: source, line, application: documentOf('invoice-application') }, ['line']),
    reads: { rules: ['invoice-item'], records: ['invoice-item'], parameters: ['sim_botp_config'] },
    decide: async ({ application = {}, ...question }, configuration, level) =>
      named(
        await chooseItem(
          { ...question, facts: application },
          { ...configuration, book: bookOf(configuration.records('invoice-item')) },
          level,
        ),
      ),
  }),
  decision<FillItemQuestion>({
    name: 'complete-item',
    label: { zh: '补全开票项信息', en: 'Complete lines from invoice items' },
    summary: {
      zh: '接口或导入的明细缺少的信息由开票项补齐，已给出的值不变',
      en: 'Fills in from the invoice item what a pushed or imported line lacks; given values stay unchanged',
    },
    input: filling,
    reads,
    decide: (question, configuration, level) =>
      named<FilledItem>(completeItem(question, settingsOf(configuration), book(configuration), level)),
  }),
  decision<FillItemQuestion>({
    name: 'map-item',
    label: { zh: '映射开票项', en: 'Map lines to invoice items' },
    summary: {
      zh: '接口或导入的明细换成开票项的名称、编码、规格和单位，数量、单价和金额不变',
      en: 'Gives a pushed or imported line the name, codes, specification and unit of its invoice item; quantity, price and amount stay unchanged',
    },
    input: filling,
    reads,
    decide: (question, configuration, level) =>
      named<FilledItem>(mapItem(question, settingsOf(configuration), book(configuration), level)),
  }),
];

function book(configuration: Configuration) {
  return bookOf(configuration.records('invoice-item'));
}
