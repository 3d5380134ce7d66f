/** How formulas and conditions name a parameter of the record's organisation: `$param.shop_config.rate`. */
const start = '$param.';

/** The type and the key that a path names; undefined: it names no parameter. Keys may have points in them, types have none. */
export function paramIn(path: string): { readonly type: string; readonly key: string } | undefined {
  if (!path.startsWith(start)) return undefined;
  const at = path.indexOf('.', start.length);
  if (at < 0) return undefined;
  return { type: path.slice(start.length, at), key: path.slice(at + 1) };
}

export function paramPath(type: string, key: string): string {
  return `${start}${type}.${key}`;
}
