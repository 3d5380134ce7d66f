import type { JsonObject, JsonSchema } from '../../metadata/common/json.ts';
import { nodesServing } from '../../metadata/contract/common/shared.ts';
import { node } from '../../metadata/contract/nodes/calls.ts';
import { anyObject } from './refs.ts';

const text = { type: 'string' } as const;
const integer = { type: 'integer' } as const;
const label = { $ref: '#/components/schemas/Label' } as const;
const maybe = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] });
const moment = { type: ['string', 'null'], format: 'date-time' } as const;
const maybeText = { type: ['string', 'null'] } as const;

const whole = (properties: Readonly<Record<string, JsonSchema>>, more: JsonObject = {}): JsonSchema => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
  ...more,
});
const all = (items: JsonSchema, description?: string): JsonSchema => ({
  type: 'array',
  items,
  ...(description === undefined ? {} : { description }),
});

const outline = {
  name: text,
  version: text,
  description: maybeText,
  requires: { type: 'object', description: 'Versions by package', additionalProperties: text },
  label,
  help: maybe(label),
  prefix: text,
} as const;

const publish = {
  revision: { type: ['integer', 'null'] },
  at: moment,
  by: maybeText,
  reason: maybeText,
} as const;

/** What administrators are told beside that. */
const about = {
  signature: maybe(
    whole(
      {
        key: { ...maybeText, description: 'Id of the key' },
        publisher: { ...maybeText, description: 'What the key is called here' },
        trusted: { type: 'boolean' },
        revokedAt: moment,
      },
      { description: 'Null: nobody signed it' },
    ),
  ),
  changed: whole(publish, { description: 'The last publish that changed it' }),
  waits: { ...maybeText, description: 'A newer version' },
  waitsIn: {
    enum: ['server', 'registry', null],
    description: 'Whether it lies beside the server, or in the registry that was configured',
  },
  layersOn: all(
    whole({ package: text, adds: integer, changes: integer }),
    'Others of which it says something',
  ),
  brings: whole(
    Object.fromEntries(
      ['forms', 'fields', 'parameters', 'rules', 'cases', 'records', 'roles', 'menus', 'messages'].map(
        (name) => [name, integer],
      ),
    ),
  ),
} as const;

const page = {
  readme: whole({ zh: maybeText, en: maybeText }),
  forms: all(whole({ id: text, name: maybeText, label: maybe(label), kind: text, fields: integer })),
  extends: all(
    whole({
      form: text,
      label: maybe(label),
      changes: all(text),
      adds: all(whole({ name: text, label: maybe(label) })),
    }),
  ),
  parameters: all(
    whole({
      type: text,
      label: maybe(label),
      changes: all(text),
      params: all(whole({ key: text, label: maybe(label), danger: { type: 'boolean' } })),
    }),
  ),
  rules: all(
    whole({ form: text, formLabel: maybe(label), name: text, message: maybe(label), severity: text }),
  ),
  cases: all(whole({ file: text, name: text, form: maybeText, decision: maybeText })),
  data: all(whole({ form: text, label: maybe(label), set: maybeText, records: integer })),
  others: all(text, 'Packages that need it'),
  versions: all(
    whole({ version: { ...maybeText, description: 'Null: it was taken out of service' }, ...publish }),
    'The newest first',
  ),
  keys: all(
    { $ref: '#/components/schemas/TrustedKey' },
    'The key it is signed with, where that is or was trusted',
  ),
} as const;

const spoken = {
  says: { type: 'boolean', description: 'Whether it said anything then' },
  value: { description: 'Any value' },
  shown: { ...maybeText, description: 'The value in words' },
  by: maybeText,
  at: moment,
  revision: { type: ['integer', 'null'] },
} as const;

/** Schemas of what is installed, and of who said what. */
export const packageSchemas: JsonObject = {
  NodesServing: nodesServing,
  Node: node,
  Package: {
    type: 'object',
    required: Object.keys(outline),
    properties: { ...outline, ...about },
  },
  PackagePage: whole({ ...outline, ...about, ...page }),
  WaitingPackage: whole({ name: text, version: text, files: anyObject }),
  PublishProgress: whole({
    running: maybe(
      whole(
        {
          at: { type: 'string', format: 'date-time' },
          done: integer,
          steps: all(whole({ table: text, message: text, done: { type: 'boolean' } })),
        },
        { description: 'Null: none is carried out' },
      ),
    ),
  }),
  Explained: {
    type: 'object',
    required: ['property', 'said'],
    properties: {
      property: {
        ...text,
        description: '`forms/invoice-item/fields/rate/label`, `params/pdf/timeout/label`',
      },
      name: { ...text, description: 'What people call the property' },
      manner: {
        enum: ['shared', 'set', 'stricter', 'owner', 'locked'],
        description: 'How those who speak of it come together',
      },
      value: { description: 'What holds' },
      shown: text,
      said: all({
        ...anyObject,
        required: ['package', 'value'],
        properties: {
          package: text,
          packageLabel: maybe(label),
          version: text,
          ...spoken,
          overruled: { type: 'boolean', description: 'The customer’s layer decided against it' },
          earlier: all(whole(spoken), 'What it said before, the newest first'),
        },
      }),
    },
  },
};
