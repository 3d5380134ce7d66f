import type { JsonObject } from '../../../metadata/common/json.ts';
import { folder, formOutline } from '../../../metadata/contract/forms/calls.ts';
import { anyObject } from './refs.ts';

const text = { type: 'string' } as const;
const label = { $ref: '#/components/schemas/Label' } as const;
const {
  pinyin: _pinyin,
  match: _match,
  facts: _facts,
  actions: _actions,
  ...outline
} = formOutline['properties'] as JsonObject;

/** Schemas of what is told of the model: forms. */
export const modelSchemas: JsonObject = {
  FormOutline: formOutline,
  Folder: folder,
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
