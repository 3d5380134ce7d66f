/**
 * Tells whether a list of fields names the field at a path. No list names all; `lines` names all fields of its rows;
 * `lines.price` lets one see that there are lines.
 *
 *     listsPath(['lines.price'], 'lines'); // true
 *     listsPath(['lines.price'], 'lines.rate'); // false
 */
export function listsPath(paths: readonly string[], path: string): boolean {
  return (
    paths.length === 0 ||
    paths.some((listed) => listed === path || path.startsWith(`${listed}.`) || listed.startsWith(`${path}.`))
  );
}
