import { actionProperties } from './action.ts';
import { blockProperties } from './block.ts';
import { fieldProperties } from './field.ts';
import { formProperties } from './form.ts';
import { groupProperties, tabProperties } from './layout.ts';
import { ofKinds } from './of-kinds.ts';
import { optionProperties } from './option.ts';
import { paramProperties } from './param.ts';
import type { Row, Rows } from './property.ts';
import { ruleProperties } from './rule.ts';
import { askedBy, type Thing, thingsAt } from './target-place.ts';
import { uniqueProperties } from './unique.ts';
import { viewProperties } from './view.ts';

/** The rows of everything that has properties. */
export const rowsOf: Readonly<Record<Thing, Rows>> = {
  form: formProperties,
  field: fieldProperties,
  ofKinds,
  option: optionProperties,
  rule: ruleProperties,
  unique: uniqueProperties,
  action: actionProperties,
  block: blockProperties,
  view: viewProperties,
  tab: tabProperties,
  group: groupProperties,
  param: paramProperties,
};

/** The row of a property of what stands at a place; undefined: nothing there has one of the name. */
export function rowIn(things: readonly Thing[], name: string): Row | undefined {
  const thing = things.find((one) => Object.hasOwn(rowsOf[one], name));
  return thing && rowsOf[thing][name];
}

/**
 * The row of what a target names.
 *
 * @example
 * rowAt('list/columns')?.ofFields //=> 'form'
 * rowAt('fields/rate/nothing') //=> undefined
 */
export function rowAt(target: string): Partial<Row> | undefined {
  const { place, property } = askedBy(target);
  const [name = '', member] = property;
  const row = rowIn(thingsAt(place), name);
  return member === undefined ? row : (row?.members?.[member] ?? row?.eachMember);
}
