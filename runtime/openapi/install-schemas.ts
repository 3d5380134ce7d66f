import type { JsonObject } from '../../metadata/common/json.ts';
import { partSorts } from '../../metadata/diff/package-parts.ts';
import { issues, loaded, publication, published } from './publication-parts.ts';
import { anyObject } from './refs.ts';

const text = { type: 'string' } as const;
const integer = { type: 'integer' } as const;
const label = { $ref: '#/components/schemas/Label' } as const;

const { packages: _packages, ...beside } = published;
const install = {
  packages: {
    type: 'array',
    minItems: 1,
    maxItems: 200,
    'x-problem': 'install-packages',
    items: {
      'x-problem': 'install-packages',
      anyOf: [
        {
          type: 'object',
          required: ['files'],
          additionalProperties: false,
          properties: {
            files: { ...anyObject, description: 'What each file says, by its path in the package' },
          },
        },
        {
          type: 'object',
          required: ['tarball'],
          additionalProperties: false,
          properties: {
            tarball: {
              type: 'string',
              maxLength: 32_000_000,
              description: 'A package in npm’s format, in base64',
            },
          },
        },
        {
          type: 'object',
          required: ['name'],
          additionalProperties: false,
          properties: {
            name: { type: 'string', description: 'As the configured registry has it' },
            range: { type: 'string', description: 'Versions, by semver; its latest by default' },
          },
        },
      ],
    },
  },
  answers: {
    type: 'object',
    description:
      'To questions: `theirs`, `ours` or `{ "value": … }`; of packages that disagree: `{ "from": "name" }`; by id, or by place: `invoice-item/fields/rate/label`',
    additionalProperties: {
      'x-problem': 'install-answers',
      anyOf: [
        { type: 'string', enum: ['theirs', 'ours'] },
        { type: 'object', required: ['value'], properties: { value: {} }, additionalProperties: false },
        { type: 'object', required: ['from'], properties: { from: text }, additionalProperties: false },
      ],
    },
  },
  take: {
    type: 'string',
    enum: ['theirs', 'ours'],
    description: 'Answers every question that has no answer',
    'x-problem': 'install-take',
  },
  acceptCases: {
    type: 'string',
    minLength: 1,
    maxLength: 500,
    description: 'Why cases may fail that did not fail before; kept in the audit trail',
    'x-problem': 'install-reason',
  },
  rehearsal: {
    type: 'string',
    maxLength: 36,
    description: 'Job of the rehearsal that was followed: its outcome is taken, whatever was written since',
  },
  secrets: {
    type: 'object',
    description: 'What was brought by name alone, by the ids of the plan; sealed where it belongs',
    additionalProperties: { type: 'string', 'x-problem': 'install-secrets' },
    'x-problem': 'install-secrets',
  },
  ...beside,
} as const;

const spot = {
  form: { type: ['string', 'null'] },
  formLabel: { anyOf: [label, { type: 'null' }] },
  target: text,
  property: text,
  propertyName: { type: 'string', description: 'What people call the property' },
  label: { anyOf: [label, { type: 'null' }] },
} as const;
const counts = {
  type: 'object',
  required: ['passed', 'failed', 'skipped'],
  properties: { passed: integer, failed: integer, skipped: integer },
} as const;

