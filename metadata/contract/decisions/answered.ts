import {
  allOptional,
  anyObject,
  flag,
  instant,
  integer,
  list,
  maybe,
  object,
  oneOf,
  optional,
  type Shape,
  type TypeOf,
  text,
  typed,
} from '../../shape/shape.ts';
import { maybeText } from '../common/shared.ts';

export const usedRecord = object({
  form: text(),
  id: optional(text()),
  number: optional(text()),
  revision: optional(integer()),
  trial: optional(flag({ description: 'It stands in the trial alone.' })),
});
/** A record that was gone by; of a trial it has no revision. */
export type UsedRecord = TypeOf<typeof usedRecord>;

const place = object(allOptional({ document: integer(), line: integer(), field: text() }), {
  description: 'Places count from 0.',
});
/** The place in the input that something is about; none: it concerns all of it. */
export type Place = TypeOf<typeof place>;

const step = object({
  code: text(),
  by: optional(usedRecord),
  at: optional(place),
  before: optional(anyObject()),
  after: optional(anyObject()),
  params: optional(anyObject()),
  text: text({ description: 'In the language of Accept-Language' }),
});
/** A step that a decision took, in words. */
export type StepSaid = TypeOf<typeof step>;

const issue = object({
  code: text(),
  severity: oneOf(['stops', 'warns']),
  at: optional(place),
  params: optional(anyObject()),
  text: text({
    description: 'What is wrong and what one can do, in the language of Accept-Language',
  }),
});
/** An issue that keeps a document from going on, or that somebody should look at, in words. */
export type IssueSaid = TypeOf<typeof issue>;

const used = object({
  revision: integer({ description: 'Everything that was read is as it stood with it.' }),
  at: instant(),
  records: list(usedRecord),
  settings: list(usedRecord),
  parameters: list(
    object({
      type: text(),
      key: text(),
      text: maybeText,
      org: maybe(text({ description: 'Number of the organisation it is set for.' })),
      revision: maybe(integer()),
    }),
  ),
});

/** The members of what a decision answers. */
export function decidedMembers<T>(result: Shape<T>) {
  return {
    result,
    trace: list(step),
    issues: list(issue),
    used,
    unseen: list(object({ form: optional(text()), parameter: optional(text()), label: text() }), {
      description: 'What the decision reads and whoever asks may not see: it was made without.',
    }),
  };
}

export const decided = object(decidedMembers(typed<object>(anyObject())));
/** A decision and how it was made, in words. */
export type DecisionSaid = TypeOf<typeof decided>;
