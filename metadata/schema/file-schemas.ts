import type { JsonSchema } from '../common/json.ts';
import { sharingStrategies } from '../common/sharing-strategies.ts';
import { menuSpaces } from '../manifest.ts';
import { formProperties } from '../property/form.ts';
import { paramProperties } from '../property/param.ts';
import { requiredOf, schemasOf } from '../property/property.ts';
import { described, file, flag, list, object, oneOf, ref, text, whole } from '../property/schema-words.ts';
import { paramTargets, type Target, targets } from '../targets.ts';
import { anyStep } from './step-definitions.ts';

const record = object(
  {
    key: text('Stable inside the package, whatever happens to number and name.', { maxLength: 200 }),
    org: text('Number of the owning organisation. Default: the root.'),
    sharing: oneOf(sharingStrategies, 'Default: global where the form allows it.'),
    assigned: { ...ref('strings'), description: 'Numbers of organisations it is assigned to.' },
    enabled: flag('Default: yes.'),
    values: { type: 'object', description: 'By field id.' },
    source: ref('mark'),
  },
  ['key', 'values'],
);

export const dataSchema = file(
  {
    form: text('Id of the form.'),
    set: text('Loaded only where asked for. Default: always.'),
    records: list(record, 'In the order they are made.'),
  },
  ['form', 'records'],
  'Records that come with the package.',
);

export const messagesSchema: JsonSchema = {
  type: 'object',
  description: 'Texts by key.',
  properties: { $schema: { type: 'string', description: 'For editors.' } },
  additionalProperties: ref('label'),
};

export const migrationsSchema = file(
  {
    to: text('Version of the package that the steps belong to.'),
    steps: list(anyStep, 'What becomes of records that were kept before.', { minItems: 1 }),
  },
  ['to', 'steps'],
  'What a version means for what was stored before it.',
);

const settled = (start: string, names: string) => names.split(' ').map((name) => start + name);

/** In this order schemas have always listed what may be said; what comes new stands at the end. */
const order: readonly string[] = [
  ...settled(
    '',
    'label recordLabel listLabel help menu title sharing/default sharing/autoAssign list/columns',
  ),
  ...settled('', 'list/filters list/search list/sort match/fields match/result match/order preset/locked'),
  ...settled('', 'preset/fields publicNumbers indexes attachments'),
  ...settled('fields/*/', 'label help visible hidden width columns default optionsFilter ownable roles/*'),
  ...settled('fields/*/', 'required readonly fixed personal min max options'),
  ...settled('fields/*/options/*/', 'label order hidden'),
  ...['rules/*/message', 'rules/*/severity', 'unique/*/message', 'actions/*/label', 'actions/*/confirm'],
  ...settled('layout/tabs/*/', 'label visible order'),
  ...settled('layout/groups/*/', 'label columns visible order tab fields'),
  ...settled('params/*/*/', 'label help unit preset danger hidden min max options'),
];
const rank = ({ at }: Target): number => (order.includes(at) ? order.indexOf(at) : order.length);

/** What is stored of an option and the number of a role may have slashes in them. */
const expressionOf = (at: string): string =>
  at.replace(/(options|roles)\/\*/, '$1/.+').replaceAll('*', '[^/]+');

// `fields/*/label` → the expression that finds it among the members of `set`.
const patternsOf = (all: readonly Target[], upper = ''): JsonSchema =>
  Object.fromEntries(
    all
      .toSorted((a, b) => rank(a) - rank(b))
      .map(({ at, schema }) => [`^${expressionOf(at.slice(upper.length))}$`, schema]),
  );

const overrules: JsonSchema = {
  type: 'object',
  description:
    'Of the local layer alone: packages whose word about a target is not taken. Default: everybody’s is.',
  additionalProperties: ref('strings'),
};

