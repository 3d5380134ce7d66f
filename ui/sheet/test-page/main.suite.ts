import '../../theme/tokens.css';
import '../../theme/vaadin.css';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { DescribedField } from '../../../metadata/contract/forms/form-model.ts';
import { formOfFields, plainField, reviveForm } from '../../model/form-model.ts';
import { setLanguage } from '../../session/i18n.ts';
import '../gj-sheet.ts';
import type { GjSheet } from '../gj-sheet.ts';

/** A field as a form's description tells it. */
function field(id: string, kind: string, zh: string, en: string, more: JsonObject = {}): DescribedField {
  return {
    ...plainField,
    id,
    name: id,
    path: `lines.${id}`,
    kind,
    package: 'test',
    label: { zh, en },
    writable: true,
    ...more,
  };
}

const units: JsonObject[] = [
  { value: 'piece', label: { zh: '件', en: 'Piece' } },
  { value: 'box', label: { zh: '箱', en: 'Box' } },
  { value: 'kg', label: { zh: '千克', en: 'Kilogram' } },
  { value: 'old', label: { zh: '旧单位', en: 'Old unit' }, hidden: true },
];
const columns: DescribedField[] = [
  field('item', 'text', '货物名称', 'Item', { required: true, length: 90 }),
  field('code', 'text', '编码', 'Code', { length: 20 }),
  field('unit', 'choice', '单位', 'Unit', { options: units }),
  field('quantity', 'decimal', '数量', 'Quantity', { precision: 18, scale: 4 }),
  field('price', 'decimal', '单价', 'Price', { precision: 18, scale: 6 }),
  field('amount', 'money', '金额', 'Amount', { required: true }),
  field('rate', 'percent', '税率', 'Rate'),
  field('tax', 'money', '税额', 'Tax', { readonly: true }),
  field('day', 'date', '日期', 'Date'),
  field('free', 'boolean', '免税', 'Tax-free'),
  field('tags', 'choices', '标签', 'Tags', { options: units }),
  field('note', 'multiline', '备注', 'Note'),
  field('discount', 'money', '折扣', 'Discount', {
    visible: { fact: 'free', operator: 'equal', value: true },
  }),
];

export function formOf(count: number): ReturnType<typeof reviveForm> {
  const more = Array.from({ length: Math.max(0, count - columns.length) }, (_, at) =>
    field(`more${at}`, at % 2 ? 'integer' : 'text', `字段${at}`, `Field ${at}`),
  );
  const lines = field('lines', 'entries', '明细', 'Lines', {
    path: 'lines',
    fields: [...columns, ...more].slice(0, count),
  });
  const form = formOfFields({ zh: '测试', en: 'Test' }, [lines]);
  return reviveForm({ ...form, id: 'test', name: 'test', can: ['edit'] });
}

function rowOf(at: number, form: ReturnType<typeof formOf>): JsonObject {
  const known: JsonObject = {
    id: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
    item: `增值税专用发票货物 ${at + 1}`,
    code: `10${String(at).padStart(5, '0')}`,
    unit: ['piece', 'box', 'kg'][at % 3] ?? '',
    quantity: String((at % 90) + 1),
    price: `${at % 700}.25`,
    amount: `${(at * 37) % 9000}.5`,
    rate: '0.13',
    tax: `${(at * 5) % 900}.07`,
    day: '2026-03-04',
    free: at % 4 === 0,
    tags: ['box'],
    note: at % 5 ? null : '第一行\n第二行',
  };
  const names = new Set(form.fields[0]?.rows?.fields.map(({ name }) => name));
  return Object.fromEntries(Object.entries(known).filter(([name]) => name === 'id' || names.has(name)));
}

const sheet = document.querySelector('gj-sheet') as GjSheet;
// As a record's page would tell it.
sheet.states = (row, { name }) =>
  name === 'discount' ? { visible: sheet.rows[row]?.['free'] === true, readonly: false } : {};
const changes: number[][] = [];
sheet.addEventListener('rows-changed', (event) => {
  const { rows, changed } = (event as CustomEvent<{ rows: readonly JsonObject[]; changed: number[] }>).detail;
  sheet.rows = rows;
  changes.push(changed);
});

const entries: { name: string; duration: number }[] = [];
new PerformanceObserver((list) => {
  for (const { name, duration } of list.getEntries()) entries.push({ name, duration });
}).observe({ type: 'event', buffered: true, durationThreshold: 16 } as PerformanceObserverInit);

/** The controls that tests use from outside. */
const sheetPage = {
  sheet,
  changes,
  /** Event timings since the last time somebody asked. */
  timings: () => entries.splice(0),
  async show(rows: number, cols: number, language: 'zh' | 'en' = 'zh'): Promise<number> {
    await setLanguage(language, []);
    const began = performance.now();
    const form = formOf(cols);
    const [field] = form.fields;
    if (!field) throw new Error('no entries');
    sheet.form = form;
    sheet.field = field;
    sheet.rows = Array.from({ length: rows }, (_, at) => rowOf(at, form));
    await sheet.updateComplete;
    await new Promise(requestAnimationFrame);
    sheet.focus();
    return performance.now() - began;
  },
  value: (row: number, name: string) => sheet.rows[row]?.[name],
};
Object.assign(globalThis, { sheetPage });
await sheetPage.show(30, 12);
