import { menuSpaces } from '../../manifest.ts';
import type { formProperties } from '../../property/form.ts';
import type { AnsweredIn } from '../../property/property.ts';
import { sharingProperties } from '../../property/sharing.ts';
import {
  flag,
  list,
  type Members,
  maybe,
  named,
  number,
  object,
  oneOf,
  optional,
  type TypeOf,
  text,
} from '../../shape/shape.ts';
import { label as labelShape } from '../common/shared.ts';
import { stated } from './stated.ts';

const label = named('Label', labelShape);

const sharing = object(
  {
    allowed: stated(sharingProperties.allowed.schema),
    default: stated(sharingProperties.default.schema),
    autoAssign: optional(stated(sharingProperties.autoAssign.schema)),
  },
  { description: 'Null: shared by nobody' },
);

/** The members of an outline that the rows of a form's properties say stand in it. */
const stating = {
  id: text({ description: 'Stays when the form is renamed' }),
  name: text(),
  kind: oneOf(['master', 'setting', 'document', 'platform'], {
    type: 'string',
    description: 'master, document, setting, platform …',
  }),
  label,
  sharing: maybe(sharing),
  recordLabel: named('Label', labelShape, { description: 'What one record is called' }),
  listLabel: named('Label', labelShape, {
    description: 'What many are called, as in menus and above lists',
  }),
  help: optional(label),
  icon: optional(text({ description: 'Name of its picture in menus and lists' })),
  menu: optional(object({ path: text(), order: number() })),
} as const satisfies Readonly<Record<AnsweredIn<typeof formProperties, 'outline'>, Members[string]>>;

/** The members that every answer about a form tells of it. */
export const outlineMembers = {
  ...stating,
  package: text(),
  facts: optional(text({ description: 'Of rules: id of the form they ask' })),
} as const;

const pinyin = text({ description: 'How its Chinese label is typed: syllables without tones' });

/** A form as menus and search know it. */
export const formOutline = object({
  ...outlineMembers,
  match: flag({ description: 'Whether its records are rules' }),
  faced: optional(
    flag({
      description:
        'Whether its records have a picture each as their face, which the caller may see. Default: no',
    }),
  ),
  actions: list(text(), { description: 'What the caller may do' }),
  pinyin: optional(pinyin),
});
export type FormOutline = TypeOf<typeof formOutline>;

/** A folder of the menu. */
export const folder = object({
  path: text(),
  label,
  order: optional(number()),
  icon: optional(text()),
  space: optional(
    oneOf(menuSpaces, {
      description:
        'The part of the menu in which its forms stand. Default: as the folder above says, or their kind',
    }),
  ),
  pinyin: optional(pinyin),
});
export type MenuFolder = TypeOf<typeof folder>;
