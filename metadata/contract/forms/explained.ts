import { anything, flag, integer, list, maybe, object, oneOf, type TypeOf, text } from '../../shape/shape.ts';
import { label, maybeInstant, maybeText } from '../common/shared.ts';

const spokenMembers = {
  says: flag({ description: 'Whether it said anything then' }),
  value: anything({ description: 'Any value' }),
  shown: maybe(text({ description: 'The value in words' })),
  by: maybeText,
  at: maybeInstant,
  revision: maybe(integer()),
} as const;
const spoken = object(spokenMembers);

const layer = object({
  package: text(),
  packageLabel: maybe(label),
  version: text(),
  ...spokenMembers,
  overruled: flag({ description: 'The customer’s layer decided against it' }),
  earlier: list(spoken, { description: 'What it said before, the newest first' }),
});

/** A property of something that packages state, with the layers that set it, to which value and when. */
export const explained = object({
  property: text({ description: '`forms/item/fields/rate/label`, `params/pdf/timeout/label`' }),
  name: text({ description: 'What people call the property' }),
  manner: oneOf(['shared', 'set', 'stricter', 'owner', 'locked'], {
    description: 'How those who speak of it come together',
  }),
  value: anything({ description: 'What holds' }),
  shown: text(),
  said: list(layer),
});

/** The same without names and what was said before, for everybody who may read the form. */
export const layersSaying = object({
  property: text(),
  said: list(object({ package: text(), value: anything({ description: 'Any value' }) })),
});

/** The value that a layer set at a time. */
export type Spoken = TypeOf<typeof spoken>;
export type LayerSaid = TypeOf<typeof layer>;
export type ExplainedProperty = TypeOf<typeof explained>;
