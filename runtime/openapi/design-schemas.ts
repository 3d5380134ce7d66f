import type { JsonObject, JsonSchema } from '../../metadata/common/json.ts';
import { aChannel } from './design-examples.ts';
import { designStep } from './design-step-schema.ts';
import { anyObject } from './refs.ts';

const text = { type: 'string', minLength: 1, maxLength: 1000 } as const;
const anyText = { type: 'string', maxLength: 1000 } as const;
const label = {
  type: 'object',
  required: ['zh', 'en'],
  additionalProperties: false,
  properties: { zh: anyText, en: anyText },
} as const;
const person = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: { type: 'string' }, name: { type: 'string' } },
} as const;
const instant = { type: 'string', format: 'date-time' } as const;
const integer = { type: 'integer' } as const;

const entry = {
  type: 'object',
  required: ['n', 'by', 'at', 'does'],
  properties: { n: integer, by: person, at: instant, does: anyObject },
} as const;

const present = {
  type: 'array',
  description: 'Who has it open, the last first',
  items: {
    type: 'object',
    required: ['id', 'name', 'place', 'at'],
    properties: { ...person.properties, place: { type: 'string' }, at: instant },
  },
} as const;

const design = {
  id: { type: 'string', format: 'uuid' },
  name: { type: 'string' },
  layer: { type: 'string', description: 'Package that its steps write where they do not say which' },
  shared: { type: 'boolean' },
  by: person,
  base: { type: 'integer', description: 'Revision of the model it began on' },
  state: { type: 'string', enum: ['open', 'proposed', 'approved', 'scheduled', 'published', 'discarded'] },
  createdAt: instant,
  modifiedAt: instant,
  proposed: { anyOf: [person, { type: 'null' }] },
  approved: { anyOf: [person, { type: 'null' }] },
  scheduledAt: { anyOf: [instant, { type: 'null' }] },
  scheduled: { anyOf: [person, { type: 'null' }], description: 'Who chose the time' },
  failure: {
    anyOf: [anyObject, { type: 'null' }],
    description: 'Why it was not published at its time: `code`, `message`, `at`',
  },
  rejected: {
    anyOf: [anyObject, { type: 'null' }],
    description: 'Who sent it back last, when and why: `by`, `at`, `reason`',
  },
  revision: { type: ['integer', 'null'], description: 'Of its publish' },
  publishing: { type: 'boolean' },
} as const;

const seen = { type: 'integer', minimum: 0, description: 'Entries of the log that were seen' } as const;

/** Schemas of designs: what is told of them, and what they are asked with. */
/** Change sets that are to be published with a design. */
export const namingSets = {
  type: 'array',
  description: 'Change sets that are to be published with it, of those the caller may see',
  items: {
    type: 'object',
    required: ['id', 'number', 'name', 'state'],
    properties: {
      id: { type: 'string' },
      number: { type: ['string', 'null'] },
      name: { type: ['string', 'null'] },
      state: { type: 'string' },
    },
  },
} as const;

