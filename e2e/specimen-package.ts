import type { Json, JsonObject } from '../metadata/common/json.ts';
import { kinds } from '../metadata/kinds/index.ts';
import { samples } from '../workshop/kind-samples.ts';

const label = (zh: string, en: string) => ({ zh, en });

/** The properties of a kind here, where they are more or other than those its sample must have. */
const found: Readonly<Record<string, JsonObject>> = {
  choice: { options: options() },
  choices: { options: options() },
  'parameter-type': { options: options() },
  carry: { from: 'reference', field: 'rate' },
  number: { pattern: 'SP{seq:4}' },
  decimal: { precision: 18, scale: 4 },
  entries: {
    fields: [
      { name: 'item', kind: 'text', label: label('品名', 'Item'), required: true },
      { name: 'quantity', kind: 'decimal', precision: 12, scale: 2, label: label('数量', 'Quantity') },
      { name: 'price', kind: 'money', label: label('单价', 'Price') },
      {
        name: 'amount',
        kind: 'computed',
        label: label('金额', 'Amount'),
        compute: { op: 'product', of: ['quantity', 'price'], scale: 2 },
      },
      { name: 'thing', kind: 'reference', form: 'thing', label: label('物品', 'Thing') },
      {
        name: 'batches',
        kind: 'entries',
        label: label('批次', 'Batches'),
        fields: [
          { name: 'code', kind: 'text', label: label('批号', 'Code'), required: true },
          { name: 'day', kind: 'date', label: label('日期', 'Day') },
        ],
      },
    ],
  },
};

/** Answers the properties that a kind requires before a field of it can stand in a form. */
function needed(kind: string): JsonObject {
  const required = kinds.get(kind)?.requires ?? [];
  return Object.fromEntries(
    Object.entries(samples[kind]?.props ?? {}).filter(([name]) => required.includes(name)),
  );
}

function options(): Json {
  return ['red', 'green', 'blue'].map((value, at) => ({
    value,
    label: label(['红', '绿', '蓝'][at] ?? '', ['Red', 'Green', 'Blue'][at] ?? ''),
  }));
}

/** Kinds that no row has: its record's own number and parent, rows that are tried elsewhere. */
export const noColumns: ReadonlySet<string> = new Set(['number', 'parent', 'entries']);

/** camelCase, as names of fields are. */
function fieldName(kind: string): string {
  if (kind === 'entries') return 'lines';
  return kind.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** A form with a field of every kind there is, one it refers to, and a setting. */
export function specimenPackage(): JsonObject {
  const fields = [...kinds.keys()].map((kind) => ({
    name: kind === 'number' ? 'number' : fieldName(kind),
    kind,
    label: label(`字段 ${kind}`, `Field ${kind}`),
    ...(found[kind] ?? needed(kind)),
  }));
  const plain = [...kinds.keys()].filter((kind) => kind !== 'entries' && kind !== 'number');
  return {
    'package.json': {
      name: 'specimens',
      version: '1.0.0',
      peerDependencies: { platform: '*' },
      guiju: {
        prefix: 'sp',
        label: label('样本', 'Specimens'),
        menu: [{ path: 'specimens', label: label('样本', 'Specimens') }],
      },
    },
    'forms/thing.json': {
      name: 'thing',
      kind: 'master',
      sharing: 'everybody',
      label: label('物品', 'Thing'),
      menu: { path: 'specimens' },
      fields: [
        { name: 'number', kind: 'text', length: 40, label: label('编码', 'Number'), required: true },
        { name: 'name', kind: 'text', label: label('名称', 'Name'), required: true },
        { name: 'rate', kind: 'percent', label: label('税率', 'Rate') },
        { name: 'colour', kind: 'choice', options: options(), label: label('颜色', 'Colour') },
      ],
      list: { columns: ['number', 'name', 'rate', 'colour'] },
    },
    'forms/specimen.json': {
      name: 'specimen',
      kind: 'master',
      label: label('样本', 'Specimen'),
      menu: { path: 'specimens' },
      sharing: { allowed: ['private', 'scope', 'global'], default: 'private' },
      fields: [
        ...fields,
        {
          name: 'filled',
          kind: 'percent',
          label: label('带出的税率', 'Filled rate'),
          carry: { from: 'reference', field: 'rate' },
        },
        {
          name: 'why',
          kind: 'text',
          label: label('原因', 'Reason'),
          visible: { fact: 'boolean', operator: 'equal', value: true },
          required: { fact: 'boolean', operator: 'equal', value: true },
        },
        {
          name: 'redThing',
          kind: 'reference',
          form: 'thing',
          label: label('同色物品', 'Thing of that colour'),
          optionsFilter: { fact: 'colour', operator: 'equal', value: { fact: 'parent.choice' } },
        },
      ],
      title: 'text',
      rules: [
        {
          name: 'dear',
          check: { fact: 'money', operator: 'lessThan', value: '1000000' },
          when: { fact: 'money', operator: 'isNotEmpty' },
          fields: ['money'],
          message: label('金额太大', 'The amount is too great'),
        },
      ],
      layout: {
        tabs: [
          {
            name: 'kinds',
            label: label('各种字段', 'Kinds'),
            groups: [
              {
                name: 'all',
                label: label('全部种类', 'All kinds'),
                columns: 4,
                fields: ['number', ...plain.map(fieldName)],
              },
              {
                name: 'live',
                label: label('随填随变', 'Live'),
                columns: 3,
                fields: ['filled', 'why', 'redThing'],
              },
            ],
          },
          {
            name: 'rows',
            label: label('明细', 'Rows'),
            groups: [{ name: 'rows', label: label('明细', 'Rows'), columns: 1, fields: ['lines'] }],
          },
        ],
      },
      actions: [
        {
          name: 'paint',
          label: label('涂红', 'Paint red'),
          capability: 'set-fields',
          params: { fields: { choice: 'red' } },
          when: { fact: 'choice', operator: 'notEqual', value: 'red' },
          confirm: label('把它涂成红色？', 'Paint it red?'),
        },
      ],
    },
    'forms/wide.json': {
      name: 'wide',
      kind: 'master',
      sharing: 'everybody',
      key: ['name'],
      label: label('宽表', 'Wide'),
      menu: { path: 'specimens' },
      fields: [
        { name: 'name', kind: 'text', label: label('名称', 'Name'), required: true },
        {
          name: 'rows',
          kind: 'entries',
          label: label('每种一列', 'A column of each'),
          fields: fields.filter(({ kind }) => !noColumns.has(kind)),
        },
      ],
      title: 'name',
    },
    'forms/specimen-setting.json': {
      name: 'specimen-setting',
      kind: 'setting',
      label: label('样本设置', 'Specimen setting'),
      menu: { path: 'specimens' },
      fields: [
        { name: 'ceiling', kind: 'money', label: label('限额', 'Limit'), default: '100' },
        { name: 'open', kind: 'boolean', label: label('开放', 'Open'), default: true },
      ],
    },
  };
}
