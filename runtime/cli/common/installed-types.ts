import type { Field, FieldSet } from '../../../metadata/field.ts';
import { optionsOf } from '../../../metadata/kinds/common/option.ts';
import type { Form } from '../../../metadata/model.ts';
import { membersWith, type SystemMember, systemMembers } from '../../../metadata/system-members.ts';
import { isVirtual } from '../../../metadata/virtual.ts';
import { memberName, rowName, typeName } from './form-types.ts';

/**
 * The second half of the module for callers of the API: what is sent of a record of each form, and all that a client
 * goes by, `openGuiju<Installed>(…)`. A field that has to be given has to be given there, too.
 */
export function writeInstalledTypes(forms: readonly Form[]): string {
  return [
    '/** A record as it is named where something is sent: by its number, or by its id or number as it was read. */',
    'export type SentPointer = string | { readonly id: string } | { readonly number: string };',
    '',
    '/** What the platform keeps of every record. */',
    ...systemTypes,
    ...forms.flatMap((form) => sentTypes(form, typeName(form.name), [...systemSent(form)])),
    '/** What a client reads of the records of each form, what it sends of them, and what can be done to them. */',
    'export type Installed = {',
    ...forms.map((form) => {
      const name = typeName(form.name);
      const actions = form.actions.map((action) => `'${action.name}'`);
      const members = [
        `record: ${name} & Kept`,
        `sent: ${name}Sent`,
        `action: ${oneOf(actions, 'never')}`,
        `matches: ${form.match !== undefined}`,
        `setting: ${form.kind === 'setting'}`,
      ];
      return `  readonly ${memberName(form.name)}: { ${members.map((member) => `readonly ${member}`).join('; ')} };`;
    }),
    '};',
    '',
  ].join('\n');
}

const plainTypes: Readonly<Record<string, string>> = { boolean: 'boolean', integer: 'number' };

function systemType(name: SystemMember): string {
  const { target, column, empty } = systemMembers[name];
  return `${target ? 'Pointer' : (plainTypes[column.type] ?? 'string')}${empty ? ' | null' : ''}`;
}

const systemTypes = [
  'export type Kept = {',
  ...membersWith(() => true).map(
    (name) => `  readonly ${name}${systemMembers[name].only ? '?' : ''}: ${systemType(name)};`,
  ),
  '};',
  '',
];

/** Members beside the fields that whoever writes a record may say. */
function* systemSent({ sharing, validity }: Form): Generator<string> {
  yield '  readonly enabled?: boolean;';
  if (sharing)
    yield `  readonly sharing?: ${oneOf(
      sharing.allowed.map((way) => `'${way}'`),
      'string',
    )};`;
  if (validity)
    for (const name of membersWith(({ only }) => only === 'validity'))
      yield `  readonly ${name}?: ${systemType(name)};`;
}

/** The rows of a record stand before what holds them. */
function sentTypes(set: FieldSet, name: string, more: readonly string[]): readonly string[] {
  const fields = set.fields.filter(isSent);
  return [
    ...fields.flatMap((field) =>
      field.rows
        ? sentTypes(field.rows, rowName(field, name, 'name'), [
            '  /** Of a row that is there: it changes, or goes. */',
            '  readonly id?: string;',
            '  readonly $delete?: true;',
          ])
        : [],
    ),
    `export type ${name}Sent = {`,
    ...fields.map((field) => {
      const mark = isNeeded(field) ? '' : '?';
      const empty = field.required === true ? '' : ' | null';
      return `  readonly ${memberName(field.name)}${mark}: ${sentType(field, name)}${empty};`;
    }),
    ...more,
    '};',
    '',
  ];
}

function isSent(field: Field): boolean {
  return !field.hidden && !isVirtual(field) && (!field.kind.derived || field.name === 'number');
}

function isNeeded({ required, default: usual, kind }: Field): boolean {
  return required === true && usual === undefined && !kind.derived;
}

function sentType(field: Field, name: string): string {
  if (field.rows) return `readonly ${rowName(field, name, 'name')}Sent[]`;
  const { kind } = field;
  const schema = kind.schema(field);
  const isList = schema['type'] === 'array';
  const listed = (one: string) => (isList ? `readonly (${one})[]` : one);
  if (kind.holdsFiles) return listed('{ readonly id: string; readonly name?: string }');
  if (field.targets)
    return '{ readonly form: string } & ({ readonly id: string } | { readonly number: string })';
  if (field.target) return listed('SentPointer');
  if (!kind.offers && optionsOf(field).length > 0)
    return listed(
      oneOf(
        optionsOf(field).map(({ value }) => `'${value}'`),
        'string',
      ),
    );
  const column = kind.column(field)?.type ?? '';
  if (column === 'json') return isList && kind.comparison(field) === 'list' ? 'readonly string[]' : 'Json';
  return plainTypes[column] ?? 'string';
}

function oneOf(words: readonly string[], otherwise: string): string {
  return words.length > 0 ? words.join(' | ') : otherwise;
}
