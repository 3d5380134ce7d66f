import type { JsonObject } from '../../metadata/common/json.ts';
import { anyObject } from './refs.ts';

const text = { type: 'string' } as const;
const label = { $ref: '#/components/schemas/Label' } as const;
const outline = {
  id: { type: 'string', description: 'Stays when the form is renamed' },
  name: text,
  kind: { type: 'string', description: 'master, document, setting, platform …' },
  label,
  recordLabel: { ...label, description: 'What one record is called' },
  listLabel: { ...label, description: 'What many are called, as in menus and above lists' },
  help: label,
  menu: {
    type: 'object',
    required: ['path'],
    properties: { path: text, order: { type: 'number' } },
  },
  package: text,
  sharing: {
    type: ['object', 'null'],
    description: 'Null: shared by nobody',
    required: ['allowed', 'default'],
    properties: { allowed: { type: 'array', items: text }, default: text },
  },
} as const;

const pinyin = {
  type: 'string',
  description: 'How its Chinese label is typed: syllables without tones',
} as const;

/** Schemas of what is told of the model: forms. */
export const modelSchemas: JsonObject = {
  FormOutline: {
    type: 'object',
    required: ['id', 'name', 'kind', 'label', 'package', 'sharing', 'match', 'actions'],
    properties: {
      ...outline,
      pinyin,
      match: { type: 'boolean', description: 'Whether its records are rules' },
      facts: { type: 'string', description: 'Of rules: id of the form they ask' },
      actions: { type: 'array', description: 'What the caller may do', items: text },
    },
  },
  Folder: {
    type: 'object',
    required: ['path', 'label'],
    properties: { path: text, label, order: { type: 'number' }, icon: text, pinyin },
  },
  FormModel: {
    type: 'object',
    required: ['id', 'name', 'kind', 'label', 'hash', 'key', 'fields', 'layout', 'list', 'actions', 'can'],
    properties: {
      ...outline,
      hash: { type: 'string', description: 'Another one whenever the form changes' },
      title: { type: ['string', 'null'], description: 'Field that names a record to people' },
      number: { type: ['string', 'null'] },
      key: { type: 'array', items: text },
      fields: {
        type: 'array',
        items: {
          type: 'object',
          required: ['id', 'name', 'path', 'kind', 'label', 'required', 'readonly'],
          properties: {
            id: text,
            name: text,
            path: text,
            kind: text,
            label,
            required: { type: 'boolean' },
            readonly: { type: 'boolean' },
          },
        },
      },
      dropped: {
        type: 'array',
        description:
          'Fields that were left out: nobody is shown them, and stored conditions may still name them',
        items: anyObject,
      },
      layout: {
        type: 'object',
        required: ['tabs'],
        properties: { tabs: { type: 'array', items: anyObject } },
      },
      list: {
        type: 'object',
        required: ['columns', 'filters', 'sort', 'search'],
        properties: {
          columns: { type: 'array', items: text },
          filters: { type: 'array', items: {} },
          sort: { type: 'array', items: {} },
          search: { type: 'array', items: text },
        },
      },
      rules: { type: 'array', items: anyObject },
      actions: {
        type: 'array',
        items: {
          ...anyObject,
          required: ['name', 'label', 'capability'],
          properties: { name: text, label, capability: text },
        },
      },
      can: { type: 'array', description: 'What the caller may do', items: text },
      explain: {
        type: 'array',
        items: { $ref: '#/components/schemas/Explained' },
        description:
          'With explain=true: where what it says comes from; with `of` also who said it, when, and what was said before',
      },
    },
  },
};
