import type { JsonSchema } from '../json.ts';
import { targets } from '../targets.ts';
import { described, file, list, ref, text } from './words.ts';

// `fields/*/label` → the expression that finds it among the members of `set`.
const patterns = Object.fromEntries(
  targets.map(({ at, schema }): [string, JsonSchema] => [`^${at.replaceAll('*', '[^/]+')}$`, schema]),
);

export const extensionSchema = file(
  {
    extends: text('Id of the form.'),
    fields: list(ref('field'), 'Fields that are added, named `<prefix>_…`.'),
    rows: {
      type: 'object',
      description: 'The same for the rows of entries, by the path of the entries field.',
      additionalProperties: list(ref('field'), 'Fields that are added to the rows.'),
    },
    set: {
      type: 'object',
      description:
        'One property and its value by target: `fields/taxNo/label`, `list/columns`, `fields/kind/options`.',
      patternProperties: patterns,
    },
    rules: list(ref('rule'), 'Checks that are added.'),
    unique: list(ref('unique'), 'What no two records may share, in addition.'),
    groups: list(ref('addedGroup'), 'Groups that are added to tabs.'),
    tabs: list(ref('addedTab'), 'Tabs that are added.'),
    actions: list(ref('action'), 'Actions that are added.'),
    source: described(ref('mark'), 'Where this was read.'),
  },
  ['extends'],
  'What a package or a customer says about somebody else’s form.',
);
