import { askedBy, type Thing, thingsAt } from '../target-place.ts';
import { fieldWords, optionWords } from './field.ts';
import { formWords } from './form.ts';
import { kindWords } from './of-kinds.ts';
import { paramWords } from './param.ts';
import { actionWords, blockWords, groupWords, ruleWords, tabWords, uniqueWords, viewWords } from './parts.ts';
import type { PropertyWords } from './property-words.ts';

const words: Readonly<Record<Thing, Readonly<Record<string, PropertyWords>>>> = {
  form: formWords,
  field: fieldWords,
  ofKinds: kindWords,
  option: optionWords,
  tab: tabWords,
  group: groupWords,
  rule: ruleWords,
  unique: uniqueWords,
  action: actionWords,
  block: blockWords,
  view: viewWords,
  param: paramWords,
};

/** The words of a property, by the first thing that has one of the name. */
export function wordsOf(things: readonly Thing[], property: string): PropertyWords | undefined {
  return things.flatMap((thing) => words[thing][property] ?? [])[0];
}

/**
 * The words of what a target names: `list/columns`, `fields/rate/label`, `params/pdf/timeout/unit`. What stands in a file
 * otherwise than targets name it goes by its last name.
 */
export function wordsAt(target: string): PropertyWords | undefined {
  const { place, property } = askedBy(target);
  const name = property.join('/');
  const last = property.at(-1) ?? target;
  const all = Object.keys(words) as readonly Thing[];
  return (
    wordsOf(thingsAt(place), name) ??
    wordsOf(thingsAt(place), last) ??
    // `unset` is told by its label.
    wordsOf(thingsAt(place), `${name}/label`) ??
    wordsOf(all, last)
  );
}
