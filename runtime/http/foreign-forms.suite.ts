import type { Json } from '../../metadata/common/json.ts';
import { sharingStrategies } from '../../metadata/common/sharing-strategies.ts';
import { kinds } from '../../metadata/kinds/index.ts';
import type { FieldSource, FormSource } from '../../metadata/source.ts';
import { samples } from '../../workshop/kind-samples.ts';

const label = (en: string) => ({ zh: en, en });

/** The further properties of a field, and two values, the lower one first. */
type TwoValues = readonly [more: object, low: Json, high: Json];

/** Of kinds that name forms and options of these tests, and texts that nobody else says. */
const ofThese: Readonly<Record<string, TwoValues>> = {
  'any-reference': [{ forms: ['category', 'item'] }, 'category/LOW', 'category/TOP'],
  choice: [options('a', 'b'), 'a', 'b'],
  choices: [options('a', 'b'), ['a'], ['b']],
  condition: [{ facts: 'category' }, leaf('1'), leaf('2')],
  'field-list': [{ form: 'category' }, ['number'], ['name']],
  form: [{}, 'category', 'item'],
  multiline: [{}, 'hush low', 'hush top'],
  reference: [{ form: 'category' }, 'LOW', 'TOP'],
  references: [{ form: 'category' }, ['LOW'], ['TOP']],
  template: [{ form: 'category' }, 'low [&number&]', 'top [&number&]'],
  text: [{ length: 50 }, 'hush low', 'hush top'],
};

/** Not kinds of rows, of the platform, or of nobody's to see; files are brought first, and asked about where they are. */
const keeping = [...kinds.values()].filter(
  ({ derived, secret, holdsFiles, points, properties }) =>
    !derived && !secret && !holdsFiles && points !== 'own' && !('fields' in properties),
);
const found = new Map(keeping.map(({ name }) => [name, ofThese[name] ?? ownSample(name)]));

function ownSample(kind: string): TwoValues {
  const { props = {}, value = null, others: [low] = [] } = samples[kind] ?? {};
  if (low === undefined) throw new Error(`the sample of ${kind} has no lower value`);
  return [props, low, value];
}

export const sampled = [...found.keys()];

export type Side = 'low' | 'high';
/** Returns the values of one side for the fields of each kind. */
export function valuesOf(side: Side, prefix: string): Record<string, Json> {
  return Object.fromEntries(
    sampled.map((kind) => [fieldOf(kind, prefix), found.get(kind)?.[side === 'low' ? 1 : 2] ?? null]),
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
    ...(found.get(kind)?.[0] ?? {}),
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

/** The forms that keep values, and those that refer to them: once, as a list, in rows, carried and computed. */
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
