import { replace, stricter } from './merge.ts';
import type { Properties, SourceOf } from './property.ts';
import { looksChanged, type Reading, textChanged } from './reading.ts';
import { described, oneOf, text } from './schema-words.ts';
import { condition, label, named, read, strings } from './shapes.ts';

/** Reads any change of a rule: one that only warns is softer than one that refuses. */
const asks: Reading = (_change, { severity }) => [severity === 'warning' ? 'check-softened' : 'check-added'];

/** `when` holds and `check` does not: refused, or warned of, with `message` at `fields`. */
export const ruleProperties = {
  name: named,
  each: {
    schema: text('Entries field whose rows are checked one by one. Default: the record.'),
    change: asks,
  },
  when: { schema: described(condition, 'Only then. Default: always.'), change: asks },
  check: { schema: described(condition, 'What has to hold.'), required: true, change: asks },
  fields: {
    schema: described(strings, 'Where the problem is shown.'),
    required: true,
    change: looksChanged,
    ofFields: 'form',
  },
  message: { schema: label, required: true, merge: replace, change: textChanged, spoken: textChanged },
  severity: { schema: oneOf(['error', 'warning'], 'Default: error.'), merge: stricter, change: asks },
  source: read,
} satisfies Properties;

export type RuleSource = SourceOf<typeof ruleProperties>;
