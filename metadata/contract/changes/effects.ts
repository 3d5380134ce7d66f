import {
  anything,
  flag,
  integer,
  list,
  maybe,
  object,
  oneOf,
  only,
  optional,
  type TypeOf,
  text,
} from '../../shape/shape.ts';
import { label, maybeText, place } from '../common/shared.ts';

/** The value of a parameter that an organisation reads; null: none. */
const effective = maybe(
  object({
    value: anything(),
    raw: maybeText,
    isSet: flag(),
    masked: optional(only(true)),
    from: anything({ description: 'The organisation that says it, `system`, or null: nobody does.' }),
  }),
);

/** Which organisations read another value by a set, and who below keeps his own. */
export const effects = object({
  changed: list(
    object({
      type: text(),
      key: text(),
      org: place,
      label: maybe(label),
      from: effective,
      to: effective,
      since: maybe(text(), { description: 'The day to come at which it is read first; null: at once.' }),
      until: maybe(text(), { description: 'The last day on which it is read; null: from then on.' }),
    }),
  ),
  total: integer(),
  hidden: integer({ description: 'Of the total, beyond what the caller may see.' }),
  untouched: list(
    object({
      type: text(),
      key: text(),
      item: text(),
      org: place,
      why: oneOf(['overrides', 'locked']),
    }),
  ),
  untouchedTotal: integer(),
});

export type ChangeEffects = TypeOf<typeof effects>;
export type ValueChange = ChangeEffects['changed'][number];