export const designSchemas: JsonObject = {
  Design: { type: 'object', required: Object.keys(design), properties: design },
  DesignStep: designStep,
  DesignEntry: entry,
  DesignLog: {
    type: 'object',
    required: ['entries', 'log'],
    properties: {
      entries: { type: 'integer', description: 'How many there are by now; what `seen` says next time' },
      log: { type: 'array', description: 'What was not seen, others’ too', items: entry },
    },
  },
  OpenDesign: {
    type: 'object',
    required: [...Object.keys(design), 'entries', 'log', 'present', 'refused', 'overtaken', 'changeSets'],
    properties: {
      ...design,
      entries: integer,
      log: { type: 'array', items: entry },
      present,
      changeSets: namingSets,
      refused: {
        type: 'array',
        description: 'Steps that can no longer be taken: what they were about went meanwhile',
        items: {
          type: 'object',
          required: ['n', 'problems'],
          properties: { n: integer, problems: { type: 'array', items: anyObject } },
        },
      },
      overtaken: {
        type: 'array',
        description: 'What others published otherwise since the design began',
        items: {
          type: 'object',
          required: ['n', 'layer', 'form', 'target', 'now', 'by'],
          properties: {
            n: integer,
            layer: { type: 'string' },
            form: { type: 'string' },
            target: { type: 'string' },
            now: {},
            by: { type: ['string', 'null'] },
          },
        },
      },
    },
  },
  NewDesign: {
    type: 'object',
    additionalProperties: false,
    properties: {
      name: { type: 'string', maxLength: 200 },
      layer: text,
      shared: { type: 'boolean' },
      key: {
        type: 'string',
        pattern: '^[A-Za-z0-9_-]{16,64}$',
        description:
          'Made by the caller for this design alone. Asked again with the same key and steps, the same design is answered',
      },
      steps: {
        type: 'array',
        maxItems: 500,
        items: designStep,
        description: 'Taken as it is made: it is never there without them',
      },
    },
  },
  BegunDesign: {
    type: 'object',
    required: Object.keys(design),
    properties: {
      ...design,
      entries: integer,
      log: {
        type: 'array',
        items: entry,
        description: 'All entries there are by now. Only where `key` or `steps` was sent',
      },
    },
  },
  ChangeDesign: {
    type: 'object',
    additionalProperties: false,
    properties: { name: { type: 'string', maxLength: 200 }, shared: { type: 'boolean' } },
  },
  RejectDesign: {
    type: 'object',
    examples: [{ reason: 'Say what the field is for' }],
    additionalProperties: false,
    properties: { reason: { type: 'string', maxLength: 500 } },
  },
  DesignSteps: {
    type: 'object',
    examples: [aChannel],
    required: ['seen', 'steps'],
    additionalProperties: false,
    properties: {
      seen,
      steps: { type: 'array', minItems: 1, maxItems: 500, items: designStep },
      overwrite: {
        type: 'boolean',
        description: 'What others said meanwhile is said anew. Default: refused',
      },
    },
  },
  DesignSeen: { type: 'object', additionalProperties: false, properties: { seen } },
  DesignPoint: {
    type: 'object',
    examples: [{ name: 'Before the meeting' }],
    required: ['name'],
    additionalProperties: false,
    properties: { seen, name: { type: 'string', minLength: 1, maxLength: 200 } },
  },
  DesignReturn: {
    type: 'object',
    examples: [{ to: 1 }],
    required: ['to'],
    additionalProperties: false,
    properties: {
      seen,
      to: { type: 'integer', minimum: 0, description: 'Entry after which nothing counts' },
    },
  },
  DesignPresent: { type: 'object', required: ['present'], properties: { present } },
  DesignPlace: {
    type: 'object',
    additionalProperties: false,
    properties: { place: { type: 'string', maxLength: 255 } },
  },
  DesignNames: {
    type: 'object',
    examples: [{ texts: ['到账方式'], form: 'unit' }],
    required: ['texts'],
    additionalProperties: false,
    properties: {
      texts: { type: 'array', minItems: 1, maxItems: 500, items: { type: 'string', maxLength: 500 } },
      of: {
        type: 'string',
        enum: ['field', 'form', 'part', 'option', 'package', 'prefix'],
        description: 'Default: field',
      },
      form: {
        type: 'string',
        description: 'Id of the form that gets them: its names are taken, and others’ are marked',
      },
      layer: { type: 'string', description: 'Package that gets them. Default: local' },
      taken: { type: 'array', maxItems: 5000, items: { type: 'string' } },
    },
  },
  WorkbookForm: {
    type: 'object',
    required: ['proposal', 'form', 'columns'],
    properties: {
      proposal: {
        ...anyObject,
        description: 'Sheets and columns, what is proposed of each, and why, in words',
      },
      form: { ...anyObject, description: 'Content of a step `add-form`' },
      columns: {
        type: 'array',
        items: anyObject,
        description: 'How the file is read into the form once it is published: `columns` of an import',
      },
    },
  },
  ShipPlace: {
    type: 'object',
    required: ['place', 'sort', 'form', 'label'],
    properties: {
      place: {
        type: 'string',
        description: '`order`, `item/fields/local_channel`, `item/data`, `params/pdf`, `messages`',
      },
      sort: {
        enum: [
          ...['form', 'changes', 'fields', 'rules', 'unique', 'actions'],
          ...['data', 'cases', 'params', 'messages'],
        ],
      },
      form: { anyOf: [label, { type: 'null' }] },
      label,
      folders: {
        type: 'array',
        description: 'Folders of the menu that go along, from the outermost. Absent: none',
        items: label,
      },
    },
  },
  DesignSources: {
    type: 'object',
    required: ['revision', 'packages', 'known'],
    properties: {
      revision: integer,
      known: {
        type: 'object',
        required: ['capabilities', 'checks', 'icons'],
        description: 'What packages may speak of on this server',
        properties: {
          capabilities: {
            type: 'array',
            items: { type: 'string' },
            description: 'What actions of forms may do',
          },
          checks: {
            type: 'array',
            items: { type: 'string' },
            description: 'Checks of whole records that forms may name',
          },
          icons: {
            type: 'object',
            additionalProperties: { $ref: '#/components/schemas/Label' },
            description: 'What folders of the menu may be drawn with, and what it shows',
          },
        },
      },
      packages: {
        type: 'array',
        items: {
          type: 'object',
          required: ['name', 'version', 'own', 'prefix', 'files', 'dropped'],
          properties: {
            name: { type: 'string' },
            version: { type: 'string' },
            prefix: { type: 'string' },
            own: { type: 'boolean', description: 'Whether it may be written here' },
            files: { ...anyObject, description: 'By path; without records, and without cases of others' },
            dropped: { type: 'array', items: anyObject },
          },
        },
      },
    },
  },
};

/** Of a plan or publish of a design: as of packages, which are what it makes of its layers. */
export function ofDesign(install: JsonSchema): JsonSchema {
  const { properties, required, ...rest } = install as {
    readonly properties: Readonly<Record<string, JsonSchema>>;
    readonly required: readonly string[];
  };
  const { packages: _, ...how } = properties;
  return {
    ...rest,
    required: ['design', ...required.filter((name) => name !== 'packages')],
    properties: {
      design: { type: 'string', format: 'uuid' },
      overwrite: {
        type: 'boolean',
        description: 'What others published meanwhile is said anew. Default: refused',
      },
      ...how,
    },
  };
}

/** Of making a package: as of packages, of which it is made by what is chosen of the customer's layer. */
export function ofShip(install: JsonSchema): JsonSchema {
  const { properties, required, ...rest } = install as {
    readonly properties: Readonly<Record<string, JsonSchema>>;
    readonly required: readonly string[];
  };
  const { packages: _, ...how } = properties;
  return {
    ...rest,
    required: [
      ...['name', 'version', 'prefix', 'label', 'places'],
      ...required.filter((name) => name !== 'packages'),
    ],
    properties: {
      name: { ...text, description: 'npm’s name of the package' },
      version: { ...text, description: 'semver' },
      prefix: { ...text, description: 'Mark of what it adds to forms of others from now on' },
      label,
      notes: { type: 'string', maxLength: 20_000, description: 'What is told of this version: CHANGELOG.md' },
      places: { type: 'array', minItems: 1, maxItems: 5000, items: text },
      ...how,
    },
  };
}
