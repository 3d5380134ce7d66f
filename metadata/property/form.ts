import type { Shape, TypeOf } from '../shape/shape.ts';
import type { ActionSource } from './action.ts';
import type { BlockSource } from './block.ts';
import type { FieldSource } from './field.ts';
import type { LayoutSource } from './layout.ts';
import { type ListSource, listProperties } from './list.ts';
import { type MatchSource, matchProperties } from './match.ts';
import { edit, grow, replace, withdrawFlag } from './merge.ts';
import { type PresetSource, presetProperties } from './preset.ts';
import type { Properties, SourceOf } from './property.ts';
import { always, asSet, looksChanged, textChanged, whenOn } from './reading.ts';
import type { RuleSource } from './rule.ts';
import { described, flag, list, object, oneOf, ref, text, whole } from './schema-words.ts';
import { condition, label, mark, read, strings } from './shapes.ts';
import { type SharingSource, sharingProperties } from './sharing.ts';
import type { UniqueSource } from './unique.ts';
import type { ViewSource } from './view.ts';

const menu = object(
  { path: text('Path of a folder: `invoicing/data`.'), order: whole('Place in it. Default: 100.') },
  ['path'],
  { description: 'Where it stands in the menu. Default: nowhere.' },
);

/** A lock: an action not to be done to records in some state; changing covers content, organisation and disabling. */
const lock = object(
  {
    action: oneOf(['change', 'delete', 'disable', 'sharing'], 'What may not be done.'),
    when: described(condition, 'To records for which it holds.'),
    message: label,
  },
  ['action', 'when', 'message'],
);

/** A check that is computed: what it reads goes by the ids of the documents. */
const recordCheck = object({ run: ref<string>('check'), source: mark }, ['run']);

export type LockSource = TypeOf<typeof lock>;
export type RecordCheckSource = TypeOf<typeof recordCheck>;

/** The parts of forms that have no rows of their own for their properties. */
export const partsOfForm = { menu, lock, recordCheck };

