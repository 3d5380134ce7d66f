import type { JsonSchema } from '../../common/json.ts';
import type { DesignStep } from '../../design/steps/design-step.ts';
import { kinds } from '../../kinds/index.ts';
import { typed } from '../../shape/shape.ts';

const text = { type: 'string', minLength: 1, maxLength: 1000 } as const;
const anyText = { type: 'string', maxLength: 1000 } as const;
const texts = { type: 'array', items: text } as const;
const anyObject = { type: 'object', additionalProperties: true } as const;
const label = {
  type: 'object',
  required: ['zh', 'en'],
  additionalProperties: false,
  properties: { zh: anyText, en: anyText },
} as const;

const form = { ...anyText, description: 'Id of the form; empty: a parameter' };
const place = { ...anyText, description: '`fields/rate`, `layout/groups/basic`; empty: the form itself' };
const before = { ...text, description: 'What it then stands before; last by default' };
const named = { ...anyObject, required: ['name'], properties: { name: text } };

/** The members of each sort of step, by its name: those with a question mark may be left out. */
const steps: Readonly<Record<string, Readonly<Record<string, JsonSchema>>>> = {
  set: { form, target: text, value: {} },
  reset: { form, target: text },
  'add-form': {
    content: {
      ...anyObject,
      required: ['name', 'fields'],
      properties: { name: text, id: text, fields: { type: 'array', items: named } },
    },
  },
  'add-field': {
    form,
    'in?': { ...text, description: 'Path of entries whose rows get it' },
    content: {
      ...anyObject,
      required: ['name', 'kind', 'label'],
      properties: { name: text, id: text, kind: { type: 'string', enum: [...kinds.keys()] }, label },
    },
    'group?': text,
    'before?': before,
  },
  'add-option': {
    form,
    field: text,
    content: { ...anyObject, required: ['value', 'label'], properties: { value: text, label } },
    'before?': before,
  },
  'add-part': {
    form,
    part: { type: 'string', enum: ['rules', 'unique', 'actions', 'blocks', 'views', 'tabs', 'groups'] },
    content: named,
    'tab?': text,
    'after?': text,
  },
  place: { form, place: text, 'in?': text, 'before?': before },
  rename: { form, place, name: text },
  'change-kind': {
    form,
    field: text,
    kind: text,
    'properties?': anyObject,
    'reads?': {
      type: 'string',
      enum: ['zh', 'en'],
      description: 'Language of the labels that options become as texts; zh by default',
    },
  },
  'fit-values': {
    form,
    field: text,
    'values?': {
      type: 'object',
      minProperties: 1,
      maxProperties: 500,
      additionalProperties: { type: ['string', 'null'] },
      description: 'Stored value → option, or value as the kind keeps it; null empties the field',
    },
    'others?': { type: 'string', enum: ['empty'], description: 'What becomes of those that are not named' },
  },
  hide: { form, place: text },
  remove: { form, place },
  'bring-back': { form, place, 'content?': anyObject },
  'merge-options': {
    form,
    field: text,
    values: { type: 'object', minProperties: 1, additionalProperties: { type: ['string', 'null'] } },
  },
  'move-into-rows': { form, fields: { ...texts, minItems: 1 }, into: text },
  'add-menu': { content: { ...anyObject, required: ['path', 'label'], properties: { path: text, label } } },
  'set-menu': { path: text, properties: anyObject },
  'remove-menu': { path: text },
  'add-param': { type: text, 'label?': label, content: anyObject },
  'set-param': { type: text, key: text, content: anyObject },
  'remove-param': { type: text, key: text },
  'set-print': {
    form: text,
    name: text,
    content: { ...anyObject, required: ['name', 'form'], properties: { name: text, form: text } },
  },
  'remove-print': { form: text, name: text },
  'set-report': {
    form: text,
    name: text,
    content: { ...anyObject, required: ['name', 'form'], properties: { name: text, form: text } },
  },
  'remove-report': { form: text, name: text },
  'write-file': { path: text, content: {} },
  'remove-file': { path: text },
};

export const designStep = typed<DesignStep>({
  type: 'object',
  required: ['do'],
  description: 'What somebody did, and at which place; by `do`',
  'x-problem': 'design-step-none',
  properties: { do: { type: 'string', enum: Object.keys(steps) } },
  anyOf: Object.entries(steps).map(([name, members]) => ({
    type: 'object',
    required: ['do', ...Object.keys(members).filter((one) => !one.endsWith('?'))],
    additionalProperties: false,
    properties: {
      do: { const: name },
      layer: {
        ...text,
        description:
          'Package that is written. Default: the one that has the form, where it is designed in it; else that of the design',
      },
      typed: {
        type: 'string',
        minLength: 1,
        maxLength: 64,
        description:
          'Any word for one stay in a box: what is said of one thing with the same word, one after another, is one step for undo and history',
      },
      together: {
        type: 'string',
        minLength: 1,
        maxLength: 64,
        description:
          'Any word for one change of several steps: those with the same word, one after another, are undone and redone as one',
      },
      ...Object.fromEntries(
        Object.entries(members).map(([member, schema]) => [member.replace('?', ''), schema]),
      ),
    },
  })),
});