export const extensionSchema = file(
  {
    extends: text('Id of the form.'),
    fields: list(ref('field'), 'Fields that are added, named `<prefix>_…`.'),
    rows: {
      type: 'object',
      description: 'The same for the rows of entries, by the path of the entries field.',
      additionalProperties: list(ref('field'), 'Fields that are added to the rows.'),
    },
    set: {
      type: 'object',
      description:
        'One property and its value by target: `fields/taxNo/label`, `list/columns`, `fields/kind/options`.',
      patternProperties: patternsOf(targets),
    },
    overrules,
    rules: list(ref('rule'), 'Checks that are added.'),
    unique: list(ref('unique'), 'What no two records may share, in addition.'),
    groups: list(ref('addedGroup'), 'Groups that are added to tabs.'),
    tabs: list(ref('addedTab'), 'Tabs that are added.'),
    actions: list(ref('action'), 'Actions that are added.'),
    blocks: list(ref('block'), 'Headings, notes, links and buttons that are added.'),
    views: list(ref('view'), 'Views that are added.'),
    source: described(ref('mark'), 'Where this was read.'),
  },
  ['extends'],
  'What a package or a customer says about somebody else’s form.',
);

export const formSchema = file(
  schemasOf(formProperties),
  requiredOf(formProperties),
  'A form: what its records hold, how they are shown, checked, shared and matched.',
);

const guiju = object(
  {
    prefix: text('The publisher’s mark: what it adds to somebody else’s form is named `<prefix>_…`.', {
      pattern: '^[a-z][a-z0-9]{0,15}$',
    }),
    adopts: list(
      text('A prefix.', { pattern: '^[a-z][a-z0-9]{0,15}$' }),
      'Marks of layers whose fields and parts it took over, with the names and ids they had.',
    ),
    label: ref('label'),
    help: ref('label'),
    menu: list(
      object(
        {
          path: text('`invoicing/data`: one segment a level.'),
          label: ref('label'),
          order: whole('Default: 100.'),
          icon: ref('icon'),
          space: {
            enum: [...menuSpaces],
            description:
              'The part of the menu in which all of its forms stand. Default: that of the folder above, else each form’s by its kind.',
          },
        },
        ['path', 'label'],
      ),
      'Folders of the menu.',
    ),
    server: text('Server versions it fits, as semver. Default: any.'),
  },
  ['prefix', 'label'],
);

/** npm knows more members; those are npm's to judge. */
export const packageSchema: JsonSchema = {
  ...file(
    {
      name: text('npm’s name of the package.'),
      version: text('semver.'),
      description: { type: 'string' },
      peerDependencies: {
        type: 'object',
        additionalProperties: { type: 'string' },
        description: 'Packages it builds on, with the versions that fit.',
      },
      guiju,
    },
    ['name', 'version', 'guiju'],
    'package.json of a Guiju package.',
  ),
  additionalProperties: true,
};

const param = object(schemasOf(paramProperties), requiredOf(paramProperties));

export const paramsSchema = file(
  {
    type: text('First half of a parameter’s address.'),
    label: described(ref('label'), 'What people call the type.'),
    params: list(param, 'Its keys.'),
    set: {
      type: 'object',
      description: 'What is said of parameters that others define: `limit/label`, `limit/max`.',
      patternProperties: patternsOf(paramTargets, 'params/*/'),
    },
    overrules,
  },
  ['type', 'label', 'params'],
  'Parameters of one type.',
);

const one = object(
  {
    name: text('A sentence.'),
    org: text('Number of the organisation. Default: the root.'),
    at: text('Local moment it is judged at. Default: now.'),
    ask: { type: 'object', description: 'What is said beside the facts, by question. Default: nothing.' },
    within: text('Number of the record whose rows are asked. Default: of all.'),
    facts: { type: 'object', description: 'By field id.' },
    trial: {
      type: 'object',
      description:
        'Of a decision: records and parameters that are tried beside what is stored. Default: none.',
    },
    expect: { description: 'Number of the winner, a decision’s result, or null for none.' },
  },
  ['name', 'facts', 'expect'],
);

export const casesSchema = file(
  {
    form: text('Id of the form whose match is tried.'),
    decision: text('Name of the decision that is tried.'),
    cases: list(one, 'Tried one by one.', { minItems: 1 }),
  },
  ['cases'],
  'Facts with what is expected of them.',
);
