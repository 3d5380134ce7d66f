import {
  anyObject,
  anything,
  closed,
  either,
  flag,
  integer,
  list,
  maybe,
  oneOf,
  optional,
  type TypeOf,
  text,
} from '../../shape/shape.ts';
import { condition } from '../common/condition.ts';

/** Facts of one call. */
export const mostFacts = 1_000;

/** The members sent beside the facts; what is asked, and whose rows, each form says in its own words. */
const beside = {
  at: optional(
    maybe(
      text({
        description: 'A date, a local date and time, or an instant; now by default.',
        examples: ['2026-01-31', '2026-01-31T08:00', '2026-01-31T00:00:00Z'],
        'x-problem': 'match-at',
      }),
    ),
  ),
  ask: optional(anything()),
  within: optional(anything()),
} as const;
export const asked = closed(beside);
export type AskedBeside = TypeOf<typeof asked>;

const oneFacts = anyObject({
  description: 'Fields of the form that the rules are about, by name; references by number, id or object.',
});
/** Several facts of any shape: what is wrong with one of them is answered in its place. */
const manyFacts = list(anything({ description: oneFacts['description'] ?? '' }), { maxItems: mostFacts });
const name = maybe(text({ minLength: 1, 'x-problem': 'text-expected' }));

export const toMatch = closed({
  facts: either([oneFacts, manyFacts]),
  trace: optional(
    oneOf([true, false, 'full'], {
      description: 'true: those the index left, with why they lost; full: everyone the caller may see.',
      'x-problem': 'match-trace',
    }),
  ),
  all: optional(maybe(flag({ description: 'Also everyone else whose condition holds, in order.' }))),
  after: optional(
    maybe(
      text({
        minLength: 1,
        'x-problem': 'text-expected',
        description: '`next` of the trace before: goes on behind that rule.',
      }),
    ),
  ),
  ...beside,
});

export const toExplain = closed({
  id: optional(name),
  number: optional(name),
  facts: oneFacts,
  ...beside,
});

const storedFacts = closed(
  {
    form: optional(text()),
    filter: optional(condition),
    limit: optional(integer({ minimum: 1, maximum: mostFacts })),
  },
  { description: 'Stored documents of the form that the rules are about.' },
);
export type StoredFacts = TypeOf<typeof storedFacts>;

export const toCover = closed({
  facts: either([manyFacts, storedFacts]),
  of: optional(
    maybe(text({ format: 'uuid', description: 'A rule, by its id: the facts that it won are told, too.' })),
  ),
  ...beside,
});
export type FactsToCover = TypeOf<typeof toCover>['facts'];

const candidate = closed({
  id: optional(text({ format: 'uuid', description: 'Of the record that is changed. Default: it is new.' })),
  record: anyObject({
    description:
      'As it is sent to be saved, and org, sharing, enabled and dates too; what is left out is as it was, rows are those given.',
  }),
  row: optional(integer({ minimum: 1, description: 'Only this one of its rows.' })),
});
/** A rule as somebody is writing it. */
export type UnsavedRule = TypeOf<typeof candidate>;

export const toAnalyse = closed({
  records: optional(maybe(list(text(), { description: 'Only those with these ids. Default: all.' }))),
  after: optional(
    maybe(
      text({
        minLength: 1,
        'x-problem': 'text-expected',
        description: '`next` of the answer before.',
      }),
    ),
  ),
  candidate: optional(
    maybe(candidate, {
      description: 'A rule that is not saved yet, looked at as if it were saved now; nothing is written.',
    }),
  ),
});

export const toCase = closed({ facts: oneFacts, name: optional(name), ...beside });
