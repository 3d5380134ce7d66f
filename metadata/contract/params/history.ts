import { instant, integer, list, maybe, object, oneOf, type TypeOf, text } from '../../shape/shape.ts';
import { maybeText, organisation } from '../common/shared.ts';
import { agreed, maybeAgreed, setter, setValueMembers, wireEffective } from './value.ts';

/** An entry of what was done to a place: a value was set there, changed or taken away. */
const setEntry = object({
  operation: text(),
  ...setValueMembers,
  revision: integer(),
  ...agreed,
});
/** The values that were set at a place, the newest first. */
export const setPage = object({
  items: list(setEntry),
  next: maybe(integer({ description: '`before` of the next page.' })),
});

/** A moment from which on an organisation read another value. */
const effectiveEntry = object({
  at: instant(),
  revision: integer(),
  cause: oneOf(['set', 'unset', 'lock', 'unlock', 'move', 'zone', 'definition', 'date']),
  org: maybe(organisation, {
    description: 'Where it was done; null: for the whole system, or to definitions.',
  }),
  from: maybe(wireEffective),
  to: maybe(wireEffective),
  by: maybe(setter),
  reason: maybeText,
  ...maybeAgreed,
});
export type EffectiveEntry = TypeOf<typeof effectiveEntry>;

/** The changes of what is read, the newest first. */
export const effectivePage = object({
  items: list(effectiveEntry),
  next: maybe(text({ description: '`before` of the next page.' })),
});
