import type { TypeOf } from '../shape/shape.ts';
import { edit, replace } from './merge.ts';
import type { Properties, SourceOf } from './property.ts';
import { looksChanged, textChanged } from './reading.ts';
import { described, list, object, ref, text, whole } from './schema-words.ts';
import { conditional, label, named, order, shown, strings } from './shapes.ts';

/** The properties of a group: its fields stand side by side. */
export const groupProperties = {
  name: named,
  label: { schema: label, merge: replace, change: 'apart', spoken: textChanged },
  help: {
    schema: described(label, 'A sentence above its fields.'),
    merge: replace,
    change: 'apart',
    spoken: textChanged,
  },
  columns: {
    schema: whole('Fields side by side. Default: 4, and fewer where there is less room.', {
      minimum: 1,
      maximum: 6,
    }),
    merge: replace,
    change: 'apart',
    spoken: looksChanged,
  },
  visible: { schema: shown, merge: replace, change: 'apart', spoken: looksChanged },
  folded: {
    schema: described(
      conditional,
      'Folded away, or while a condition holds, until somebody opens it. Default: no.',
    ),
    merge: replace,
    change: 'apart',
    spoken: looksChanged,
  },
  fields: {
    schema: described(strings, 'Field ids, in order.'),
    required: true,
    merge: edit,
    change: 'apart',
    spoken: looksChanged,
    ofFields: 'form',
  },
  order: { schema: order, merge: replace, change: 'apart', spoken: looksChanged },
  tab: {
    schema: text('Name of the tab it was taken to. Default: where it is written.'),
    merge: replace,
    change: 'apart',
    spoken: looksChanged,
  },
} satisfies Properties;

export type GroupSource = SourceOf<typeof groupProperties>;

/** The properties of a tab: a page of its own within a form. */
export const tabProperties = {
  name: named,
  label: { schema: label, required: true, merge: replace, change: 'apart', spoken: textChanged },
  help: {
    schema: described(label, 'A sentence on what the tab is for.'),
    merge: replace,
    change: 'apart',
    spoken: textChanged,
  },
  visible: { schema: shown, merge: replace, change: 'apart', spoken: looksChanged },
  groups: {
    schema: list(ref<GroupSource>('group'), 'From top to bottom.'),
    required: true,
    change: 'apart',
    apart: true,
  },
  order: { schema: order, merge: replace, change: 'apart', spoken: looksChanged },
} satisfies Properties;

export type TabSource = SourceOf<typeof tabProperties>;

export const layout = object({ tabs: list(ref<TabSource>('tab'), 'From left to right.') }, ['tabs'], {
  description: 'Fields nobody places stand at the end. Default: one tab.',
});

export type LayoutSource = TypeOf<typeof layout>;
