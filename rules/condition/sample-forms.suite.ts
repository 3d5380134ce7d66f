import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { Field, FieldSet } from '../../metadata/field.ts';
import { kinds } from '../../metadata/kinds/index.ts';
import type { Form } from '../../metadata/model.ts';
import type { Scope } from './scope.ts';

/** Forms made by hand, with the real kinds, so that these suites need no compiler above them. */
type Own = Partial<Omit<Field, 'kind' | 'id' | 'label'>> & { readonly zh?: string; readonly en?: string };

export function field(kind: string, id: string, own: Own = {}): Field {
  const known = kinds.get(kind);
  if (!known) throw new Error(kind);
  const { zh, en, ...rest } = own;
  return {
    id,
    name: rest.name ?? id,
    path: id,
    kind: known,
    package: 'sample',
    label: { zh: zh ?? id, en: en ?? id },
    visible: true,
    required: false,
    readonly: false,
    ownable: false,
    fixed: false,
    personal: false,
    hidden: false,
    props: {},
    source: [],
    ...rest,
  };
}

export function shape(fields: readonly Field[]): FieldSet {
  return {
    fields,
    byId: new Map(fields.map((one) => [one.id, one])),
    byName: new Map(fields.map((one) => [one.name, one])),
    entries: fields.filter((one) => one.rows !== undefined),
  };
}

export function entries(id: string, fields: readonly Field[], own: Own = {}): Field {
  return field('entries', id, {
    ...own,
    rows: shape(fields.map((one) => ({ ...one, path: `${id}.${one.path}` }))),
  });
}

export function form(id: string, fields: readonly Field[], own: Partial<Form> = {}): Form {
  const number = fields.find((one) => one.id === 'number');
  return {
    ...shape(fields),
    id,
    name: id,
    kind: 'document',
    package: 'sample',
    label: { zh: id, en: id },
    recordLabel: { zh: id, en: id },
    listLabel: { zh: id, en: id },
    ...(number ? { number } : {}),
    key: [],
    rules: [],
    checks: [],
    locks: [],
    unique: [],
    layout: { tabs: [] },
    list: { columns: [], filters: [], sort: [], search: [] },
    actions: [],
    blocks: [],
    views: [],
    validity: false,
    publicNumbers: false,
    attachments: false,
    indexes: [],
    hash: id,
    source: [],
    ...own,
  };
}

const option = (value: string, zh: string, en: string) => ({ value, label: { zh, en } });

export const category = form('category', [
  field('text', 'number', { zh: '编码', en: 'Number' }),
  field('text', 'name', { zh: '名称', en: 'Name' }),
  field('percent', 'rate', { zh: '税率', en: 'Rate' }),
  field('boolean', 'leaf', { zh: '叶子', en: 'Leaf' }),
]);

export const order = form(
  'order',
  [
    field('text', 'number', { zh: '编号', en: 'Number' }),
    field('text', 'buyer', { zh: '购方', en: 'Buyer', name: 'buyerName' }),
    field('text', 'seller', { zh: '销方', en: 'Seller' }),
    field('choice', 'type', {
      zh: '发票种类',
      en: 'Invoice type',
      options: [option('08xdp', '数电票（普通）', 'ordinary'), option('10xdp', '数电票（专用）', 'special')],
    }),
    field('choices', 'tags', {
      zh: '标签',
      en: 'Tags',
      options: [option('a', '甲', 'A'), option('b', '乙', 'B'), option('c', '丙', 'C')],
    }),
    field('decimal', 'amount', { zh: '金额', en: 'Amount' }),
    field('decimal', 'limit', { zh: '限额', en: 'Limit' }),
    field('integer', 'count', { zh: '张数', en: 'Count' }),
    field('boolean', 'urgent', { zh: '加急', en: 'Urgent' }),
    field('date', 'day', { zh: '日期', en: 'Date' }),
    field('time', 'hour', { zh: '时间', en: 'Time' }),
    field('datetime', 'at', { zh: '时刻', en: 'Moment' }),
    field('reference', 'category', { zh: '税收分类', en: 'Category', target: 'category' }),
    field('reference', 'second', { zh: '第二分类', en: 'Second category', target: 'category' }),
    field('reference', 'above', { zh: '上级单', en: 'Order above', target: 'order' }),
    field('references', 'categories', { zh: '分类', en: 'Categories', target: 'category' }),
    field('secret', 'password', { zh: '密码', en: 'Password' }),
    field('json', 'extra', { zh: '其他', en: 'Other' }),
    entries(
      'lines',
      [
        field('text', 'code', { zh: '编码', en: 'code', name: 'itemCode' }),
        field('decimal', 'amount', { zh: '金额', en: 'amount' }),
        field('boolean', 'gift', { zh: '赠品', en: 'gift' }),
        field('reference', 'category', { zh: '分类', en: 'category', target: 'category' }),
        entries('batches', [field('text', 'code', { zh: '批号', en: 'batch' })], {
          zh: '批次',
          en: 'batches',
        }),
      ],
      { zh: '明细', en: 'lines', name: 'items' },
    ),
  ],
  { validity: true },
);

const forms = new Map([category, order].map((one) => [one.id, one]));

export const orderScope: Scope = { shape: order, target: (id) => forms.get(id) };

export const categories: ReadonlyMap<string, JsonObject> = new Map<string, { [key: string]: Json }>([
  [
    '11111111-1111-4111-8111-111111111111',
    { id: '11111111-1111-4111-8111-111111111111', number: 'C1', name: '货物', rate: '0.13', leaf: true },
  ],
  [
    '22222222-2222-4222-8222-222222222222',
    { id: '22222222-2222-4222-8222-222222222222', number: 'C2', name: '服务', rate: '0.06', leaf: false },
  ],
]);

export const rows = shape(order.byId.get('lines')?.rows?.fields ?? []);
