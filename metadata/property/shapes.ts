import type { Condition } from '../common/condition-tree.ts';
import type { Json } from '../common/json.ts';
import type { Label } from '../common/label.ts';
import type { Shape } from '../shape/shape.ts';
import { described, ref, text, whole } from './schema-words.ts';

/** The place in the source documents where a thing was read. */
export type SourceMark = {
  readonly document: string;
  readonly heading: string;
};

/** Always, never, or while a condition holds. */
export type Conditional = boolean | Condition;

/** Definitions that many properties refer to, with their types. */
export const label = ref<Label>('label');
export const condition = ref<Condition>('condition');
export const conditional = ref<Conditional>('conditional');
export const strings = ref<readonly string[]>('strings');
export const mark = ref<SourceMark | readonly SourceMark[]>('mark');

export const anything = (description: string): Shape<Json> => ({ description });

/** The row of a name by which others address a thing of somebody else. */
export const named = {
  schema: text('Addresses it; layers change it by this name.'),
  required: true,
  change: 'apart',
  apart: true,
  steps: true,
} as const;

/** The row of the place where a thing was read: it changes nothing. */
export const read = { schema: mark, change: () => [], apart: true } as const;

export const shown = described(conditional, 'Default: yes.');
export const order = whole('Among those that say one, which come first. Default: where it is written.');
