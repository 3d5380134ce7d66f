import type { JsonSchema } from '../common/json.ts';
import { sharingStrategies } from '../sharing-strategies.ts';
import { paramTargets, type Target, targets } from '../targets.ts';
import { anyStep } from './step-definitions.ts';
import { described, file, flag, list, object, oneOf, ref, text, whole } from './words.ts';

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

// `fields/*/label` → the expression that finds it among the members of `set`.
const patternsOf = (all: readonly Target[], upper = ''): JsonSchema =>
  Object.fromEntries(
    all.map(({ at, schema }) => [`^${at.slice(upper.length).replaceAll('*', '[^/]+')}$`, schema]),
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
    source: described(ref('mark'), 'Where this was read.'),
  },
  ['extends'],
  'What a package or a customer says about somebody else’s form.',
);

export const formSchema = file(
  {
    name: text('kebab-case; part of every address.'),
    id: text('The first name, kept through renames. Default: the name.'),
    kind: oneOf(
      ['master', 'setting', 'document', 'platform'],
      'master: records people pick; setting: one document an organisation; document: business; platform: the system’s own.',
    ),
    label: ref('label'),
    recordLabel: described(
      ref('label'),
      'What one record is called, as in “new …”, where the label is that of a place. Default: the label.',
    ),
    listLabel: described(
      ref('label'),
      'What many are called, as in menus and above lists: “Invoice items”. Default: the label.',
    ),
    help: described(ref('label'), 'What it is for.'),
    menu: ref('menu'),
    sharing: ref('sharing'),
    title: text('Field that names a record to people. Default: name, else number.'),
    key: described(ref('strings'), 'Natural key, by which imports find rows. Default: number.'),
    fields: list(ref('field'), 'In order.', { minItems: 1 }),
    rules: list(ref('rule'), 'Checks over several fields.'),
    checks: list(ref('recordCheck'), 'What the platform computes of a whole record and judges.'),
    unique: list(ref('unique'), 'What no two records may share.'),
    layout: ref('layout'),
    list: ref('list'),
    actions: list(ref('action'), 'Beside those every form has.'),
    match: ref('match'),
    locks: list(ref('lock'), 'What may not be done to records while they are in some state.'),
    preset: ref('preset'),
    validity: flag('Records carry validFrom and validTo, and match only between them. Default: no.'),
    publicNumbers: flag(
      'Whoever sees a reference to a record is told its number, though the record be not for him. Default: no.',
    ),
    indexes: list(
      list({ type: 'string', minLength: 1 }, 'Field ids.', { minItems: 1 }),
      'Beside those the list proposes.',
    ),
    source: ref('mark'),
  },
  ['name', 'kind', 'label', 'fields'],
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

const raw = object(
  {
    values: {
      type: 'object',
      description: 'Raw text → value; `*` is any other non-empty text, which is kept as written.',
    },
    reads: flag(
      'Texts that `values` does not name are read by the kind. Default: only where there are no `values`.',
    ),
    empty: { description: 'What an empty text means. Default: the same as not set.' },
    unreadable: { description: 'What a text counts as that nothing reads. Default: it is refused.' },
    on: { const: 'key', description: 'The raw value that means on is the key itself.' },
    separator: text('Between several values in one text.'),
  },
  [],
  { description: 'How the value is spelt on the wire. Default: as its text.' },
);

const param = object(
  {
    key: text('A literal key; left out with a dimension.'),
    dimension: oneOf(
      ['tax-number', 'tax-number+machine', 'form', 'source-system'],
      'What the keys are taken from.',
    ),
    label: ref('label'),
    help: ref('label'),
    value: ref('value'),
    raw,
    default: { description: 'What a new value starts with.' },
    preset: { description: 'What the package sets for the whole system. Default: nothing.' },
    unset: object({ value: { description: 'The value that holds.' }, label: ref('label') }, ['label'], {
      description: 'What holds while nothing is set.',
    }),
    danger: flag('Turns a check off or changes environment: asks for a reason, shows a banner. Default: no.'),
    hidden: flag('No longer offered to be set; what is set stays in force. Default: no.'),
    unit: {
      anyOf: [{ type: 'string', minLength: 1 }, ref('label')],
      description: 'Behind the number; a plain text is the same in every language.',
    },
    since: text('Version that brought it.'),
    inherited: flag('Inherited down the control tree. Default: yes.'),
    scopes: list(oneOf(['system', 'organisation'], 'A scope.'), 'Where it can be set. Default: both.', {
      minItems: 1,
      uniqueItems: true,
    }),
    source: ref('mark'),
  },
  ['label', 'value', 'unset'],
);

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
