import {
  flag,
  list,
  maybe,
  named,
  number,
  object,
  oneOf,
  optional,
  type TypeOf,
  text,
} from '../../shape/shape.ts';
import { call } from '../common/call.ts';
import { label as labelShape } from '../common/shared.ts';

const label = named('Label', labelShape);
const pinyin = text({
  description: 'How its Chinese label is typed: syllables without tones',
});

/** A form as menus and search know it. */
export const formOutline = object({
  id: text({ description: 'Stays when the form is renamed' }),
  name: text(),
  kind: oneOf(['master', 'setting', 'document', 'platform'], {
    type: 'string',
    description: 'master, document, setting, platform …',
  }),
  label,
  package: text(),
  sharing: maybe(object({ allowed: list(text()), default: text() }), {
    description: 'Null: shared by nobody',
  }),
  match: flag({ description: 'Whether its records are rules' }),
  actions: list(text(), { description: 'What the caller may do' }),
  recordLabel: named('Label', labelShape, { description: 'What one record is called' }),
  listLabel: named('Label', labelShape, {
    description: 'What many are called, as in menus and above lists',
  }),
  help: optional(label),
  menu: optional(object({ path: text(), order: number() })),
  facts: optional(text({ description: 'Of rules: id of the form they ask' })),
  pinyin: optional(pinyin),
});
export type FormOutline = TypeOf<typeof formOutline>;

/** A folder of the menu. */
export const folder = object({
  path: text(),
  label,
  order: optional(number()),
  icon: optional(text()),
  pinyin: optional(pinyin),
});
export type MenuFolder = TypeOf<typeof folder>;

/** The model as its users need it: what they may see of the forms they may read. Labels come in both languages. */
export const forms = {
  list: call({
    method: 'GET',
    path: '/api/forms',
    access: 'signed-in',
    operation: 'forms',
    tag: 'forms',
    summary: { zh: '可见的表单和菜单', en: 'Forms and menu the caller may see' },
    answer: object({
      forms: list(named('FormOutline', formOutline)),
      menu: list(named('Folder', folder)),
    }),
  }),
} as const;
