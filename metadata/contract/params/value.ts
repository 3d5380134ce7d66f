import {
  anything,
  date,
  either,
  flag,
  instant,
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
import { label, maybeInstant, maybeText, organisation } from '../common/shared.ts';
import { explained } from '../forms/explained.ts';

export const scope = oneOf(['system', 'organisation']);
const masked = optional(only(true, { description: 'It is a secret: there is one, and it is not said.' }));
const typed = anything({ description: 'Typed, as the definition says; null: none.' });
const raw = maybe(text({ description: 'As other systems spell it.' }));
const days = { validFrom: maybe(date()), validTo: maybe(date()) } as const;

/** The user who set a value. */
export const setter = object({ id: text(), name: text() });

const place = {
  key: text({ description: 'The key, or an instance of its dimension.' }),
  scope,
  org: maybe(organisation),
} as const;
export const setValueMembers = {
  id: text(),
  revision: maybe(integer()),
  ...place,
  value: typed,
  masked,
  raw,
  ...days,
  locked: flag({ description: 'Nothing below may differ.' }),
  by: maybe(setter),
  at: maybeInstant,
  reason: maybeText,
} as const;

/** A value that somebody set at one place. */
export const setValue = object(setValueMembers);
export type SeenSetting = TypeOf<typeof setValue>;

/** A value that is set, where the caller may not see it. */
const hiddenValue = object({ ...place, hidden: only(true) });
export type HiddenSetting = TypeOf<typeof hiddenValue>;

/** The same with the type of its parameter. */
export const typedSetValue = object({ type: text(), ...setValueMembers });

/** The source of an effective value. */
const from = object({
  scope: oneOf(['unset', 'preset', 'system', 'organisation']),
  org: optional(maybe(organisation)),
  key: optional(place.key),
  locked: optional(flag()),
  by: optional(setter),
  at: optional(instant()),
});
export type ValueFrom = TypeOf<typeof from>;

/** A dangerous parameter that is something else than unset for an organisation. */
export const danger = object({
  type: text(),
  key: text(),
  instance: maybe(
    text({ description: 'The tax number, form … it is on for; null: it has none, or all of them.' }),
  ),
  company: maybe(
    text({ description: 'Name of the organisation that has the tax number; null: it is on for none.' }),
  ),
  below: flag({ description: 'That organisation is below the one asked for, not this one itself.' }),
  label,
  value: anything(),
  from,
});
export type Danger = TypeOf<typeof danger>;

/** The change set of a write, who answered for it, and who agreed. */
export const agreed = {
  changeSet: maybeText,
  changeSetNumber: maybeText,
  author: maybe(object({ id: maybeText, name: maybeText })),
  approved: maybe(object({ id: text(), name: text(), at: instant() })),
} as const;
const agreement = object(agreed);
export type Agreement = TypeOf<typeof agreement>;
export const maybeAgreed = {
  changeSet: optional(agreed.changeSet),
  changeSetNumber: optional(agreed.changeSetNumber),
  author: optional(agreed.author),
  approved: optional(agreed.approved),
} as const;

/** A link of the chain: a value that could hold, and why it does or does not. */
const link = object({
  from: oneOf(['value', 'preset', 'unset']),
  state: oneOf(['holds', 'shadowed', 'not-valid-yet', 'expired', 'locked-out', 'preset', 'unset']),
  id: optional(setValueMembers.id),
  revision: optional(setValueMembers.revision),
  key: optional(place.key),
  scope: optional(scope),
  org: optional(place.org),
  hidden: optional(only(true, { description: 'The caller may not see what is set there.' })),
  value: optional(typed),
  masked,
  raw: optional(raw),
  validFrom: optional(days.validFrom),
  validTo: optional(days.validTo),
  locked: optional(setValueMembers.locked),
  by: optional(setValueMembers.by),
  at: optional(setValueMembers.at),
  reason: optional(setValueMembers.reason),
  because: optional(object(place, { description: 'What shadows it, or locks it out.' })),
  ...maybeAgreed,
});
export type ChainLink = TypeOf<typeof link>;

/** A moment of the past. */
export const moment = object({ revision: integer(), instant: instant() });

/** The value alone that an organisation reads. */
const effective = { value: typed, raw, isSet: flag({ description: 'Somebody set it, here or above.' }) };
export const wireEffective = object({ ...effective, masked });
export type WireEffective = TypeOf<typeof wireEffective>;

const own = list(either([setValue, hiddenValue]), { description: 'What is set at the very place.' });

/** The value that is read next without anybody setting anything, from the day on which it begins. */
const coming = object({
  validFrom: date(),
  value: typed,
  masked,
  org: place.org,
  by: optional(setter),
  at: optional(instant()),
  ...maybeAgreed,
});
export type ComingValue = TypeOf<typeof coming>;
const maybeComing = optional({
  ...coming,
  description: 'Set for a day to come; absent: nothing is.',
} as typeof coming);

/** The same with where it comes from. */
export const sourcedValue = object({ ...effective, masked, from, coming: maybeComing });
export type SourcedValue = TypeOf<typeof sourcedValue>;
export const keyedValue = object({ key: place.key, ...effective, from, coming: maybeComing });
export const comparedValue = object({ ...effective, masked, from, own });
export type ComparedValue = TypeOf<typeof comparedValue>;

export const readMembers = {
  type: text(),
  key: place.key,
  org: maybe(organisation),
  date: date({ description: 'The day it is read for, local to the organisation.' }),
  ...effective,
  masked,
  revealed: optional(only(true, { description: 'It is a secret, told in clear.' })),
  from,
  own,
  unset: object({ value: typed, label }, { description: 'What being unset means.' }),
  chain: optional(
    list(link, { description: 'With explain=true: everything that could hold, nearest first.' }),
  ),
  definition: optional(
    list(explained, {
      description: 'With explain=true and of=definition: who said what of its definition.',
    }),
  ),
  at: optional({ ...moment, description: 'With at: the moment it was read at.' } as typeof moment),
  set: optional(
    maybe(object({ revision: integer(), at: instant(), by: setter, reason: maybeText, ...agreed }), {
      description: 'With at: who had set it; null: nobody, or one may not know.',
    }),
  ),
} as const;

/** A parameter as an organisation, or the whole system, reads it. */
export const parameterRead = object(readMembers);
export type ParameterRead = TypeOf<typeof parameterRead>;
