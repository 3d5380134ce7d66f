import type { Param } from '../../metadata/kinds/common/param-value.ts';
import type { Model } from '../../metadata/model.ts';

/** Stands for the instances of a dimension that nothing is said of: no instance can be called so. */
export const everyInstance = '*';

/** Between a tax number and a machine number, which have no such character. */
const joint = ':';

const instanceName = /^[A-Za-z0-9._-]{1,64}$/;

/** A parameter and what of it is meant: its own key, or an instance of its dimension. */
export interface Address {
  readonly type: string;
  readonly key: string;
  readonly param: Param;
}

/** Finds the address of a type and a key in a model; undefined: none. A literal key goes before a dimension. */
export function addressOf({ params }: Pick<Model, 'params'>, type: string, key: string): Address | undefined {
  const known = params.get(type)?.params ?? [];
  const param =
    known.find((one) => one.key === key) ??
    known.find(({ dimension }) => dimension !== undefined && isInstance(dimension, key));
  return param && { type, key, param };
}

/** Tells whether a dimension can have it: `91440300708461136T`, with a machine `91440300708461136T:661234567890`. */
export function isInstance(dimension: NonNullable<Param['dimension']>, key: string): boolean {
  if (key === everyInstance) return true;
  const parts = key.split(joint);
  const most = dimension === 'tax-number+machine' ? 2 : 1;
  return parts.length <= most && parts.every((part) => instanceName.test(part));
}

/**
 * The keys whose values speak for an address, in the order they are asked at one scope.
 *
 * @example
 * keysAsked({ dimension: 'tax-number+machine' }, 'T1:M1') //=> ['T1:M1', 'T1', '*']
 * keysAsked({ key: 'limit' }, 'limit') //=> ['limit']
 */
export function keysAsked(
  { key: literal }: Pick<Param, 'key' | 'dimension'>,
  key: string,
): readonly string[] {
  if (literal !== undefined || key === everyInstance) return [key];
  const [tax = ''] = key.split(joint);
  return tax === key ? [key, everyInstance] : [key, tax, everyInstance];
}
