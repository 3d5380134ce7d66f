import type { JsonSchema } from '../common/json.ts';
import { operatorNames } from '../condition.ts';
import type { Kind } from '../field.ts';
import { fieldRights } from '../field-roles.ts';
import { kinds } from '../kinds/index.ts';
import { tones } from '../package-choices.ts';
import { formDefinitions } from './form-definitions.ts';
import { stepDefinitions } from './step-definitions.ts';
import { described, flag, list, object, ref, text, whole } from './words.ts';

const strings = list({ type: 'string', minLength: 1 }, 'In this order.', { uniqueItems: true });

const leafMembers = { enum: ['fact', 'operator', 'value', 'over'] };
const valueless = { enum: ['isEmpty', 'isNotEmpty'] };

/** What several kinds of files have in common. */
const commonDefinitions: Readonly<Record<string, JsonSchema>> = {
  label: object(
    { zh: text('What a Chinese reader sees.'), en: text('What an English reader sees.') },
    ['zh', 'en'],
    { description: 'A text in every language people read.' },
  ),
  // Which of these there are is the server's to know, and judged when packages are compiled for it.
  capability: text('What an action does, of all that the server can.', { pattern: '^[a-z][a-z0-9-]*$' }),
  check: text('What is computed; it reads the fields of documents by their ids.', {
    pattern: '^[a-z][a-z0-9-]*$',
  }),
  icon: text('What a folder is drawn with. Default: a box at the top, nothing below.', {
    pattern: '^[a-z][a-z0-9-]*$',
  }),
  conditional: {
    anyOf: [{ type: 'boolean' }, ref('condition')],
    description: 'Always, never, or while a condition holds.',
  },
  condition: {
    type: 'object',
    description: 'A tree of all, any, not and some, with leaves { fact, operator, value }.',
    properties: {
      all: list(ref('condition'), 'All of these hold.'),
      any: list(ref('condition'), 'At least one of these holds.', { minItems: 1 }),
      not: ref('condition'),
      some: text('Id of entries: some one of their lines is as `where` says.'),
      where: {
        ...ref('condition'),
        description: 'Facts on these lines are here of one and the same line.',
      },
      fact: text(
        'Id of a field; `lines.taxCode` in entries, `parent.day` from a row to its record, `item.rate` through a reference, `$today`, `$now`, `$org`, `$user`; in a form’s own conditions also `$new`: whether the record is being made.',
      ),
      operator: { enum: [...operatorNames], description: 'What is compared, and how.' },
      value: { description: 'With what; { "fact": … } compares with another field.' },
      over: {
        enum: ['any', 'every', 'count', 'sum'],
        description: 'How a fact on several rows is taken together. Default: any.',
      },
    },
    additionalProperties: false,
    anyOf: [
      { required: ['all'], maxProperties: 1 },
      { required: ['any'], maxProperties: 1 },
      { required: ['not'], maxProperties: 1 },
      { required: ['some', 'where'], maxProperties: 2 },
      { required: ['fact', 'operator', 'value'], propertyNames: leafMembers },
      { required: ['fact', 'operator'], properties: { operator: valueless }, propertyNames: leafMembers },
    ],
  },
  mark: {
    anyOf: [ref('oneMark'), { type: 'array', items: ref('oneMark') }],
    description: 'Where in the source documents this was read.',
  },
  oneMark: object({ document: text('Which document.'), heading: text('Under which heading.') }, [
    'document',
    'heading',
  ]),
  option: object(
    {
      value: text('What is stored.', { maxLength: 64, pattern: '^\\S(.*\\S)?$' }),
      label: ref('label'),
      order: whole('Place among the options. Default: 100, then as written.'),
      hidden: flag('No longer offered; records that hold it keep it. Default: no.'),
      tone: {
        enum: [...tones],
        description:
          'How it stands with a record of this value, told by a colour in lists. Default: no colour.',
      },
    },
    ['value', 'label'],
  ),
  fieldRight: {
    enum: [...fieldRights],
    description: 'Not even to see it, to see it, or to change it, too.',
  },
  strings,
  edit: {
    anyOf: [
      strings,
      object({ add: strings, remove: strings, order: strings }, [], {
        description: 'What is added, what is taken away, and what comes first.',
      }),
    ],
    description: 'A list adds to what is there; an object edits it.',
  },
};

const ofEveryField: Readonly<Record<string, JsonSchema>> = {
  name: text('Name on the wire; camelCase, with `<prefix>_` in somebody else’s form.'),
  id: text('The first name, kept through renames. Default: the name.'),
  label: described(ref('label'), 'What people call it.'),
  help: described(ref('label'), 'A sentence that helps to fill it in.'),
  visible: described(ref('conditional'), 'Default: yes.'),
  required: described(ref('conditional'), 'Default: no.'),
  readonly: described(ref('conditional'), 'Default: no.'),
  default: {
    description: 'Value where a new record leaves it out, or { "fact": "$today" }. Default: empty.',
  },
  carry: object(
    { from: text('Reference field of the same row.'), field: text('Field of the record it points at.') },
    ['from', 'field'],
    { description: 'Filled from a reference when that changes and nothing was given; stays editable.' },
  ),
  optionsFilter: described(ref('condition'), 'Only what it holds for can be picked.'),
  ownable: flag('An organisation that personalises a record may have its own value. Default: no.'),
  roles: {
    type: 'object',
    description:
      'By number of a role, `*` for all others: what it may of the field, instead of what the role lists. Default: what the role says.',
    additionalProperties: ref('fieldRight'),
  },
  fixed: flag('May not change once the record exists. Default: no.'),
  personal: flag('Personal data, which a purge can blank in history. Default: no.'),
  hidden: flag('Kept but no longer shown. Default: no.'),
  width: whole(
    'Of its column in lists and among rows, in pixels. Default: as its kind and content ask for.',
    {
      minimum: 40,
      maximum: 1200,
    },
  ),
  source: ref('mark'),
};

/** A field as a file writes it: one branch for each kind, with that kind's own properties. */
function fieldDefinitions(): Readonly<Record<string, JsonSchema>> {
  const all = [...kinds.values()];
  const valued = all.filter((kind) => !kind.derived && kind.points !== 'own' && !kind.properties['fields']);
  return {
    field: branches('field', all, 'A field; `kind` says which properties it may have.'),
    ...Object.fromEntries(all.map((kind) => [`field-${kind.name}`, fieldOf(kind)])),
    value: branches('value', valued, 'A kind with its properties.'),
    ...Object.fromEntries(valued.map((kind) => [`value-${kind.name}`, valueSchemaOf(kind)])),
  };
}

function fieldOf(kind: Kind): JsonSchema {
  const required = ['name', 'kind', 'label', ...kind.requires];
  return object({ kind: { const: kind.name }, ...ofEveryField, ...kind.properties }, required);
}

function valueSchemaOf(kind: Kind): JsonSchema {
  return object({ kind: { const: kind.name }, ...kind.properties }, ['kind', ...kind.requires]);
}

function branches(prefix: string, of: readonly Kind[], description: string): JsonSchema {
  return {
    type: 'object',
    description,
    required: ['kind'],
    discriminator: { propertyName: 'kind' },
    oneOf: of.map((kind) => ref(`${prefix}-${kind.name}`)),
  };
}

/** Everything schemas refer to, by name. */
export const definitions: Readonly<Record<string, JsonSchema>> = {
  ...commonDefinitions,
  ...fieldDefinitions(),
  ...formDefinitions,
  ...stepDefinitions,
};
