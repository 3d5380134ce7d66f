/** Who holds it through one of these, and through those in turn: withdrawn along with them. */
export function heldThrough(
  holders: ReadonlyMap<string, string | null>,
  from: ReadonlySet<string>,
): ReadonlySet<string> {
  const found = new Set(from);
  for (const org of found) for (const [holder, by] of holders) if (by === org) found.add(holder);
  return new Set([...found].filter((org) => !from.has(org)));
}
