import type { JsonSchema } from '../common/json.ts';
import { actionProperties } from '../property/action.ts';
import { blockProperties } from '../property/block.ts';
import { partsOfForm } from '../property/form.ts';
import { groupProperties, layout, tabProperties } from '../property/layout.ts';
import { listProperties } from '../property/list.ts';
import { matchFor, matchProperties } from '../property/match.ts';
import { presetProperties } from '../property/preset.ts';
import { type Properties, requiredOf, schemasOf } from '../property/property.ts';
import { ruleProperties } from '../property/rule.ts';
import { object, ref, text } from '../property/schema-words.ts';
import { sharingProperties } from '../property/sharing.ts';
import { uniqueProperties } from '../property/unique.ts';
import { viewProperties } from '../property/view.ts';

const after = text('Name of what it comes after. Default: last.');

const thing = (properties: Properties, more: JsonSchema = {}): JsonSchema =>
  object(schemasOf(properties), requiredOf(properties), more);

/** Parts of a form, which extensions use too. */
export const formDefinitions: Readonly<Record<string, JsonSchema>> = {
  ...partsOfForm,
  sharing: {
    description:
      'Who sees its records. Default: of a setting its organisation; of a new document the organisation that made it; a new master has to say.',
    anyOf: [{ type: 'string', enum: ['everybody'] }, ref('control')],
  },
  control: thing(sharingProperties, { description: 'Under organisation control.' }),
  rule: thing(ruleProperties),
  unique: thing(uniqueProperties),
  tab: thing(tabProperties),
  addedTab: object({ ...schemasOf(tabProperties), after }, requiredOf(tabProperties)),
  group: thing(groupProperties),
  addedGroup: object({ ...schemasOf(groupProperties), tab: text('Name of the tab.'), after }, [
    ...requiredOf(groupProperties),
    'tab',
  ]),
  layout,
  list: thing(listProperties),
  action: thing(actionProperties),
  block: thing(blockProperties),
  view: thing(viewProperties),
  match: thing(matchProperties),
  matchFor,
  preset: thing(presetProperties, {
    description: 'What of a record that came with a package may not be done to it.',
  }),
};
