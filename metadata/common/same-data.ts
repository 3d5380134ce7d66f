/**
 * Tells whether two values hold the same data all the way down; the same object is not looked into.
 *
 * @example
 * sameData({ a: [1], b: null }, { b: null, a: [1] }) //=> true
 * sameData([1, 2], [2, 1]) //=> false
 */
export function sameData(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (a instanceof Map) return b instanceof Map && a.size === b.size && sameItems([...a], [...b]);
  if (Array.isArray(a)) return Array.isArray(b) && sameItems(a, b);
  if (b instanceof Map || Array.isArray(b)) return false;
  const [names, other] = [Object.keys(a), b as Readonly<Record<string, unknown>>];
  return (
    names.length === Object.keys(b).length &&
    names.every(
      (name) =>
        Object.hasOwn(b, name) && sameData((a as Readonly<Record<string, unknown>>)[name], other[name]),
    )
  );
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, at) => sameData(item, b[at]));
}
