/** What a map does that keeps things, or a weak map, which keeps each for as long as its key is. */
interface Keeping<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): unknown;
}

/** What is kept for a key, made the first time. */
export function remember<K, V>(known: Keeping<K, V>, key: K, make: () => V): V {
  let value = known.get(key);
  if (value === undefined) {
    value = make();
    known.set(key, value);
  }
  return value;
}