const installPlan = {
  hash: {
    type: ['string', 'null'],
    description: 'Names the plan to be carried out; null: something is open',
  },
  base: publication.base,
  open: {
    type: 'object',
    description: 'What is to be answered or mended first, counted',
    required: ['questions', 'interference', 'errors', 'cases', 'requirements', 'rehearsal'],
    properties: {
      rehearsal: { type: 'integer', description: '1 while it is not known what cases and records come to' },
      questions: integer,
      interference: integer,
      errors: integer,
      cases: integer,
      requirements: integer,
    },
  },
  summary: {
    ...anyObject,
    required: ['lost', 'questions', 'rows', 'stricter', 'tables', 'differences', 'moves', 'own', 'cases'],
    properties: {
      lost: integer,
      questions: integer,
      rows: integer,
      stricter: integer,
      tables: integer,
      differences: integer,
      moves: integer,
      own: integer,
      cases: {
        type: 'object',
        required: ['passed', 'failed', 'newlyFailing'],
        properties: { passed: integer, failed: integer, newlyFailing: integer },
      },
    },
  },
  api: {
    type: 'array',
    description:
      'What callers of the API find otherwise in forms, their calls, fields, actions and filters of lists',
    items: {
      type: 'object',
      required: ['form', 'formLabel', 'part', 'name', 'change', 'breaks', 'message'],
      properties: {
        form: text,
        formLabel: label,
        name: text,
        message: text,
        part: { enum: ['form', 'field', 'filter', 'action', 'calls'] },
        change: { enum: ['added', 'removed', 'renamed', 'narrowed', 'widened', 'changed'] },
        breaks: { type: 'boolean', description: 'Whether a caller of before is stopped by it' },
      },
    },
  },
  packages: {
    type: 'array',
    items: {
      type: 'object',
      required: ['name', 'version', 'from', 'action', 'label', 'signed'],
      properties: {
        name: text,
        version: text,
        from: { type: ['string', 'null'] },
        action: { enum: ['install', 'upgrade', 'downgrade', 'change', 'none'] },
        label: { anyOf: [label, { type: 'null' }] },
        signed: { type: ['object', 'null'], properties: { key: text, whole: { type: 'boolean' } } },
      },
    },
  },
  requirements: {
    type: 'array',
    description: 'What is wanted and not there',
    items: {
      type: 'object',
      required: ['package', 'needs', 'range', 'found', 'message'],
      properties: {
        package: text,
        needs: text,
        range: text,
        found: { type: ['string', 'null'] },
        message: text,
      },
    },
  },
  own: {
    type: 'array',
    description:
      'Of promoted packages: in what this system differs by itself from what they brought last, or bring first; 500 at most',
    items: {
      type: 'object',
      required: ['package', 'about', 'form', 'here', 'there', 'message'],
      properties: {
        package: text,
        about: { enum: ['layer', 'record', 'field', 'value'] },
        form: { type: ['string', 'null'] },
        message: text,
        here: { type: ['string', 'null'] },
        there: { type: ['string', 'null'] },
      },
    },
  },
  differences: {
    type: 'array',
    items: {
      type: 'object',
      required: ['package', 'rule', 'grade', 'concerns', 'place', 'form', 'label', 'records', 'message'],
      properties: {
        package: text,
        rule: text,
        grade: { enum: ['breaking', 'additive', 'cosmetic'] },
        place: text,
        concerns: { type: 'array', items: { enum: ['data', 'api', 'layers', 'matches'] } },
        form: { type: ['string', 'null'] },
        label: { anyOf: [label, { type: 'null' }] },
        records: { type: ['integer', 'null'] },
        message: text,
      },
    },
  },
  moves: {
    type: 'array',
    description: 'What only becomes another package’s: no data, id or name changes by it',
    items: {
      type: 'object',
      required: ['from', 'to', 'sort', 'form', 'count', 'records', 'what', 'message'],
      properties: {
        from: text,
        to: text,
        sort: { enum: [...partSorts] },
        form: { type: ['string', 'null'] },
        count: { type: 'integer', description: 'Parts of this sort that are told in one line' },
        records: {
          type: ['integer', 'null'],
          description: 'Of a form: its records, which stay as they are',
        },
        what: { type: 'string', description: 'The same without where it goes' },
        message: text,
      },
    },
  },
  questions: {
    type: 'array',
    items: {
      type: 'object',
      required: ['id', 'package', 'target', 'base', 'theirs', 'ours', 'shown', 'said', 'answer', 'message'],
      properties: {
        id: text,
        package: text,
        ...spot,
        base: {},
        theirs: {},
        ours: {},
        shown: { type: 'object', properties: { base: text, theirs: text, ours: text } },
        said: {
          type: 'object',
          properties: {
            package: text,
            by: { type: ['string', 'null'] },
            at: { type: ['string', 'null'] },
            revision: { type: ['integer', 'null'] },
          },
        },
        proposal: { enum: ['theirs', 'ours'] },
        answer: { description: 'theirs, ours, { value }, or null' },
        remembered: { type: 'boolean' },
        message: text,
        record: {
          description: 'Of a question about a record that a package brings; its target is records/key/field',
          anyOf: [
            {
              type: 'object',
              required: ['form', 'key', 'id'],
              properties: { form: text, key: text, id: text },
            },
            { type: 'null' },
          ],
        },
        problems: {
          description: 'Why the merged record would not be valid',
          type: 'array',
          items: anyObject,
        },
      },
    },
  },
  interference: {
    type: 'array',
    items: {
      type: 'object',
      required: ['id', 'target', 'said', 'answer', 'message'],
      properties: {
        id: text,
        ...spot,
        remembered: { type: 'boolean' },
        message: text,
        said: {
          type: 'array',
          items: { type: 'object', properties: { package: text, value: {}, shown: text } },
        },
        answer: { description: '{ from }, { value }, or null' },
      },
    },
  },
  secrets: {
    type: 'array',
    description:
      'Secrets of records and parameters that were brought by name alone: to be given as `secrets`',
    items: {
      type: 'object',
      required: ['id', 'code', 'message'],
      properties: { id: text, code: text, message: text },
    },
  },
  notices: {
    type: 'array',
    items: {
      type: 'object',
      required: ['code', 'package', 'layer', 'target', 'params', 'message'],
      properties: { code: text, package: text, layer: text, ...spot, params: anyObject, message: text },
    },
  },
  issues,
  changes: {
    type: 'array',
    items: {
      type: 'object',
      required: ['kind', 'table', 'risk', 'rows', 'message'],
      properties: { kind: text, table: text, risk: text, rows: { type: ['integer', 'null'] }, message: text },
    },
  },
  hidden: publication.hidden,
  offers: publication.offers,
  rehearsal: {
    description:
      'Cases and records are tried on a copy: null where there is nothing to try. While it runs follow the job, then ask for the plan again with its id',
    anyOf: [
      {
        type: 'object',
        required: ['state', 'job'],
        properties: {
          state: { enum: ['waiting', 'running', 'done', 'failed'] },
          job: { type: ['string', 'null'] },
        },
      },
      { type: 'null' },
    ],
  },
  records: { anyOf: [{ ...anyObject, ...loaded }, { type: 'null' }] },
  cases: {
    anyOf: [
      {
        type: 'object',
        required: ['over', 'before', 'after', 'changed', 'withheld', 'accepted'],
        properties: {
          over: { enum: ['records', 'packages'] },
          before: counts,
          after: counts,
          accepted: { type: ['string', 'null'] },
          changed: { type: 'array', items: anyObject },
          withheld: {
            type: 'integer',
            description: 'Of those that come to another end, how many go by something that one may not read',
          },
        },
      },
      { type: 'null' },
    ],
  },
  matches: { type: 'array', items: anyObject },
} as const;

/** Schemas of what is told of an install: its plan, and what it is asked with. */
export const installSchemas: JsonObject = {
  Install: {
    type: 'object',
    required: ['packages'],
    properties: { ...install, hash: { type: ['string', 'null'] } },
  },
  CarryOutInstall: {
    type: 'object',
    required: ['packages', 'hash'],
    properties: {
      ...install,
      hash: { type: 'string', description: 'Of the plan that was seen', 'x-problem': 'publish-hash' },
    },
  },
  InstallPlan: { type: 'object', required: Object.keys(installPlan), properties: installPlan },
};
