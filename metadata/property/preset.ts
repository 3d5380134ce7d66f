import { grow } from './merge.ts';
import type { Properties, SourceOf } from './property.ts';
import { always, asSet } from './reading.ts';
import { described, list, oneOf } from './schema-words.ts';
import { condition, strings } from './shapes.ts';

const presetLocks = ['delete', 'disable', 'sharing'] as const;
const locksChanged = asSet('lock-removed', 'lock-added');

/** The locks of records that came with a package: what may not be done to them. */
export const presetProperties = {
  locked: {
    schema: list(oneOf(presetLocks, 'What may not be done.'), 'Locks.', { uniqueItems: true }),
    merge: grow,
    set: { type: 'array', items: { enum: presetLocks } },
    change: locksChanged,
  },
  fields: {
    schema: described(strings, 'Fields that may not change.'),
    merge: grow,
    change: locksChanged,
    ofFields: 'form',
  },
  where: {
    schema: described(condition, 'Which of the package’s records. Default: all.'),
    change: always('lock-added'),
    undesigned: true,
  },
} satisfies Properties;

export type PresetSource = SourceOf<typeof presetProperties>;
