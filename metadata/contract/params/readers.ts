import {
  closed,
  instant,
  integer,
  list,
  maybe,
  object,
  optional,
  type TypeOf,
  text,
} from '../../shape/shape.ts';
import { reader } from '../common/reader.ts';

/** The readers of a parameter, as far as the caller may see them. */
export const readers = object({
  since: maybe(instant({ description: 'From when on that is known.' })),
  items: list(reader),
  others: maybe(object({ lastRead: instant() }), { description: 'That programs nobody knows read it.' }),
});
export type ParameterReaders = TypeOf<typeof readers>;

/** Places that a program tells of at once. */
const mostReported = 2_000;

const place = {
  type: text({ maxLength: 64, minLength: 1 }),
  key: text({ maxLength: 140, minLength: 1 }),
} as const;

/** The report that a program which keeps values sends about itself. */
export const report = closed({
  revision: integer({ minimum: 0, description: 'Guiju-Revision of the values that it holds.' }),
  reads: optional(list(closed(place), { maxItems: mostReported })),
  refused: optional(list(closed({ ...place, reason: text({ maxLength: 300 }) }), { maxItems: mostReported })),
});

export const reported = object({
  unknown: list(object(place), {
    description: 'What there is not, or may not be seen: nothing was noted of it.',
  }),
});
