import type { Result } from '../../common/issue.ts';
import type { Json } from '../../common/json.ts';
import type { Field, Kind } from '../../field.ts';
import type { ParamSource } from '../../source.ts';
import { isList, readEach, refused } from './reading.ts';

/** A parameter as compiled: the field stands for one value, or for each of several. */
export type Param = ParamSource & { readonly field: Field };

/** Tells whether the value is a list of values of the kind, one text of the wire holding all of them. */
export function isSeveral({ raw, field }: Pick<Param, 'raw' | 'field'>): boolean {
  return raw?.separator !== undefined && field.kind.comparison(field) !== 'list';
}

/** Tells whether a value can stand by itself: not made of other fields, nor pointing at forms of its record's choice. */
export function standsAlone({ derived, points, properties }: Kind): boolean {
  return !derived && (points === undefined || points === 'about') && !properties['fields'];
}

/** A typed value, canonical, with paths of problems relative to it. */
export function readParamValue(value: Json, param: Pick<Param, 'raw' | 'field'>): Result<Json> {
  const { field } = param;
  if (!isSeveral(param)) return field.kind.read(value, field);
  if (!isList(value)) return refused('not-list');
  return readEach(value, (one) => field.kind.read(one, field));
}
