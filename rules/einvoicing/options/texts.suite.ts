import { momentIn } from '../../calendar.ts';
import { nextRun } from '../../schedule/runs.ts';
import { type Timed, timetableOf } from '../../schedule/timetable.ts';
import { type AutoScheme, autoIssue, isDue } from '../auto-issue/auto-issue.ts';
import { batchOrder, type IssueOrder } from '../batch-order/batch-order.ts';
import { composeRemark, type RemarkRecord } from '../compose-remark/compose-remark.ts';
import { convertUnit } from '../convert-unit/convert-unit.ts';
import { fileName } from '../file-name/file-name.ts';
import type { Application } from '../forms/documents.ts';
import { completeItem, type ItemSettings, mapItem } from '../items/fill-item.ts';
import { ItemBook } from '../items/item-book.ts';
import { type LengthQuestion, limitLength } from '../limit-length/limit-length.ts';
import { renderMail } from '../render-mail/render-mail.ts';
import { recordsOf, rulesOf } from '../rules.suite.ts';
import { completeTitle, mapTitle, type TitleSettings } from '../titles/fill-title.ts';
import { answered, now, type Scene, shapeOf, withValue, zone } from './common.suite.ts';

export const remarkScenes: readonly Scene[] = [20, 5].map((limit) => async (record, picked) => {
  const own = { dataSource: 'api', remark: '原', buyerName: '甲方公司', sellerName: '乙方公司' };
  const line = { remark: '原', itemName: '钢材货物', unit: '吨吨吨吨' };
  const isLine = picked !== undefined && shapeOf('invoice-application', 'lines').fields.includes(picked);
  const defaults = {
    headerFields: ['buyerName', 'sellerName'],
    lineFields: ['itemName', 'unit'],
  };
  const rules = rulesOf({
    'remark-rule': [
      picked ? record : { ...record, ...defaults },
      ...['header', 'line'].map((kind) => ({ number: kind, kind, priority: 3, ...defaults, separator: '|' })),
    ],
  });
  const winner = async (kind: string) => {
    const [hit] = await rules.hits('remark-rule', { buyerName: '甲' }, { ask: { kind } });
    return (hit?.record ?? null) as RemarkRecord | null;
  };
  return answered(
    composeRemark(
      {
        application: (isLine
          ? own
          : withValue(own, picked, picked?.name === 'dataSource' ? 1 : 0)) as Application,
        lines: [isLine ? withValue(line, picked, 0) : line],
        limit,
      },
      { header: await winner('header'), line: await winner('line') },
    ),
  );
});
const long = (text: string, times: number) => text.repeat(times);
export const lengthScene: Scene = (record) =>
  answered(
    limitLength({
      ...(record as Partial<LengthQuestion>),
      channel: 'leqi',
      itemName: long('名', 101),
      spec: long('型', 41),
      unit: long('吨', 23),
      price: '1.12345678901234',
      remark: long('备', 451),
    }),
  );
const pending = ['1', '2', '3'].map((number, at) => ({
  number,
  buyerName: ['丙', '甲', '乙'][at] ?? '',
  sellerBank: ['乙', '丙', '甲'][at] ?? '',
  applicationNumber: ['C', 'B', 'A'][at] ?? '',
  splitOrder: 1,
}));
export const ordering: Scene = ({ issueOrder }) =>
  [
    pending,
    pending.map((one, at) => ({ ...one, splitOrder: 3 - at, applicationNumber: 'A', sellerBank: '甲' })),
  ].map((pendingInvoices) => batchOrder({ issueOrder: issueOrder as IssueOrder, pendingInvoices }).result);
export const naming: Scene = (record, picked) =>
  fileName({
    fileNameFields: [
      picked?.name === 'buyerName' ? 'sellerName' : 'buyerName',
      ...((record['fileNameFields'] ?? ['number']) as readonly string[]),
    ],
    fileNameSeparator: String(record['fileNameSeparator'] ?? '_'),
    invoice: withValue({ number: 'N', buyerName: '甲' }, picked, 0),
    format: 'pdf',
  }).result;
