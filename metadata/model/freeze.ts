/** Freezes data all the way down; what is frozen already is taken to be so below too. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  const inside = value instanceof Map ? value.values() : Object.values(value);
  for (const one of inside) deepFreeze(one);
  return value;
}
