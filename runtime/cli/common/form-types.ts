import type { Field, FieldSet } from '../../../metadata/field.ts';
import { optionsOf } from '../../../metadata/kinds/common/option.ts';
import type { Form, Model } from '../../../metadata/model.ts';

/** The reader of records: rules, by the ids of fields, or callers of the API, by their names. */
export interface TypesReader {
  readonly by: 'id' | 'name';
  /** The module that the type of JSON is imported from; null: it is stated here. */
  readonly json: string | null;
}

/** In rules a reference may be a number that was given, or hold what is read through it. */
const pointers = {
  id: 'string | { readonly [member: string]: Json }',
  name: '{ readonly id: string; readonly number?: string | null; readonly name?: string | null }',
};

const heldFile = [
  '/** A file of a record: its size in bytes, and what it is by its content. */',
  'export type HeldFile = {',
  ...['id: string', 'name: string', 'size: number', 'type: string'].map((said) => `  readonly ${said};`),
  '};',
  '',
];

const ownJson =
  'export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json };';

/**
 * Forms as a TypeScript module: what a record of each holds once it was read. Exact numbers are texts, and every member
 * may be left out or empty. Options are those that packages have: others may come with other layers.
 */
export function writeFormTypes(forms: readonly Form[], { by, json }: TypesReader): string {
  return [
    json === null
      ? '// Made by `npx guiju types --forms`: make it anew when packages were upgraded.'
      : '// Made by `npm run schemas` of the packages that ship.',
    json === null ? ownJson : `import type { Json } from '${json}';`,
    '',
    '/** The record that a reference points at. */',
    `export type Pointer = ${pointers[by]};`,
    '',
    ...(by === 'name' ? heldFile : []),
    ...forms.flatMap((form) => typesOf(form, typeName(form[by]), by)),
    '/** The members of a record, by its form. */',
    'export type Forms = {',
    ...forms.map((form) => `  readonly ${memberName(form[by])}: ${typeName(form[by])};`),
    '};',
    '',
  ].join('\n');
}

/** The forms that packages bring, by their ids. */
export function formsOf(model: Model, packages?: readonly string[]): readonly Form[] {
  return [...model.formsById.values()]
    .filter((form) => packages?.includes(form.package) ?? true)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** The rows of a record, and of rows, stand before what holds them. */
function typesOf(set: FieldSet, name: string, by: 'id' | 'name'): readonly string[] {
  const rows = set.entries.flatMap((field) =>
    field.rows ? typesOf(field.rows, rowName(field, name, by), by) : [],
  );
  const own = new Map([
    ['id', 'string'],
    ['revision', 'number'],
  ]);
  for (const field of set.fields) own.set(field[by], `${typeOf(field, rowName(field, name, by), by)} | null`);
  return [
    ...rows,
    `export type ${name} = {`,
    ...[...own].map(([member, type]) => `  readonly ${memberName(member)}?: ${type};`),
    '};',
    '',
  ];
}

function typeOf(field: Field, rows: string, by: TypesReader['by']): string {
  if (field.rows) return `readonly ${rows}[]`;
  const own = field.inner ?? field;
  const isList = own.kind.comparison(own) === 'list';
  if (own.kind.holdsFiles && by === 'name')
    return own.kind.schema(own)['type'] === 'array' ? 'readonly HeldFile[]' : 'HeldFile';
  if (own.targets) return 'Pointer & { readonly form: string }';
  if (own.target ?? field.target) return isList ? 'readonly Pointer[]' : 'Pointer';
  const options = optionsOf(own).map(({ value }) => `'${value}'`);
  const one = options.length > 0 && !own.kind.offers ? options.join(' | ') : 'string';
  switch (own.kind.column(own)?.type) {
    case 'json':
      return isList ? `readonly (${one})[]` : 'Json';
    case 'integer':
      return 'number';
    case 'boolean':
      return 'boolean';
    default:
      return one;
  }
}

export function rowName(field: Field, name: string, by: 'id' | 'name'): string {
  return `${name}${typeName(field[by])}`;
}

/** `invoice-application` is `InvoiceApplication`. */
export function typeName(name: string): string {
  return name.replaceAll(/(?:^|[-_])(\w)/g, (_, letter: string) => letter.toUpperCase());
}

export function memberName(name: string): string {
  return /^[a-z_$][\w$]*$/i.test(name) ? name : `'${name}'`;
}