export const formProperties = {
  name: {
    schema: text('kebab-case; part of every address.'),
    required: true,
    change: 'apart',
    apart: true,
    steps: true,
    plain: true,
    answers: { outline: 'said' },
  },
  id: {
    schema: text('The first name, kept through renames. Default: the name.'),
    locked: true,
    change: 'apart',
    apart: true,
    steps: true,
    answers: { outline: 'said' },
  },
  kind: {
    schema: oneOf(
      ['master', 'setting', 'document', 'platform'],
      'master: records people pick; setting: one document an organisation; document: business; platform: the system’s own.',
    ),
    required: true,
    locked: true,
    steps: true,
    change: 'apart',
    plain: true,
    answers: { outline: 'said', openapi: true },
  },
  label: {
    schema: label,
    required: true,
    merge: replace,
    change: always('called-otherwise'),
    spoken: textChanged,
    plain: true,
    answers: { outline: 'said' },
  },
  recordLabel: {
    schema: described(
      label,
      'What one record is called, as in “new …”, where the label is that of a place. Default: the label.',
    ),
    merge: replace,
    change: textChanged,
    spoken: textChanged,
    answers: { outline: 'said' },
  },
  listLabel: {
    schema: described(
      label,
      'What many are called, as in menus and above lists: “Invoice items”. Default: the label.',
    ),
    merge: replace,
    change: textChanged,
    spoken: textChanged,
    answers: { outline: 'said' },
  },
  help: {
    schema: described(label, 'What it is for.'),
    merge: replace,
    change: textChanged,
    spoken: textChanged,
    plain: true,
    answers: { outline: 'said' },
  },
  icon: {
    schema: text('The picture of the form in menus and lists, by its name. Default: none.', { minLength: 0 }),
    merge: replace,
    change: looksChanged,
    spoken: looksChanged,
    plain: true,
    answers: { outline: 'said' },
  },
  picture: {
    schema: text('Field whose picture is the face of a record. Default: it has none.', { minLength: 0 }),
    merge: replace,
    change: looksChanged,
    spoken: looksChanged,
    ofFields: 'form',
    plain: true,
    answers: { form: 'said' },
  },
  readFirst: {
    schema: flag(
      'A saved document opens to be read, and is written on demand. Default: where nobody may change it, or a state stands out.',
    ),
    merge: replace,
    change: looksChanged,
    spoken: looksChanged,
    plain: true,
    answers: { form: 'said' },
  },
  menu: {
    schema: ref<TypeOf<typeof menu>>('menu'),
    merge: replace,
    change: looksChanged,
    spoken: looksChanged,
    answers: { outline: 'said' },
  },
  sharing: {
    schema: ref<SharingSource | 'everybody'>('sharing'),
    members: sharingProperties,
    change: 'apart',
    answers: { outline: 'or-null' },
  },
  title: {
    schema: text('Field that names a record to people. Default: name, else number.'),
    merge: replace,
    change: always('title-changed'),
    ofFields: 'form',
    answers: { form: 'or-null' },
  },
  key: {
    schema: described(strings, 'Natural key, by which imports find rows. Default: number.'),
    change: always('key-changed'),
    ofFields: 'form',
    answers: { form: 'said', openapi: true },
  },
  quick: {
    schema: described(
      strings,
      'Fields asked of a new record that is made in passing; those it cannot do without are asked anyway. Default: the whole form.',
    ),
    merge: edit,
    change: looksChanged,
    spoken: looksChanged,
    ofFields: 'form',
    plain: true,
    answers: { form: 'said' },
  },
  fields: {
    schema: list(ref<FieldSource>('field'), 'In order.', { minItems: 1 }),
    required: true,
    change: 'apart',
    apart: true,
    steps: true,
    answers: { form: 'said' },
  },
  rules: {
    schema: list(ref<RuleSource>('rule'), 'Checks over several fields.'),
    change: 'apart',
    apart: true,
    steps: true,
    otherwise: [],
    answers: { form: 'said', openapi: true },
  },
  checks: {
    schema: list(
      ref<RecordCheckSource>('recordCheck'),
      'What the platform computes of a whole record and judges.',
    ),
    change: 'apart',
    apart: true,
    otherwise: [],
    answers: { form: 'said', openapi: true },
  },
  unique: {
    schema: list(ref<UniqueSource>('unique'), 'What no two records may share.'),
    change: 'apart',
    apart: true,
    steps: true,
    otherwise: [],
    answers: { form: 'said', openapi: true },
  },
  layout: {
    schema: ref<LayoutSource>('layout'),
    change: 'apart',
    apart: true,
    answers: { form: 'said' },
  },
  list: {
    schema: ref<ListSource>('list'),
    members: listProperties,
    change: 'members',
    answers: { form: 'said' },
  },
  actions: {
    schema: list(ref<ActionSource>('action'), 'Beside those every form has.'),
    change: 'apart',
    apart: true,
    steps: true,
    otherwise: [],
    answers: { form: 'said', openapi: true },
  },
  blocks: {
    schema: list(ref<BlockSource>('block'), 'What stands among the fields of its pages and holds no value.'),
    change: 'apart',
    apart: true,
    steps: true,
    otherwise: [],
    answers: { form: 'said' },
  },
  views: {
    schema: list(ref<ViewSource>('view'), 'How lists of its records are drawn, beside the list itself.'),
    change: 'apart',
    apart: true,
    steps: true,
    otherwise: [],
    answers: { form: 'said' },
  },
  match: {
    schema: ref<MatchSource>('match'),
    members: matchProperties,
    change: 'apart',
    answers: { form: 'or-null', openapi: true },
  },
  locks: {
    schema: list(ref<LockSource>('lock'), 'What may not be done to records while they are in some state.'),
    change: asSet('lock-removed', 'lock-added'),
    apart: true,
    otherwise: [],
    answers: { form: 'said', openapi: true },
  },
  preset: {
    schema: ref<PresetSource>('preset'),
    members: presetProperties,
    change: 'members',
    plain: true,
    answers: { form: 'or-null', openapi: true },
  },
  validity: {
    schema: flag('Records carry validFrom and validTo, and match only between them. Default: no.'),
    locked: true,
    change: whenOn('validity-added', 'validity-removed'),
    otherwise: false,
    answers: { form: 'said' },
  },
  publicNumbers: {
    schema: flag(
      'Whoever sees a reference to a record is told its number, though the record be not for him. Default: no.',
    ),
    merge: withdrawFlag,
    change: whenOn('numbers-shown', 'numbers-withheld'),
    otherwise: false,
    answers: { openapi: true },
  },
  attachments: {
    schema: flag('Files may be attached to its records, in a field of that name. Default: no.'),
    merge: replace,
    change: whenOn('attachments-added', 'attachments-removed'),
    otherwise: false,
  },
  indexes: {
    schema: list(
      list({ type: 'string', minLength: 1 } as Shape<string>, 'Field ids.', { minItems: 1 }),
      'Beside those the list proposes.',
    ),
    merge: grow,
    set: { type: 'array', items: { type: 'array', minItems: 1, items: { type: 'string' } } },
    change: looksChanged,
    otherwise: [],
  },
  source: { ...read, answers: { form: 'said' } },
} satisfies Properties;

export type FormSource = SourceOf<typeof formProperties>;
export type FormKind = FormSource['kind'];
