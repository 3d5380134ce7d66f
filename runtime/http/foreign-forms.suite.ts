import type { Json } from '../../metadata/common/json.ts';
import { kinds } from '../../metadata/kinds/index.ts';
import { sharingStrategies } from '../../metadata/sharing-strategies.ts';
import type { FieldSource, FormSource } from '../../metadata/source.ts';

const label = (en: string) => ({ zh: en, en });

/** For every kind that keeps something of its own: what else its field says, and two values, the lower one first. */
const samples: Readonly<Record<string, readonly [more: object, low: Json, high: Json]>> = {
  boolean: [{}, false, true],
  choice: [options('a', 'b'), 'a', 'b'],
  choices: [options('a', 'b'), ['a'], ['b']],
  condition: [{ facts: 'category' }, leaf('1'), leaf('2')],
  date: [{}, '2026-01-01', '2026-02-02'],
  datetime: [{}, '2026-01-01T00:00:00.000Z', '2026-02-02T00:00:00.000Z'],
  decimal: [{ precision: 10, scale: 2 }, '1.25', '2.25'],
  email: [{}, 'low@a.example', 'top@b.example'],
  'field-list': [{ form: 'category' }, ['number'], ['name']],
  'file-name': [{}, 'low', 'top'],
  form: [{}, 'category', 'item'],
  integer: [{}, 1, 2],
  json: [{}, { a: 'low' }, { a: 'top' }],
  money: [{}, '10.00', '20.00'],
  multiline: [{}, 'hush low', 'hush top'],
  percent: [{}, '0.06', '0.13'],
  phone: [{}, '10000001', '20000002'],
  reference: [{ form: 'category' }, 'LOW', 'TOP'],
  references: [{ form: 'category' }, ['LOW'], ['TOP']],
  'tax-number': [{}, '91440300708461136T', '91500023MA0000001M'],
  template: [{ form: 'category' }, 'low [&number&]', 'top [&number&]'],
  text: [{ length: 50 }, 'hush low', 'hush top'],
  time: [{}, '06:00:00', '12:00:00'],
  'time-range': [{}, '06:00:00~07:00:00', '12:00:00~13:00:00'],
  url: [{}, 'https://low.example/a', 'https://top.example/b'],
};

/** Kinds that keep nothing that could be carried: of others, of rows, of the platform, or nobody's to see. */
const without = ['carry', 'computed', 'entries', 'number', 'parent', 'secret'];

export const sampled = Object.keys(samples);
export const unsampled = [...kinds.keys()].filter((name) => !(name in samples) && !without.includes(name));

export type Side = 'low' | 'high';
/** What a record of one side says in the field of each kind. */
export function valuesOf(side: Side, prefix: string): Record<string, Json> {
  return Object.fromEntries(
    sampled.map((kind) => [fieldOf(kind, prefix), samples[kind]?.[side === 'low' ? 1 : 2] ?? null]),
  );
}

export function fieldOf(kind: string, prefix: string): string {
  return `${prefix}${kind.replace(/(^|-)(.)/g, (_, __, letter: string) => letter.toUpperCase())}`;
}

const own = (prefix: string): FieldSource[] =>
  sampled.map((kind) => ({
    name: fieldOf(kind, prefix),
    kind,
    label: label(kind),
    ...(samples[kind]?.[0] ?? {}),
  }));
const carried = (prefix: string, from: string, of: string): FieldSource[] =>
  sampled.map((kind) => ({
    name: fieldOf(kind, prefix),
    kind: 'carry',
    label: label(`carried ${kind}`),
    from,
    field: fieldOf(kind, of),
  }));
const named: FieldSource[] = [
  { name: 'number', kind: 'text', label: label('Number'), length: 50, required: true },
  { name: 'name', kind: 'text', label: label('Name'), length: 100 },
];
const controlled = { allowed: [...sharingStrategies], default: 'private' } as const;

/** What is kept, and what refers to it in every way there is: once, as a list, in rows, carried and computed. */
export const foreignForms: readonly FormSource[] = [
  {
    name: 'vault',
    kind: 'master',
    label: label('Vault'),
    sharing: controlled,
    fields: [...named, ...own('f')],
  },
  {
    name: 'open-vault',
    kind: 'master',
    label: label('Vault with public numbers'),
    sharing: controlled,
    publicNumbers: true,
    fields: named,
  },
  {
    name: 'holder',
    kind: 'master',
    label: label('Holder'),
    sharing: controlled,
    fields: [
      ...named,
      { name: 'vault', kind: 'reference', form: 'vault', label: label('Vault') },
      { name: 'openVault', kind: 'reference', form: 'open-vault', label: label('Open vault') },
      { name: 'vaults', kind: 'references', form: 'vault', label: label('Vaults') },
      ...own('o'),
      ...carried('c', 'vault', 'f'),
      {
        name: 'twice',
        kind: 'computed',
        label: label('Twice'),
        compute: { op: 'sum', of: ['vault.fDecimal', 'cMoney'] },
      },
      {
        name: 'lineSum',
        kind: 'computed',
        label: label('Sum'),
        compute: { op: 'sum', of: ['lines.lDecimal'] },
      },
      {
        name: 'lines',
        kind: 'entries',
        label: label('Lines'),
        fields: [
          { name: 'vault', kind: 'reference', form: 'vault', label: label('Vault') },
          ...carried('l', 'vault', 'f'),
          ...carried('p', 'parent.vault', 'f').slice(0, 3),
        ],
      },
    ],
    list: { columns: ['number'], search: ['number', 'cText', 'cMultiline'] },
  },
  {
    name: 'slip',
    kind: 'document',
    sharing: 'everybody',
    label: label('Slip'),
    fields: [
      ...named,
      { name: 'vault', kind: 'reference', form: 'vault', label: label('Vault') },
      { name: 'filled', kind: 'text', label: label('Filled'), carry: { from: 'vault', field: 'fText' } },
    ],
  },
];

function options(...values: readonly string[]): object {
  return { options: values.map((value) => ({ value, label: label(value) })) };
}
function leaf(value: string): Json {
  return { fact: 'number', operator: 'equal', value };
}
