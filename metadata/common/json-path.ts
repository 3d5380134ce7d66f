import { isObject, type Json, type JsonObject } from './json.ts';

/** The path of a value in a file: members and places in lists. */
export type JsonPath = readonly (string | number)[];

export function valueAt(content: Json | undefined, path: JsonPath): Json | undefined {
  let value = content;
  for (const one of path) {
    if (typeof one === 'number') value = listed(value)[one];
    else value = isObject(value) && Object.hasOwn(value, one) ? value[one] : undefined;
  }
  return value;
}

/** The same file with another value in a place; members on the way are made where they lack. */
export function withValue(content: Json | undefined, path: JsonPath, value: Json): Json {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  if (typeof first === 'number') {
    const items = [...listed(content)];
    items[first] = withValue(items[first], rest, value);
    return items;
  }
  const whole: JsonObject = isObject(content) ? content : {};
  const inside = Object.hasOwn(whole, first) ? whole[first] : undefined;
  return { ...whole, [first]: withValue(inside, rest, value) };
}

/** Without what stands there; lists close up. */
export function withoutValue(content: Json, path: JsonPath): Json {
  const [first, ...rest] = path;
  if (first === undefined || valueAt(content, path) === undefined) return content;
  if (typeof first === 'number') {
    if (rest.length === 0) return listed(content).filter((_, at) => at !== first);
    return listed(content).map((item, at) => (at === first ? withoutValue(item, rest) : item));
  }
  if (!isObject(content)) return content;
  const { [first]: inside = null, ...others } = content;
  return rest.length === 0 ? others : { ...content, [first]: withoutValue(inside, rest) };
}

/** With one more in the list of a place; it is made where there is none. */
export function withItem(content: Json | undefined, path: JsonPath, item: Json, at?: number): Json {
  const items = listed(valueAt(content, path));
  return withValue(content, path, items.toSpliced(at ?? items.length, 0, item));
}

export function listed(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

/** Yields the objects in a list, with their places. */
export function* objectsIn(value: Json | undefined): Generator<readonly [number, JsonObject]> {
  for (const [at, item] of listed(value).entries()) if (isObject(item)) yield [at, item];
}