export const mailing =
  (form: string, list: string): Scene =>
  (record, picked) => {
    const about = shapeOf(form);
    const slots = [{ name: 'list', label: { zh: list, en: 'List' } }];
    const template = `[&${list}&]`;
    const columns = (record['listColumns'] ?? record['customFields'] ?? []) as readonly string[];
    const shown = [withValue({ number: '1', buyerName: '甲' }, picked, 0)];
    return renderMail({ template, as: 'html', invoices: shown, listColumns: columns }, { about, slots })
      .result.text;
  };

const book = new ItemBook([
  {
    number: 'I1',
    name: '货',
    taxCode: '101',
    rate: '0.13',
    preference: true,
    preferenceText: '免税',
    spec: '型',
  },
]);
const title = {
  id: 'T',
  number: 'T',
  name: '甲公司',
  taxNo: 'TAX',
  code: 'C',
  titles: [{ isDefault: true, address: '路', phone: '1', bank: '行', account: '2' }],
};
const sources = ['import', 'api', 'scan', 'manual'] as const;
export const itemScene: Scene = (record) => {
  const settings = record as ItemSettings;
  return sources.map((dataSource) => {
    const question = { dataSource, line: { itemName: '货', amount: '1' } };
    return [answered(completeItem(question, settings, book)), answered(mapItem(question, settings, book))];
  });
};
export const unitScene: Scene = ({ rederivePrice }) =>
  answered(
    convertUnit({
      quantity: '2',
      price: '3',
      amount: '6.5',
      unit: '箱',
      baseUnit: '个',
      factor: '12',
      rederive: rederivePrice !== false,
    }),
  );
export const titleScene: Scene = async (record) => {
  const config = {
    settings: record as TitleSettings,
    titles: recordsOf({ 'buyer-title': title }, 'buyer-title'),
    partners: [],
    rules: rulesOf({}),
  };
  const all: unknown[] = [];
  for (const dataSource of sources)
    for (const buyerName of ['甲公司', '无此公司']) {
      const question = { dataSource, application: { dataSource, buyerName } };
      all.push(answered(completeTitle(question, config)), answered(await mapTitle(question, config)));
    }
  return all;
};

export const schemeScenes: readonly Scene[] = ['api', 'import'].map((dataSource) => async (record) => {
  const second = {
    number: 'Z',
    priority: 3,
    dataSources: ['api', 'import'],
    splitRule: null,
    mergeRule: null,
  };
  const rules = rulesOf({ 'processing-scheme': [record, second] });
  const [hit] = await rules.hits('processing-scheme', { dataSource, buyerName: '甲' });
  return [hit?.record['splitRule'], hit?.record['mergeRule'], hit?.record['number']];
});
export const autoScenes: readonly Scene[] = [
  (record) => nextRun(timetableOf(record as Timed), Date.parse(now.instant), zone),
  (record) =>
    Array.from({ length: 62 }, (_, half) =>
      isDue(
        { number: 'Z', ...record } as AutoScheme,
        momentIn(zone, Date.parse('2026-12-01T02:00:00+08:00') + half * 43_200_000),
      ),
    ),
  async (record) => {
    const of = { billType: 'normal', auditStatus: 'C', billDate: now.localDate, buyerName: '甲' } as const;
    const applications = ['10', '-10'].map((gross, place) => ({ ...of, number: `A${place}`, gross }));
    const schemes = [
      { ...record, number: 'A' },
      { ...record, number: 'Z', condition: null, priority: 3 },
    ];
    const rules = rulesOf({ 'auto-issue-scheme': schemes });
    const asked = { at: now, schemes: schemes as unknown as readonly AutoScheme[], applications };
    return (await autoIssue(asked, rules)).result.issue;
  },
];
