import type { Json } from '../../../metadata/common/json.ts';
import type { Field, FieldSet } from '../../../metadata/field.ts';

/** A value that a setting may have, and the field it names where it is a list of fields. */
export interface Probe {
  readonly value: Json;
  readonly picked?: Field;
}

/** Two values of a setting that ought not to come to the same. */
export type Pair = readonly [one: Probe, other: Probe];

const ofBuyer = (value: string) => ({ fact: 'buyerName', operator: 'equal', value });

/** Values by kind, where what a kind may hold is not a list of its own. */
const samples: Readonly<Record<string, readonly Json[]>> = {
  boolean: [false, true],
  integer: [null, 0, 1, 2, 5],
  decimal: [null, '1', '3'],
  money: [null, '1', '50'],
  percent: [null, '0.03', '0.13'],
  text: [null, '甲', '乙'],
  multiline: [null, '甲', '乙'],
  email: [null, 'a@example.com'],
  condition: [null, ofBuyer('甲'), ofBuyer('丁')],
  'time-range': ['00:00:00~08:00:00', '08:00:01~23:00:00'],
};

/** Returns the options of a setting, pair by pair: each option against each other. */
export function pairsOf(field: Field, about: (field: Field) => FieldSet | undefined): readonly Pair[] {
  const { name } = field.kind;
  const options = optionsOf(field);
  if (name === 'choice') return everyTwo(options.map((value) => ({ value })));
  if (name === 'choices')
    return [
      ...options.map((value): Pair => [{ value: [] }, { value: [value] }]),
      ...everyTwo(options.map((value) => ({ value: [value] }))),
    ];
  if (name === 'field-list') {
    const forced = (field.props['forced'] ?? []) as readonly string[];
    const fields = about(field)?.fields ?? [];
    return fields
      .filter(({ id, kind }) => !forced.includes(id) && isOffered(kind.name))
      .map(
        (picked): Pair => [
          { value: [...forced], picked },
          { value: [...forced, picked.name], picked },
        ],
      );
  }
  if (name === 'reference')
    return everyTwo(
      ['org', 'two'].map((id, at) => ({ value: { id, number: ['one', 'two'][at] ?? id, name: id } })),
    );
  if (name === 'references') return [[{ value: [] }, { value: [{ id: 'one', number: 'one', name: 'one' }] }]];
  const values = samples[name];
  if (!values) throw new Error(`no samples of ${name}`);
  // Numbers and texts differ somewhere: not each from each.
  return everyTwo(values.map((value) => ({ value })));
}

/** Kinds each of whose options is one; of others it is enough that two values differ. */
export function isListed({ kind }: Field): boolean {
  return ['choice', 'choices', 'field-list', 'boolean'].includes(kind.name);
}

function isOffered(kind: string): boolean {
  return kind !== 'entries' && kind !== 'secret';
}

function optionsOf({ options }: Field): readonly string[] {
  return (options ?? []).map(({ value }) => value);
}

function everyTwo(values: readonly Probe[]): readonly Pair[] {
  return values.flatMap((one, at) => values.slice(at + 1).map((other): Pair => [one, other]));
}

export function sayPair({ name }: Field, [one, other]: Pair): string {
  const { picked } = other;
  return picked ? `${name}: ${picked.name}` : `${name}: ${say(one)} | ${say(other)}`;
}

function say({ value }: Probe): string {
  return JSON.stringify(value);
}
