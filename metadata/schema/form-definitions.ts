import type { JsonSchema } from '../common/json.ts';
import { sharingStrategies } from '../sharing-strategies.ts';
import { described, flag, list, object, oneOf, ref, text, whole } from './words.ts';

const strategy = oneOf(sharingStrategies, 'Who may use a record that another organisation made.');

const named = { name: text('Addresses it; layers change it by this name.') };

const order = whole('Among those that say one, which come first. Default: where it is written.');
const groupProperties = {
  ...named,
  label: ref('label'),
  columns: whole('Fields side by side. Default: 4, and fewer where there is less room.', {
    minimum: 1,
    maximum: 6,
  }),
  visible: described(ref('conditional'), 'Default: yes.'),
  fields: described(ref('strings'), 'Field ids, in order.'),
  order,
  tab: text('Name of the tab it was taken to. Default: where it is written.'),
};
const tabProperties = {
  ...named,
  label: ref('label'),
  visible: described(ref('conditional'), 'Default: yes.'),
  groups: list(ref('group'), 'From top to bottom.'),
  order,
};
const after = text('Name of what it comes after. Default: last.');

/** Parts of a form, which extensions use too. */
export const formDefinitions: Readonly<Record<string, JsonSchema>> = {
  sharing: {
    description:
      'Who sees its records. Default: of a setting its organisation; of a new document the organisation that made it; a new master has to say.',
    anyOf: [{ type: 'string', enum: ['everybody'] }, ref('control')],
  },
  control: object(
    {
      allowed: list(strategy, 'Strategies a record may have.', { minItems: 1, uniqueItems: true }),
      default: strategy,
      autoAssign: flag('New organisations get every free or hierarchical record by themselves. Default: no.'),
    },
    ['allowed', 'default'],
    { description: 'Under organisation control.' },
  ),
  menu: object(
    { path: text('Path of a folder: `invoicing/data`.'), order: whole('Place in it. Default: 100.') },
    ['path'],
    { description: 'Where it stands in the menu. Default: nowhere.' },
  ),
  rule: object(
    {
      ...named,
      each: text('Entries field whose rows are checked one by one. Default: the record.'),
      when: described(ref('condition'), 'Only then. Default: always.'),
      check: described(ref('condition'), 'What has to hold.'),
      fields: described(ref('strings'), 'Where the problem is shown.'),
      message: ref('label'),
      severity: oneOf(['error', 'warning'], 'Default: error.'),
      source: ref('mark'),
    },
    ['name', 'check', 'fields', 'message'],
  ),
  recordCheck: object(
    {
      run: ref('check'),
      source: ref('mark'),
    },
    ['run'],
  ),
  unique: object(
    {
      ...named,
      fields: list({ type: 'string', minLength: 1 }, 'No two agree in all of these.', {
        minItems: 1,
        uniqueItems: true,
      }),
      where: described(ref('condition'), 'Only records for which it holds. Default: all.'),
      emptyCounts: flag(
        'Empty is a value like others. Default: no, where a field is empty nothing is taken.',
      ),
      across: text('Entries field whose rows take part, over all records. Default: the records.'),
      within: oneOf(
        ['organisation', 'tenant', 'record'],
        'Among the records of one organisation, or all, or the rows of one record. Default: organisation where the form has sharing.',
      ),
      message: ref('label'),
      source: ref('mark'),
    },
    ['name', 'fields'],
  ),
  tab: object(tabProperties, ['name', 'label', 'groups']),
  addedTab: object({ ...tabProperties, after }, ['name', 'label', 'groups']),
  group: object(groupProperties, ['name', 'fields']),
  addedGroup: object({ ...groupProperties, tab: text('Name of the tab.'), after }, ['name', 'fields', 'tab']),
  layout: object({ tabs: list(ref('tab'), 'From left to right.') }, ['tabs'], {
    description: 'Fields nobody places stand at the end. Default: one tab.',
  }),
  list: object(
    {
      columns: described(ref('strings'), 'Field ids, or enabled, org, modifiedAt and their like.'),
      filters: described(ref('strings'), 'Quick filters above the list.'),
      sort: described(ref('strings'), '`-priority` is descending. Default: number, else newest first.'),
      search: described(ref('strings'), 'Text fields that a search looks into. Default: number and title.'),
    },
    ['columns'],
  ),
  action: object(
    {
      ...named,
      label: ref('label'),
      capability: ref('capability'),
      params: object({ fields: { type: 'object', description: 'By field id, what it becomes.' } }, [], {
        description: 'What the capability is told.',
      }),
      when: described(ref('condition'), 'Offered only then. Default: always.'),
      confirm: described(ref('label'), 'Asked first. Default: nothing is asked.'),
      on: oneOf(['record', 'records', 'form'], 'What it acts on. Default: record.'),
      source: ref('mark'),
    },
    ['name', 'label', 'capability'],
  ),
  match: object(
    {
      facts: text('Id of the form whose records are the facts.'),
      condition: {
        anyOf: [{ type: 'string', minLength: 1 }, { const: false }],
        description: 'The condition field; false: rules have none. Default: condition.',
      },
      entries: text('Entries field whose rows are the candidates. Default: the records.'),
      order: described(ref('strings'), 'Default: priority if any, sharing, -modifiedAt, id.'),
      result: described(ref('strings'), 'Fields an answer carries. Default: number and title.'),
      fields: described(ref('strings'), 'Only these facts may be asked. Default: all.'),
      emptyMatches: flag('A record without a condition matches everything. Default: yes.'),
      all: flag('All that hold are taken in their order, a chain of fallbacks. Default: no, the first wins.'),
      for: list(
        ref('matchFor'),
        'Fields by which a rule says whom it is for, beside its condition. Default: every rule is for all.',
        { minItems: 1 },
      ),
      within: oneOf(
        ['required', 'optional'],
        'With entries: whether the record whose rows are asked has to be named. Default: optional.',
      ),
    },
    ['facts'],
  ),
  lock: object(
    {
      action: oneOf(['change', 'delete', 'disable', 'sharing'], 'What may not be done.'),
      when: described(ref('condition'), 'To records for which it holds.'),
      message: ref('label'),
    },
    ['action', 'when', 'message'],
  ),
  matchFor: object(
    {
      field: text('Field of the rule; one value of several is enough.'),
      fact: text('Compared with this field of the facts’ form itself …'),
      question: {
        type: 'string',
        pattern: '^[a-z][A-Za-z0-9]{0,39}$',
        description: '… or with what a call says as ask.<question> …',
      },
      organisation: { const: true, description: '… or with the organisation of the call.' },
      label: described(ref('label'), 'What people call the question. Default: the label of the field.'),
      required: flag('A call has to say it. Default: no; unsaid, only rules that are for all take part.'),
      empty: oneOf(['all', 'nobody'], 'Whom a rule is for that says nothing here. Default: all.'),
      unless: text('With nobody: a switch; where it is on, a rule that says nothing is for all even so.'),
    },
    ['field'],
    { description: 'A field of a rule, and the one thing it is compared with.' },
  ),
  preset: object(
    {
      locked: list(oneOf(['delete', 'disable', 'sharing'], 'What may not be done.'), 'Locks.', {
        uniqueItems: true,
      }),
      fields: described(ref('strings'), 'Fields that may not change.'),
      where: described(ref('condition'), 'Which of the package’s records. Default: all.'),
    },
    [],
    { description: 'What of a record that came with a package may not be done to it.' },
  ),
};
