import { fieldRights } from '../common/field-roles.ts';
import type { JsonSchema } from '../common/json.ts';
import { operatorNames } from '../condition.ts';
import type { Kind } from '../field.ts';
import { standsAlone } from '../kinds/common/param-value.ts';
import { kinds } from '../kinds/index.ts';
import { fieldProperties } from '../property/field.ts';
import { optionProperties } from '../property/option.ts';
import { requiredOf, schemasOf } from '../property/property.ts';
import { list, object, ref, text } from '../property/schema-words.ts';
import { formDefinitions } from './form-definitions.ts';
import { printDefinitions } from './print-definitions.ts';
import { stepDefinitions } from './step-definitions.ts';

const strings = list({ type: 'string', minLength: 1 }, 'In this order.', { uniqueItems: true });

const leafMembers = { enum: ['fact', 'operator', 'value', 'over'] };
const valueless = { enum: ['isEmpty', 'isNotEmpty'] };

/** The definitions that several kinds of files share. */
const commonDefinitions: Readonly<Record<string, JsonSchema>> = {
  label: object(
    { zh: text('What a Chinese reader sees.'), en: text('What an English reader sees.') },
    ['zh', 'en'],
    { description: 'A text in every language people read.' },
  ),
  // The server knows which capabilities there are; they are judged when packages are compiled for it.
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
        'Id of a field; `lines.taxCode` in entries, `parent.day` from a row to its record, `item.rate` through a reference, `$today`, `$now`, `$org`, `$user`, `$currency`; in a form’s own conditions also `$new`: whether the record is being made.',
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
  option: object(schemasOf(optionProperties), requiredOf(optionProperties)),
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

const { kind: _, ...ofEveryField } = schemasOf(fieldProperties);

/** A field as a file writes it: one branch for each kind, with that kind's own properties. */
function fieldDefinitions(): Readonly<Record<string, JsonSchema>> {
  const all = [...kinds.values()];
  const valued = all.filter(standsAlone);
  return {
    field: branches('field', all, 'A field; `kind` says which properties it may have.'),
    ...Object.fromEntries(all.map((kind) => [`field-${kind.name}`, fieldOf(kind)])),
    value: branches('value', valued, 'A kind with its properties.'),
    ...Object.fromEntries(valued.map((kind) => [`value-${kind.name}`, valueSchemaOf(kind)])),
  };
}

function fieldOf(kind: Kind): JsonSchema {
  const required = [...requiredOf(fieldProperties), ...kind.requires];
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

/** The definitions that schemas refer to, by name. */
export const definitions: Readonly<Record<string, JsonSchema>> = {
  ...commonDefinitions,
  ...fieldDefinitions(),
  ...formDefinitions,
  ...stepDefinitions,
  ...printDefinitions,
};
