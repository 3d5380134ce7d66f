import type { JsonObject } from '../../common/json.ts';
import {
  allOptional,
  either,
  flag,
  integer,
  list,
  named,
  object,
  optional,
  type TypeOf,
  text,
  typed,
} from '../../shape/shape.ts';
import { fieldProblem, type Pointer, reference } from '../common/shared.ts';
import { record } from './record.ts';

const organisation = either([text(), object(allOptional({ id: text(), number: text() }))], {
  description: 'A number, { number } or { id }',
});

const takeBack = flag({
  description:
    'Of an action that sets fields: takes it back, for whoever did it within the last ten minutes, where nothing was done to the record since',
});
const sharing = text({ description: 'change-sharing: how it is shared from now on' });
const org = {
  ...organisation,
  description: 'transfer: who creates it from now on, by number, { number } or { id }',
};
const withdraw = either([flag(), list(organisation)], {
  description:
    'change-sharing, transfer: first withdraw it from all who hold it (true), or from these; all in one transaction',
  'x-problem': 'withdraw-expected',
});

/** The members that actions of the platform take beside a reason. */
export const actionMembers = {
  setFields: { takeBack },
  changeSharing: { sharing, withdraw },
  transfer: { org, withdraw },
} as const;

/**
 * The body of an action: what the platform's own take, and beside it what an action of the form says itself. Each takes
 * its own and nothing else.
 */
export const actionBody = typed<JsonObject>(
  object(
    allOptional({
      reason: text({
        maxLength: 500,
        description:
          'Why it is done: wanted by actions that ask for a reason, kept in the history of the record. The header Guiju-Reason says the same',
      }),
      takeBack,
      sharing,
      org,
      withdraw,
    }),
  ),
);

export const organisations = object(
  { count: integer(), orgs: list(typed<Pointer>(named('Reference', reference))) },
  { description: 'How many organisations; the first hundred are named.' },
);
/** So many organisations, of which the first are named. */
export type NamedOrgs = TypeOf<typeof organisations>;

const some = named('Organisations', organisations);
export const consequences = object(
  { gain: some, lose: some, withdraw: some, after: integer() },
  {
    description:
      'Of change-sharing and transfer: who would use the record and does not now, who no longer would, from whom it would be withdrawn, and how many would use it.',
  },
);
/** The consequences of another way of sharing, or of another creator. */
export type SharingConsequences = TypeOf<typeof consequences>;

/** The preview of an action: the record as it would be. */
export const previewed = object({
  record: typed<TypeOf<typeof record>>({ ...record, description: 'As it would be' }),
  warnings: list(named('FieldProblem', fieldProblem)),
  consequences: optional(named('Consequences', consequences)),
});
