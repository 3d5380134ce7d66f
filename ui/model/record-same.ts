import { isObject, type Json } from '../../metadata/common/json.ts';
import { isList } from '../../metadata/kinds/common/reading.ts';

/** Nothing at all, to a person. */
export function isBlank(value: Json | undefined): boolean {
  return value === undefined || value === null || value === '' || (isList(value) && value.length === 0);
}

/**
 * Answers whether two values are one to a person: picked records by what they point at, empty values as equal.
 *
 * @example
 * isSame('', null) //=> true
 * isSame({ id: 'a', number: 'A01' }, { id: 'a', number: 'A01', name: '甲' }) //=> true
 * isSame(['a', 'b'], ['b', 'a']) //=> false
 */
export function isSame(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (isBlank(a) || isBlank(b)) return isBlank(a) && isBlank(b);
  if (isList(a) && isList(b)) return a.length === b.length && a.every((one, at) => isSame(one, b[at]));
  const [x, y] = [pointed(a), pointed(b)];
  if (isObject(x) && isObject(y)) {
    const members = new Set([...Object.keys(x), ...Object.keys(y)]);
    return [...members].every((member) => isSame(x[member], y[member]));
  }
  return x === y;
}

function pointed(value: Json | undefined): Json | undefined {
  if (!isObject(value)) return value;
  const { form, id } = value;
  const members = Object.keys(value);
  const isPointer = members.every((one) => ['form', 'id', 'number', 'name', 'withheld'].includes(one));
  if (typeof id !== 'string' || !isPointer) return value;
  return typeof form === 'string' ? `${form}/${id}` : id;
}
