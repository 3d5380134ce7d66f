import type { Shape, TypeOf } from '../shape/shape.ts';
import { edit, replace } from './merge.ts';
import type { Properties, SourceOf } from './property.ts';
import { always, asSet, asSetOfAll } from './reading.ts';
import { described, flag, list, object, oneOf, ref, text } from './schema-words.ts';
import { label, strings } from './shapes.ts';

/** A field of a rule, and the one thing it is compared with: a fact, a question or the organisation. */
export const matchFor = object(
  {
    field: text('Field of the rule; one value of several is enough.'),
    fact: text('Compared with this field of the facts’ form itself …'),
    question: {
      type: 'string',
      pattern: '^[a-z][A-Za-z0-9]{0,39}$',
      description: '… or with what a call says as ask.<question> …',
    } as Shape<string>,
    organisation: { const: true, description: '… or with the organisation of the call.' } as Shape<true>,
    label: described(label, 'What people call the question. Default: the label of the field.'),
    required: flag('A call has to say it. Default: no; unsaid, only rules that are for all take part.'),
    empty: oneOf(['all', 'nobody'], 'Whom a rule is for that says nothing here. Default: all.'),
    unless: text('With nobody: a switch; where it is on, a rule that says nothing is for all even so.'),
  },
  ['field'],
  { description: 'A field of a rule, and the one thing it is compared with.' },
);

export type MatchForSource = TypeOf<typeof matchFor>;

const matchChanged = always('match-changed');
const orderChanged = always('order-changed');

/** The properties of a match, by which records match facts: who wins, by what order, and whom each is for. */
export const matchProperties = {
  facts: {
    schema: text('Id of the form whose records are the facts.'),
    required: true,
    locked: true,
    change: matchChanged,
  },
  condition: {
    schema: {
      anyOf: [{ type: 'string', minLength: 1 }, { const: false }],
      description: 'The condition field; false: rules have none. Default: condition.',
    } as Shape<string | false>,
    change: matchChanged,
  },
  entries: {
    schema: text('Entries field whose rows are the candidates. Default: the records.'),
    locked: true,
    change: matchChanged,
    undesigned: true,
  },
  order: {
    schema: described(strings, 'Default: priority if any, sharing, -modifiedAt, id.'),
    merge: replace,
    change: orderChanged,
    spoken: orderChanged,
    ofFields: 'form',
  },
  result: {
    schema: described(strings, 'Fields an answer carries. Default: number and title.'),
    merge: edit,
    change: asSet('match-result-removed', 'match-result-added'),
    ofFields: 'form',
  },
  fields: {
    schema: described(strings, 'Only these facts may be asked. Default: all.'),
    merge: edit,
    // No list stands for every field.
    change: asSetOfAll('match-fact-removed', 'match-fact-added'),
    ofFields: 'facts',
  },
  emptyMatches: {
    schema: flag('A record without a condition matches everything. Default: yes.'),
    change: matchChanged,
    undesigned: true,
  },
  all: {
    schema: flag(
      'All that hold are taken in their order, a chain of fallbacks. Default: no, the first wins.',
    ),
    change: matchChanged,
    undesigned: true,
  },
  for: {
    schema: list(
      ref<MatchForSource>('matchFor'),
      'Fields by which a rule says whom it is for, beside its condition. Default: every rule is for all.',
      { minItems: 1 },
    ),
    change: matchChanged,
    undesigned: true,
  },
  within: {
    schema: oneOf(
      ['required', 'optional'],
      'With entries: whether the record whose rows are asked has to be named. Default: optional.',
    ),
    change: matchChanged,
    undesigned: true,
  },
} satisfies Properties;

export type MatchSource = SourceOf<typeof matchProperties>;
