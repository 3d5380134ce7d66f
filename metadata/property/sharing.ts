import { sharingStrategies } from '../common/sharing-strategies.ts';
import { replace } from './merge.ts';
import type { Properties, SourceOf } from './property.ts';
import { always, asSet } from './reading.ts';
import { flag, list, oneOf } from './schema-words.ts';

const strategy = oneOf(sharingStrategies, 'Who may use a record that another organisation made.');
const sharingChanged = always('sharing-default-changed');

/** The properties of sharing: who sees records that are under organisation control. */
export const sharingProperties = {
  allowed: {
    schema: list(strategy, 'Strategies a record may have.', { minItems: 1, uniqueItems: true }),
    required: true,
    change: asSet('sharing-narrowed', 'sharing-widened'),
  },
  default: {
    schema: strategy,
    required: true,
    merge: replace,
    set: { type: 'string', minLength: 1 },
    change: sharingChanged,
  },
  autoAssign: {
    schema: flag('New organisations get every free or hierarchical record by themselves. Default: no.'),
    merge: replace,
    change: sharingChanged,
  },
} satisfies Properties;

export type SharingSource = SourceOf<typeof sharingProperties>;
