import { file, list, object, text } from './words.ts';

const one = object(
  {
    name: text('A sentence.'),
    org: text('Number of the organisation. Default: the root.'),
    at: text('Local moment it is judged at. Default: now.'),
    ask: { type: 'object', description: 'What is said beside the facts, by question. Default: nothing.' },
    within: text('Number of the record whose rows are asked. Default: of all.'),
    facts: { type: 'object', description: 'By field id.' },
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
