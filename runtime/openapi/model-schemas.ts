import type { JsonObject } from '../../metadata/common/json.ts';
import { menuIcons } from '../../metadata/package-choices.ts';
import { packageSchemas } from './package-schemas.ts';
import { loaded, publication, published } from './publication-parts.ts';
import { anyObject } from './refs.ts';

const text = { type: 'string' } as const;
const integer = { type: 'integer' } as const;
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

const { packages: _packages, downgrade: _downgrade, ...taken } = published;
const finishedBy = {
  type: ['string', 'null'],
  description:
    'The server that brought it to its end while the one that began it stood still, or was gone; null: it did so itself',
} as const;
const toUndo = {
  ...integer,
  description: 'Revision of a publish, or of an undo; the newest publish that holds where none is named',
} as const;
const hash = {
  type: 'string',
  description: 'Of the plan that was seen',
  'x-problem': 'publish-hash',
} as const;

const pinyin = {
  type: 'string',
  description: 'How its Chinese label is typed: syllables without tones',
} as const;

/** Schemas of what is told of the model: forms, packages, publishes. */
export const modelSchemas: JsonObject = {
  Label: { type: 'object', required: ['zh', 'en'], properties: { zh: text, en: text } },
  Issue: {
    type: 'object',
    description: 'A mistake in metadata, or something to know of it',
    required: ['code', 'severity', 'pointer', 'params', 'message'],
    properties: {
      code: text,
      severity: { enum: ['error', 'warning'] },
      package: text,
      file: text,
      pointer: { type: 'string', description: 'JSON Pointer inside the file' },
      params: anyObject,
      message: { type: 'string', description: 'In the language of Accept-Language' },
    },
  },
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
    properties: { path: text, label, order: { type: 'number' }, icon: { enum: menuIcons }, pinyin },
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
  ...packageSchemas,
  Loaded: loaded,
  Plan: { type: 'object', required: Object.keys(publication), properties: publication },
  Published: {
    type: 'object',
    required: ['revision', ...Object.keys(publication), 'nodes', 'finishedBy', 'job'],
    properties: {
      revision: integer,
      ...publication,
      data: { $ref: '#/components/schemas/Loaded' },
      nodes: { $ref: '#/components/schemas/NodesServing' },
      finishedBy,
      job: {
        type: ['string', 'null'],
        description: 'Id of the job that fills in what was taken of the offers',
      },
    },
  },
  Publish: {
    type: 'object',
    required: ['packages'],
    properties: {
      ...published,
      hash: { type: ['string', 'null'], description: 'Of a plan seen before' },
    },
  },
  Apply: {
    type: 'object',
    required: ['packages', 'hash'],
    properties: {
      ...published,
      hash,
    },
  },
  Uninstalled: {
    type: 'object',
    required: ['revision', ...Object.keys(publication), 'nodes', 'finishedBy', 'job', 'archive'],
    properties: {
      revision: integer,
      ...publication,
      data: { $ref: '#/components/schemas/Loaded' },
      nodes: { $ref: '#/components/schemas/NodesServing' },
      finishedBy,
      job: { type: ['string', 'null'] },
      archive: { type: ['string', 'null'], description: 'Id of the archive of what it had' },
    },
  },
  DroppedRecord: {
    type: 'object',
    description: 'A record that its package brings no more, kept because somebody changed or uses it',
    required: ['package', 'form', 'key', 'record', 'number', 'revision'],
    properties: {
      package: text,
      form: text,
      key: text,
      record: text,
      number: { type: ['string', 'null'] },
      revision: { ...integer, description: 'Since when' },
    },
  },
  TrustedKey: {
    type: 'object',
    description: 'A public key of a publisher',
    required: ['id', 'publicKey', 'label', 'addedAt', 'addedBy', 'revokedAt', 'revokedBy'],
    properties: {
      id: text,
      publicKey: text,
      label: text,
      addedBy: text,
      addedAt: { type: 'string', format: 'date-time' },
      revokedAt: { type: ['string', 'null'], format: 'date-time', description: 'Null: it is trusted' },
      revokedBy: { type: ['string', 'null'] },
    },
  },
  Archive: {
    type: 'object',
    description: 'What a package had when it was taken out of service',
    required: ['id', 'package', 'version', 'revision', 'state', 'size', 'at', 'actor', 'reason'],
    properties: {
      id: text,
      package: text,
      version: text,
      revision: integer,
      size: integer,
      state: { enum: ['pending', 'done'] },
      at: { type: ['string', 'null'], format: 'date-time' },
      actor: { anyOf: [{ $ref: '#/components/schemas/Actor' }, { type: 'null' }] },
      reason: { type: ['string', 'null'] },
    },
  },
  Taken: { type: 'object', properties: { ...taken, publish: toUndo }, additionalProperties: false },
  TakenPlan: { type: 'object', required: ['hash'], properties: { ...taken, hash, publish: toUndo } },
  PublishSaid: {
    type: 'object',
    description: 'Who put which packages into service, when and why',
    required: [
      ...['revision', 'at', 'actor', 'reason', 'packages', 'undoes', 'offers', 'holds', 'above'],
      ...['says', 'more', 'finishedBy'],
    ],
    properties: {
      revision: integer,
      at: { type: ['string', 'null'], format: 'date-time' },
      actor: { anyOf: [{ $ref: '#/components/schemas/Actor' }, { type: 'null' }] },
      reason: { type: ['string', 'null'] },
      finishedBy,
      packages: {
        type: 'array',
        items: {
          type: 'object',
          required: ['name', 'version', 'before'],
          properties: {
            name: text,
            version: { type: ['string', 'null'], description: 'Null: it holds no more since' },
            before: { type: ['string', 'null'], description: 'Null: it was not installed' },
          },
        },
      },
      undoes: {
        type: ['object', 'null'],
        description: 'The publish that it took back, or brought back (`again`); null: it did neither',
        required: ['revision', 'at', 'reason', 'again'],
        properties: {
          revision: integer,
          at: { type: ['string', 'null'], format: 'date-time' },
          reason: { type: ['string', 'null'] },
          again: { type: 'boolean' },
        },
      },
      offers: { enum: ['undo', 'redo', null], description: 'What may be done with it now' },
      holds: { type: 'boolean', description: 'Whether it is in effect; undos are none' },
      above: { ...integer, description: 'Later publishes in effect: they are undone first' },
      says: {
        type: 'array',
        description: 'What it changed: fields, labels, options, rules … In a list the first of it',
        items: {
          type: 'object',
          required: ['package', 'rule', 'grade', 'form', 'message'],
          properties: {
            package: text,
            rule: text,
            message: text,
            grade: { enum: ['breaking', 'additive', 'cosmetic'] },
            form: { type: ['string', 'null'], description: 'Id of the form it is about' },
          },
        },
      },
      more: { ...integer, description: 'How much of `says` is left out' },
    },
  },
  UndoPlan: {
    type: 'object',
    required: [...Object.keys(publication), 'publish'],
    properties: { ...publication, publish: { $ref: '#/components/schemas/PublishSaid' } },
  },
};
