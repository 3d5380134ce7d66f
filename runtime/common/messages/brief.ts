import type { Json, JsonObject } from '../../../metadata/common/json.ts';

/** Items of a list, and members of an object, that are told. */
const mostItems = 100;

/** Shortens the params of a sentence to so many characters at most: `…` stands for what was left out. */
export function brief(params: JsonObject, characters: number): JsonObject {
  let left = characters;
  const short = (value: Json): Json => {
    if (typeof value === 'string') {
      const text = cut(value, Math.max(0, Math.min(left, characters / 2)));
      left -= text.length;
      return text;
    }
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value))
      return few(value as readonly Json[]).map((item) => (left > 0 ? short(item) : '…'));
    return members(value as JsonObject);
  };
  const few = (items: readonly Json[]): readonly Json[] =>
    items.length > mostItems ? [...items.slice(0, mostItems), '…'] : items;
  const members = (object: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(object)
        .slice(0, mostItems)
        .map(([name, value]) => {
          const key = cut(name, 200);
          left -= key.length;
          return [key, left > 0 ? short(value) : '…'];
        }),
    );
  return members(params);
}

/**
 * @example
 * cut('abcdef', 3) //=> 'abc…'
 */
export function cut(text: string, characters: number): string {
  return text.length <= characters ? text : `${text.slice(0, characters)}…`;
}
