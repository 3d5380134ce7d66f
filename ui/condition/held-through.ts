/**
 * Answers the organisations that hold the record through those given, directly or through others: they lose it along
 * with them.
 */
export function heldThrough(
  holders: ReadonlyMap<string, string | null>,
  from: ReadonlySet<string>,
): ReadonlySet<string> {
  const found = new Set(from);
  for (const org of found) for (const [holder, by] of holders) if (by === org) found.add(holder);
  return new Set([...found].filter((org) => !from.has(org)));
}
